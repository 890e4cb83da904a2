import { Injectable } from '@nestjs/common';
import type { User } from '../accounts/user.js';
import { FriendListService } from '../friends/friend-list.service.js';
import type { Language } from '../i18n/language.js';
import { InvitationService } from '../rooms/invitation.service.js';
import { RoomListService } from '../rooms/room-list.service.js';
import { LOBBY } from '../rooms/room.js';
import { MAX_UNREAD } from '../rooms/unread-counts.js';
import { type NamedRoom, RoomNames } from './room-names.js';

interface RoomLink extends NamedRoom {
  current: boolean;
  /** How much is unread, in short; empty where nothing is, and of the room that one is in. */
  badge: string;
  /** Whether what is unread there is counted: of an open room, once they have read or written in it. */
  counts: boolean;
}

export interface Side {
  lobby: RoomLink;
  /** The others. */
  rooms: RoomLink[];
  /** Talks that one has removed, which come back once something new stands in them. */
  removed: { room: string; seq: number }[];
  /** Where the log of what concerns one alone stands. */
  ownSeq: number;
  /** How many. */
  invitations: number;
  /** How many ask to be friends. */
  requests: number;
}

/** What stands beside a conversation: one's rooms, how much of them is unread, and how many ask for one. */
@Injectable()
export class RoomSide {
  constructor(
    private readonly rooms: RoomListService,
    private readonly invitations: InvitationService,
    private readonly friends: FriendListService,
    private readonly names: RoomNames,
  ) {}

  /** `current`: key of the room that is shown. */
  async of(user: User | null, current: string, language: Language): Promise<Side> {
    // First the position: what happens while the rest is read is told after it.
    const ownSeq = await this.rooms.ownSeq(user);
    const links = (await this.rooms.list(user)).map((listed): RoomLink => {
      const room = this.names.named(listed, language);
      const isCurrent = room.key === current;
      const badge = isCurrent ? '' : badgeOf(room.unread);
      return { ...room, current: isCurrent, badge, counts: room.isPrivate || room.read > 0 };
    });
    const { length: invitations } = await this.invitations.listFor(user);
    return {
      lobby: links.find(isLobby) as RoomLink,
      rooms: links.filter((room) => !isLobby(room)),
      removed: await this.rooms.removed(user),
      ownSeq,
      invitations,
      requests: user ? await this.friends.countReceived(user) : 0,
    };
  }
}

function badgeOf(unread: number): string {
  if (unread === 0) return '';
  return unread < MAX_UNREAD ? String(unread) : `${MAX_UNREAD - 1}+`;
}

function isLobby({ key }: NamedRoom): boolean {
  return key === LOBBY;
}
