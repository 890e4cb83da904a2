import { Injectable } from '@nestjs/common';
import type { User } from '../accounts/user.js';
import type { Language } from '../i18n/language.js';
import { InvitationService } from '../rooms/invitation.service.js';
import { type InviteLink, InviteLinkService } from '../rooms/invite-link.service.js';
import { type Action, may } from '../rooms/may.js';
import { MembershipService } from '../rooms/membership.service.js';
import { RoomListService } from '../rooms/room-list.service.js';
import { RoomNames } from './room-names.js';
import { utcTime } from './utc-time.js';

/** What a user may do in a private room, and the lists that they may manage. */
@Injectable()
export class RoomSettings {
  constructor(
    private readonly rooms: RoomListService,
    private readonly memberships: MembershipService,
    private readonly invitations: InvitationService,
    private readonly links: InviteLinkService,
    private readonly names: RoomNames,
  ) {}

  /** Throws NOT_FOUND. */
  async of(user: User | null, key: string, language: Language) {
    const listed = await this.rooms.find(user, key);
    const role = listed.mine?.role;
    const can = (action: Action): boolean => role !== undefined && may(role, action, listed.kind);
    const [invites, unbans] = [can('invite'), can('unban')];
    return {
      room: this.names.named(listed, language),
      may: {
        rename: can('rename'),
        invite: invites,
        unban: unbans,
        leave: can('leave'),
        delete: can('delete-room'),
      },
      invited: invites ? await this.invitations.listOf(user, key) : [],
      links: invites ? (await this.links.listOf(user, key)).map(shownLink) : [],
      banned: unbans ? await this.memberships.listBanned(user, key) : [],
    };
  }
}

function shownLink({ id, by, expiresAt, usesLeft }: InviteLink): object {
  return { id, by: by.name, until: utcTime(expiresAt).shown, usesLeft };
}
