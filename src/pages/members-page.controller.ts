import { Controller, Get, Query, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { Caller, Principal } from '../accounts/principal.js';
import { DELETED_NAME } from '../deleted-name.js';
import { languageOf } from '../preferences/preferences.js';
import { InvitationService } from '../rooms/invitation.service.js';
import { type Role, may } from '../rooms/may.js';
import { type Member, MembershipService } from '../rooms/membership.service.js';
import { RoomListService } from '../rooms/room-list.service.js';
import { FramedPages } from './framed-pages.js';
import { MembersQueryDto } from './dto/members-query.dto.js';
import { memberActions } from './member-actions.js';
import { nextPageStart, pageRows } from './pagination.js';
import { RoomNames } from './room-names.js';

/** The page of a private room's members, and of those who are invited. */
@ApiExcludeController()
@Controller('members')
export class MembersPageController {
  constructor(
    private readonly rooms: RoomListService,
    private readonly memberships: MembershipService,
    private readonly invitations: InvitationService,
    private readonly names: RoomNames,
    private readonly pages: FramedPages,
  ) {}

  @Get()
  async page(
    @Query() { room: key, from }: MembersQueryDto,
    @Caller() { user }: Principal,
    @Req() req: Request,
    @Res() res: Response,
  ): Promise<void> {
    const all = await this.memberships.list(user, key);
    const listed = await this.rooms.find(user, key);
    const role = listed.mine?.role ?? 'member';
    const members = pageRows(all, from).map((member) => ({
      ...member,
      isMe: member.id === user?.id,
      may: listed.kind === 'group' ? shownActions(member, role) : undefined,
    }));
    const mayInvite = may(role, 'invite', listed.kind);
    const hidden = listed.kind === 'direct' ? await this.rooms.hiddenDirectRooms(user) : [];
    await this.pages.render(req, res, 'members', {
      room: this.names.named(listed, languageOf(req)),
      // Nobody can open the room again with a deleted account.
      other: listed.with?.name === DELETED_NAME ? undefined : listed.with,
      isHidden: hidden.some(({ room }) => room === key),
      members,
      more: nextPageStart(from, all),
      mayInvite,
      inviteForm: `/a/rooms/${key}/invitations`,
      invited: mayInvite ? await this.invitations.listOf(user, key) : [],
      next: req.originalUrl,
    });
  }
}

function shownActions(member: Member, mine: Role): object | undefined {
  const actions = memberActions(member, mine);
  return Object.values(actions).some(Boolean) ? actions : undefined;
}
