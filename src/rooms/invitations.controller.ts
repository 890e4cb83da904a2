import { Body, Controller, Get, HttpCode, Param, Req, Res } from '@nestjs/common';
import {
  ApiConsumes,
  ApiCreatedResponse,
  ApiFoundResponse,
  ApiOkResponse,
  ApiOperation,
  ApiParam,
  ApiTags,
} from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { Caller, Principal } from '../accounts/principal.js';
import { Action } from '../http/action.js';
import { answerObject, answerOrRedirect } from '../http/answer.js';
import { ApiProblems } from '../http/api-problems.js';
import { BODY_TYPES } from '../http/body-types.js';
import { clientAddress } from '../http/client-address.js';
import { NextDto } from '../http/next.dto.js';
import { UserDto } from './dto/people.dto.js';
import { InvitationsJson, InvitedJson } from './dto/people.json.js';
import { RoomDoneJson, RoomJson, UserDoneJson } from './dto/rooms.json.js';
import { InvitationService } from './invitation.service.js';
import { RoomKeyPipe } from './room-key.pipe.js';
import { RoomListService } from './room-list.service.js';
import { isoOf, roomJson } from './room.view.js';

const ROOM = { name: 'room', description: 'Key of the group.' };
const ROOM_PROBLEMS = ['ROOM_INVALID', 'NOT_FOUND', 'NEXT_INVALID'] as const;

@ApiTags('Invitations')
@ApiConsumes(...BODY_TYPES)
@Controller()
export class InvitationsController {
  constructor(
    private readonly invitations: InvitationService,
    private readonly rooms: RoomListService,
  ) {}

  @Get('api/invitations')
  @ApiOperation({ summary: 'What the caller has been asked', description: 'New ones are told in `@me`.' })
  @ApiOkResponse({ type: InvitationsJson })
  @ApiProblems()
  async list(@Caller() caller: Principal, @Res() res: Response): Promise<void> {
    const open = await this.invitations.listFor(caller.user);
    const json: InvitationsJson = {
      invitations: open.map(({ at, ...rest }) => ({ ...rest, at: isoOf(at) })),
    };
    answerObject(res, json);
  }

  @Action('invitations/:room/accept')
  @HttpCode(200)
  @ApiParam(ROOM)
  @ApiOperation({ summary: 'Come in' })
  @ApiOkResponse({ type: RoomJson })
  @ApiFoundResponse({ description: 'To `next`, if that was given.' })
  @ApiProblems(...ROOM_PROBLEMS, 'ROOM_FULL', 'TOO_MANY_ROOMS')
  async accept(
    @Param('room', RoomKeyPipe) room: string,
    @Body() { next }: NextDto,
    @Caller() caller: Principal,
    @Res() res: Response,
  ): Promise<void> {
    await this.invitations.accept(caller.user, room);
    answerOrRedirect(res, next, roomJson(await this.rooms.find(caller.user, room)));
  }

  @Action('invitations/:room/decline')
  @HttpCode(200)
  @ApiParam(ROOM)
  @ApiOperation({ summary: 'Do not come in', description: 'The group is not told.' })
  @ApiOkResponse({ type: RoomDoneJson })
  @ApiFoundResponse({ description: 'To `next`, if that was given.' })
  @ApiProblems(...ROOM_PROBLEMS)
  async decline(
    @Param('room', RoomKeyPipe) room: string,
    @Body() { next }: NextDto,
    @Caller() caller: Principal,
    @Res() res: Response,
  ): Promise<void> {
    await this.invitations.decline(caller.user, room);
    answerOrRedirect(res, next, { room });
  }

  @Action('rooms/:room/invitations')
  @HttpCode(201)
  @ApiParam(ROOM)
  @ApiOperation({ summary: 'Ask somebody into a group', description: 'For moderators.' })
  @ApiCreatedResponse({ type: InvitedJson })
  @ApiFoundResponse({ description: 'To `next`, if that was given.' })
  @ApiProblems(
    ...ROOM_PROBLEMS,
    'NOT_ALLOWED',
    'USER_UNKNOWN',
    'ALREADY_MEMBER',
    'USER_BANNED',
    'TOO_MANY_INVITATIONS',
    'TOO_MANY_REQUESTS',
  )
  async invite(
    @Param('room', RoomKeyPipe) room: string,
    @Body() dto: UserDto,
    @Caller() caller: Principal,
    @Req() req: Request,
    @Res() res: Response,
  ): Promise<void> {
    const user = await this.invitations.invite(caller.user, room, dto.user, clientAddress(req));
    answerOrRedirect(res, dto.next, { user }, 201);
  }

  @Action('rooms/:room/invitations/:user/withdraw')
  @HttpCode(200)
  @ApiParam(ROOM)
  @ApiParam({ name: 'user', description: 'Id of the user.' })
  @ApiOperation({ summary: 'Ask somebody no longer', description: 'For moderators.' })
  @ApiOkResponse({ type: UserDoneJson })
  @ApiFoundResponse({ description: 'To `next`, if that was given.' })
  @ApiProblems(...ROOM_PROBLEMS, 'NOT_ALLOWED')
  async withdraw(
    @Param('room', RoomKeyPipe) room: string,
    @Param('user') user: string,
    @Body() { next }: NextDto,
    @Caller() caller: Principal,
    @Res() res: Response,
  ): Promise<void> {
    await this.invitations.withdraw(caller.user, room, user);
    answerOrRedirect(res, next, { room, user });
  }
}
