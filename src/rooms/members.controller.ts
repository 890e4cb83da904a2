import { Body, Controller, HttpCode, applyDecorators, Param, Res } from '@nestjs/common';
import {
  ApiConsumes,
  ApiFoundResponse,
  ApiOkResponse,
  ApiOperation,
  ApiParam,
  ApiTags,
} from '@nestjs/swagger';
import type { Response } from 'express';
import { Caller, Principal } from '../accounts/principal.js';
import { Action } from '../http/action.js';
import { answerOrRedirect } from '../http/answer.js';
import { ApiProblems } from '../http/api-problems.js';
import { BODY_TYPES } from '../http/body-types.js';
import { NextDto } from '../http/next.dto.js';
import { RoleDto } from './dto/people.dto.js';
import { UserDoneJson } from './dto/rooms.json.js';
import { MembershipService } from './membership.service.js';
import { RoomKeyPipe } from './room-key.pipe.js';

/** Describes an endpoint that changes a member. */
function MemberChange(about: { summary: string; description?: string }): MethodDecorator {
  return applyDecorators(
    HttpCode(200),
    ApiOperation(about),
    ApiOkResponse({ type: UserDoneJson }),
    ApiFoundResponse({ description: 'To `next`, if that was given.' }),
    ApiProblems('ROOM_INVALID', 'NOT_FOUND', 'NOT_ALLOWED', 'USER_UNKNOWN', 'NEXT_INVALID'),
  );
}

@ApiTags('Members of a group')
@ApiParam({ name: 'room', description: 'Key of the room.' })
@ApiParam({ name: 'user', description: 'Id of the user.' })
@ApiConsumes(...BODY_TYPES)
@Controller()
export class MembersController {
  constructor(private readonly memberships: MembershipService) {}

  @Action('rooms/:room/members/:user/remove')
  @MemberChange({ summary: 'Remove a member', description: 'They may come back if somebody asks them in.' })
  async remove(
    @Param('room', RoomKeyPipe) room: string,
    @Param('user') user: string,
    @Body() { next }: NextDto,
    @Caller() caller: Principal,
    @Res() res: Response,
  ): Promise<void> {
    await this.memberships.remove(caller.user, room, user);
    answerOrRedirect(res, next, { room, user });
  }

  @Action('rooms/:room/members/:user/ban')
  @MemberChange({
    summary: 'Keep somebody out',
    description: 'Removes them if they are in. No link and no invitation lets them in from then on.',
  })
  async ban(
    @Param('room', RoomKeyPipe) room: string,
    @Param('user') user: string,
    @Body() { next }: NextDto,
    @Caller() caller: Principal,
    @Res() res: Response,
  ): Promise<void> {
    await this.memberships.ban(caller.user, room, user);
    answerOrRedirect(res, next, { room, user });
  }

  @Action('rooms/:room/members/:user/unban')
  @MemberChange({ summary: 'Keep somebody out no longer' })
  async unban(
    @Param('room', RoomKeyPipe) room: string,
    @Param('user') user: string,
    @Body() { next }: NextDto,
    @Caller() caller: Principal,
    @Res() res: Response,
  ): Promise<void> {
    await this.memberships.unban(caller.user, room, user);
    answerOrRedirect(res, next, { room, user });
  }

  @Action('rooms/:room/members/:user/role')
  @MemberChange({ summary: 'Make somebody a moderator, or no longer', description: 'For the owner.' })
  async setRole(
    @Param('room', RoomKeyPipe) room: string,
    @Param('user') user: string,
    @Body() { role, next }: RoleDto,
    @Caller() caller: Principal,
    @Res() res: Response,
  ): Promise<void> {
    await this.memberships.setRole(caller.user, room, user, role);
    answerOrRedirect(res, next, { room, user });
  }

  @Action('rooms/:room/members/:user/hand-over')
  @MemberChange({ summary: 'Hand a group over', description: 'Its owner becomes a moderator.' })
  async handOver(
    @Param('room', RoomKeyPipe) room: string,
    @Param('user') user: string,
    @Body() { next }: NextDto,
    @Caller() caller: Principal,
    @Res() res: Response,
  ): Promise<void> {
    await this.memberships.handOver(caller.user, room, user);
    answerOrRedirect(res, next, { room, user });
  }
}
