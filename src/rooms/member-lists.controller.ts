import { Controller, Get, Param, Res } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiParam, ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';
import { Caller, Principal } from '../accounts/principal.js';
import { answerOrRedirect as answer } from '../http/answer.js';
import { ApiProblems } from '../http/api-problems.js';
import { AllInvitedJson, BannedJson, LinksJson, MembersJson } from './dto/people.json.js';
import { InvitationService } from './invitation.service.js';
import { InviteLinkService } from './invite-link.service.js';
import { MembershipService } from './membership.service.js';
import { RoomKeyPipe } from './room-key.pipe.js';
import { isoOf } from './room.view.js';

/** The lists of a private room: members, bans, invitations, links. */
@ApiTags('Members of a group')
@ApiParam({ name: 'room', description: 'Key of the room.' })
@Controller('api/rooms/:room')
export class MemberListsController {
  constructor(
    private readonly memberships: MembershipService,
    private readonly invitations: InvitationService,
    private readonly links: InviteLinkService,
  ) {}

  @Get('members')
  @ApiOperation({ summary: 'Who is in a private room' })
  @ApiOkResponse({ type: MembersJson })
  @ApiProblems('ROOM_INVALID', 'NOT_FOUND', 'NOT_ALLOWED')
  async members(
    @Param('room', RoomKeyPipe) room: string,
    @Caller() caller: Principal,
    @Res() res: Response,
  ): Promise<void> {
    const members = await this.memberships.list(caller.user, room);
    const json: MembersJson = {
      members: members.map(({ joinedAt, ...member }) => ({ ...member, joined_at: isoOf(joinedAt) })),
    };
    answer(res, undefined, json);
  }

  @Get('bans')
  @ApiOperation({ summary: 'Who is kept out of a group', description: 'For moderators.' })
  @ApiOkResponse({ type: BannedJson })
  @ApiProblems('ROOM_INVALID', 'NOT_FOUND', 'NOT_ALLOWED')
  async banned(
    @Param('room', RoomKeyPipe) room: string,
    @Caller() caller: Principal,
    @Res() res: Response,
  ): Promise<void> {
    const json: BannedJson = { banned: await this.memberships.listBanned(caller.user, room) };
    answer(res, undefined, json);
  }

  @Get('invitations')
  @ApiOperation({ summary: 'Who has been asked into a group', description: 'For moderators.' })
  @ApiOkResponse({ type: AllInvitedJson })
  @ApiProblems('ROOM_INVALID', 'NOT_FOUND', 'NOT_ALLOWED')
  async invited(
    @Param('room', RoomKeyPipe) room: string,
    @Caller() caller: Principal,
    @Res() res: Response,
  ): Promise<void> {
    const open = await this.invitations.listOf(caller.user, room);
    const json: AllInvitedJson = { invited: open.map(({ user, at }) => ({ user, at: isoOf(at) })) };
    answer(res, undefined, json);
  }

  @Get('links')
  @ApiOperation({ summary: 'The links that lead into a group', description: 'For moderators.' })
  @ApiOkResponse({ type: LinksJson })
  @ApiProblems('ROOM_INVALID', 'NOT_FOUND', 'NOT_ALLOWED')
  async linked(
    @Param('room', RoomKeyPipe) room: string,
    @Caller() caller: Principal,
    @Res() res: Response,
  ): Promise<void> {
    const links = await this.links.listOf(caller.user, room);
    const json: LinksJson = {
      links: links.map(({ id, by, createdAt, expiresAt, usesLeft }) => {
        return { id, by, created_at: isoOf(createdAt), expires_at: isoOf(expiresAt), uses_left: usesLeft };
      }),
    };
    answer(res, undefined, json);
  }
}
