import { Controller, Get, Query, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { Caller, Principal } from '../accounts/principal.js';
import { languageOf } from '../i18n/language.js';
import type { Role } from '../rooms/may.js';
import { type Member, MembershipService } from '../rooms/membership.service.js';
import { RoomListService } from '../rooms/room-list.service.js';
import { PageRenderer } from '../views/page-renderer.js';
import { MembersQueryDto } from './dto/members-query.dto.js';
import { memberActions } from './member-actions.js';
import { nextPageStart, pageRows } from './pagination.js';
import { RoomNames } from './room-names.js';

/** The page of a private room's members. */
@ApiExcludeController()
@Controller('members')
export class MembersPageController {
  constructor(
    private readonly rooms: RoomListService,
    private readonly memberships: MembershipService,
    private readonly names: RoomNames,
    private readonly pages: PageRenderer,
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
    const room = this.names.named(listed, languageOf(req));
    const more = nextPageStart(from, all);
    this.pages.render(req, res, 'members', { room, members, more, next: req.originalUrl });
  }
}

function shownActions(member: Member, mine: Role): object | undefined {
  const actions = memberActions(member, mine);
  return Object.values(actions).some(Boolean) ? actions : undefined;
}
