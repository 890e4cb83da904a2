import { Body, Controller, Get, Post, Req } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Request } from 'express';
import { Caller, Principal } from '../accounts/principal.js';
import { Action, isPageForm } from '../http/action.js';
import { Redirection } from '../http/answer.js';
import { ActionEndpoint, Endpoint, PathParam } from '../http/endpoint.js';
import { NewLinkDto } from './dto/people.dto.js';
import { LinkedJson, MadeLinkJson } from './dto/people.json.js';
import { RoomDoneJson, RoomJson } from './dto/rooms.json.js';
import { InviteLinkService } from './invite-link.service.js';
import { invitePath, roomPath } from './room.js';
import { RoomKey } from './room-key.pipe.js';
import { RoomListService } from './room-list.service.js';
import { isoOf, roomJson } from './room.view.js';

const ROOM_PROBLEMS = ['ROOM_INVALID', 'NOT_FOUND', 'NOT_ALLOWED'] as const;

const Token = () => PathParam({ name: 'token', description: 'Token from the link.' });

@ApiTags('Invitations')
@Controller()
export class InviteLinksController {
  constructor(
    private readonly links: InviteLinkService,
    private readonly rooms: RoomListService,
  ) {}

  @Post('api/rooms/:room/links')
  @Endpoint({
    summary: 'Create an invite link to a group',
    description: 'Only moderators and the owner may do this.',
    answer: MadeLinkJson,
    status: 201,
    problems: [...ROOM_PROBLEMS, 'TOO_MANY_LINKS'],
  })
  async make(
    @RoomKey() room: string,
    @Body() { days, uses }: NewLinkDto,
    @Caller() caller: Principal,
  ): Promise<MadeLinkJson> {
    const { id, token, expiresAt, usesLeft } = await this.links.make(caller.user, room, days, uses);
    return { id, token, path: invitePath(token), expires_at: isoOf(expiresAt), uses_left: usesLeft };
  }

  @Action('rooms/:room/links/:id/revoke')
  @ActionEndpoint({
    summary: 'Revoke an invite link',
    description: 'Only moderators and the owner may do this.',
    answer: RoomDoneJson,
    problems: ROOM_PROBLEMS,
  })
  async revoke(
    @RoomKey() room: string,
    @PathParam({ name: 'id', description: 'Id of the link.' }) id: string,
    @Caller() caller: Principal,
  ) {
    await this.links.revoke(caller.user, room, id);
    return { room };
  }

  @Get('api/invite-links/:token')
  @Endpoint({
    summary: 'Show the group that a link leads to',
    description: 'This changes nothing.',
    answer: LinkedJson,
    problems: ['NOT_FOUND'],
  })
  async look(@Token() token: string, @Caller() caller: Principal): Promise<LinkedJson> {
    const { room, name, topic, memberCount, isMember } = await this.links.preview(caller.user, token);
    return { name, topic, member_count: memberCount, ...(isMember ? { room } : {}) };
  }

  @Action('invite-links/:token/join', { form: 'invite/:token' })
  @ActionEndpoint({
    summary: 'Join a group by a link',
    answer: RoomJson,
    problems: ['NOT_FOUND', 'SIGN_IN_REQUIRED', 'ROOM_FULL', 'TOO_MANY_ROOMS'],
  })
  async join(@Token() token: string, @Caller() caller: Principal, @Req() req: Request) {
    const key = await this.links.join(caller.user, token);
    if (isPageForm(req)) return new Redirection(303, roomPath(key));
    return roomJson(await this.rooms.find(caller.user, key));
  }
}
