import { Injectable } from '@nestjs/common';
import type { User } from '../accounts/user.js';
import type { Language } from '../i18n/language.js';
import { type InviteLink, InviteLinkService } from '../rooms/invite-link.service.js';
import { type Action, may } from '../rooms/may.js';
import { MembershipService } from '../rooms/membership.service.js';
import { OpenRooms } from '../rooms/open-rooms.service.js';
import { RoomListService } from '../rooms/room-list.service.js';
import { RoomNames } from './room-names.js';
import { utcTime } from './utc-time.js';

/** What a user may do in a room, and the lists that they may manage. */
@Injectable()
export class RoomSettings {
  constructor(
    private readonly rooms: RoomListService,
    private readonly memberships: MembershipService,
    private readonly links: InviteLinkService,
    private readonly names: RoomNames,
    private readonly openRooms: OpenRooms,
  ) {}

  /** Throws NOT_FOUND. */
  async of(user: User | null, key: string, language: Language) {
    const listed = await this.rooms.find(user, key);
    const standing = listed.mine?.role ?? (await this.openRooms.standingOf(user, key));
    const can = (action: Action): boolean => may(standing, action, listed.kind);
    const [invites, unbans] = [can('invite'), can('unban')];
    const mayDo = {
      rename: can('rename'),
      setTopic: can('set-topic'),
      invite: invites,
      leave: listed.kind === 'group' && can('leave'),
      delete: can('delete-room'),
    };
    return {
      room: this.names.named(listed, language),
      may: mayDo,
      hasNothing: !unbans && Object.values(mayDo).every((one) => !one),
      links: invites ? (await this.links.listOf(user, key)).map(shownLink) : [],
      banned: unbans ? await this.memberships.listBanned(user, key) : [],
    };
  }
}

function shownLink({ id, by, expiresAt, usesLeft }: InviteLink): object {
  return { id, by: by.name, until: utcTime(expiresAt), usesLeft };
}
