import { Body, Controller, Get, HttpCode, Post, Query, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { Caller, Principal } from '../accounts/principal.js';
import { Config } from '../config/config.js';
import { publicOrigin } from '../http/public-origin.js';
import { languageOf } from '../i18n/language.js';
import { Translator } from '../i18n/translator.js';
import { NewLinkDto } from '../rooms/dto/people.dto.js';
import { InvitationService } from '../rooms/invitation.service.js';
import { InviteLinkService } from '../rooms/invite-link.service.js';
import { type Action, type Role, may } from '../rooms/may.js';
import { type Member, MembershipService } from '../rooms/membership.service.js';
import { invitePath } from '../rooms/room.js';
import { RoomListService } from '../rooms/room-list.service.js';
import { PageRenderer } from '../views/page-renderer.js';
import { MembersQueryDto } from './dto/members-query.dto.js';
import { RoomQueryDto } from './dto/room-query.dto.js';
import { nextPageStart, pageRows } from './pagination.js';
import { memberActions } from './member-actions.js';
import { RoomNames } from './room-names.js';
import { utcTime } from './utc-time.js';

/** The pages about a private room: its members and settings. */
@ApiExcludeController()
@Controller()
export class GroupPageController {
  constructor(
    private readonly rooms: RoomListService,
    private readonly memberships: MembershipService,
    private readonly invitations: InvitationService,
    private readonly links: InviteLinkService,
    private readonly names: RoomNames,
    private readonly translator: Translator,
    private readonly pages: PageRenderer,
    private readonly config: Config,
  ) {}

  @Get('members')
  async members(
    @Query() { room: key, from }: MembersQueryDto,
    @Caller() caller: Principal,
    @Req() req: Request,
    @Res() res: Response,
  ): Promise<void> {
    const { user } = caller;
    const all = await this.memberships.list(user, key);
    const listed = await this.rooms.find(user, key);
    const role = listed.mine?.role ?? 'member';
    const members = pageRows(all, from).map((member) => ({
      ...member,
      isMe: member.id === user?.id,
      roleText: this.translator.t(languageOf(req), `members.${member.role}`),
      may: listed.kind === 'group' ? shownActions(member, role) : undefined,
    }));
    const room = this.names.named(listed, languageOf(req));
    const title = this.translator.t(languageOf(req), 'members.of', { room: room.name });
    const more = nextPageStart(from, all);
    this.pages.render(req, res, 'members', { title, room, members, more, next: req.originalUrl });
  }

  @Get('settings')
  settings(
    @Query() { room }: RoomQueryDto,
    @Caller() caller: Principal,
    @Req() req: Request,
    @Res() res: Response,
  ): Promise<void> {
    return this.#settings(room, caller, req, res);
  }

  /** The link is shown only on the page that answers. */
  @Post('settings/links')
  @HttpCode(200)
  async makeLink(
    @Query() { room }: RoomQueryDto,
    @Body() { days, uses }: NewLinkDto,
    @Caller() caller: Principal,
    @Req() req: Request,
    @Res() res: Response,
  ): Promise<void> {
    const { token } = await this.links.make(caller.user, room, days, uses);
    const origin = publicOrigin(req, this.config.publicUrl);
    await this.#settings(room, caller, req, res, new URL(invitePath(token), origin).href);
  }

  async #settings(
    key: string,
    { user }: Principal,
    req: Request,
    res: Response,
    made?: string,
  ): Promise<void> {
    const lang = languageOf(req);
    const listed = await this.rooms.find(user, key);
    const role = listed.mine?.role;
    const can = (action: Action): boolean => role !== undefined && may(role, action, listed.kind);
    const room = this.names.named(listed, lang);
    const invites = can('invite');
    this.pages.render(req, res, 'settings', {
      title: this.translator.t(lang, 'settings.of', { room: room.name }),
      room,
      made,
      next: `/settings?room=${key}`,
      may: {
        rename: can('rename'),
        invite: invites,
        unban: can('unban'),
        leave: can('leave'),
        delete: can('delete-room'),
      },
      invited: invites ? await this.invitations.listOf(user, key) : [],
      links: invites ? (await this.links.listOf(user, key)).map(shownLink) : [],
      banned: can('unban') ? await this.memberships.listBanned(user, key) : [],
    });
  }
}

function shownActions(member: Member, mine: Role): object | undefined {
  const actions = memberActions(member, mine);
  return Object.values(actions).some(Boolean) ? actions : undefined;
}

function shownLink({
  id,
  by,
  expiresAt,
  usesLeft,
}: {
  id: string;
  by: { name: string };
  expiresAt: number;
  usesLeft: number;
}): object {
  return { id, by: by.name, until: utcTime(expiresAt).shown, usesLeft };
}
