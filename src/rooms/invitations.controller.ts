import { Body, Controller, Get, Req } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Request } from 'express';
import { Caller, Principal } from '../accounts/principal.js';
import { UserId } from '../accounts/user-id.js';
import { Action } from '../http/action.js';
import { clientAddress } from '../http/client-address.js';
import { ActionEndpoint, Endpoint } from '../http/endpoint.js';
import { UserDto } from './dto/people.dto.js';
import { InvitationsJson, InvitedJson } from './dto/people.json.js';
import { RoomDoneJson, RoomJson, UserDoneJson } from './dto/rooms.json.js';
import { InvitationService } from './invitation.service.js';
import { RoomKey } from './room-key.pipe.js';
import { RoomListService } from './room-list.service.js';
import { isoOf, roomJson } from './room.view.js';

const ROOM_PROBLEMS = ['ROOM_INVALID', 'NOT_FOUND'] as const;

@ApiTags('Invitations')
@Controller()
export class InvitationsController {
  constructor(
    private readonly invitations: InvitationService,
    private readonly rooms: RoomListService,
  ) {}

  @Get('api/invitations')
  @Endpoint({
    summary: 'List the caller’s invitations',
    description: 'New ones are announced in `@me`.',
    answer: InvitationsJson,
  })
  async list(@Caller() caller: Principal): Promise<InvitationsJson> {
    const open = await this.invitations.listFor(caller.user);
    return { invitations: open.map(({ at, ...rest }) => ({ ...rest, at: isoOf(at) })) };
  }

  @Action('invitations/:room/accept')
  @ActionEndpoint({
    summary: 'Accept an invitation',
    answer: RoomJson,
    problems: [...ROOM_PROBLEMS, 'ROOM_FULL', 'TOO_MANY_ROOMS'],
  })
  async accept(@RoomKey() room: string, @Caller() caller: Principal): Promise<RoomJson> {
    await this.invitations.accept(caller.user, room);
    return roomJson(await this.rooms.find(caller.user, room));
  }

  @Action('invitations/:room/decline')
  @ActionEndpoint({
    summary: 'Decline an invitation',
    description: 'The group is not told.',
    answer: RoomDoneJson,
    problems: ROOM_PROBLEMS,
  })
  async decline(@RoomKey() room: string, @Caller() caller: Principal) {
    await this.invitations.decline(caller.user, room);
    return { room };
  }

  @Action('rooms/:room/invitations')
  @ActionEndpoint({
    summary: 'Invite somebody to a group',
    description: 'Only moderators and the owner may do this.',
    body: UserDto,
    answer: InvitedJson,
    status: 201,
    problems: [
      ...ROOM_PROBLEMS,
      'NOT_ALLOWED',
      'USER_UNKNOWN',
      'ALREADY_MEMBER',
      'USER_BANNED',
      'TOO_MANY_INVITATIONS',
      'TOO_MANY_REQUESTS',
    ],
  })
  async invite(
    @RoomKey() room: string,
    @Body() dto: UserDto,
    @Caller() caller: Principal,
    @Req() req: Request,
  ): Promise<InvitedJson> {
    return { user: await this.invitations.invite(caller.user, room, dto.user, clientAddress(req)) };
  }

  @Action('rooms/:room/invitations/:user/withdraw')
  @ActionEndpoint({
    summary: 'Withdraw an invitation',
    description: 'Only moderators and the owner may do this.',
    answer: UserDoneJson,
    problems: [...ROOM_PROBLEMS, 'NOT_ALLOWED'],
  })
  async withdraw(@RoomKey() room: string, @UserId() user: string, @Caller() caller: Principal) {
    await this.invitations.withdraw(caller.user, room, user);
    return { room, user };
  }
}
