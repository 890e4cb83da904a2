import { Injectable } from '@nestjs/common';
import type { User } from '../accounts/user.js';
import { FriendListService } from '../friends/friend-list.service.js';
import type { Language } from '../i18n/language.js';
import { InvitationService } from '../rooms/invitation.service.js';
import { RoomListService } from '../rooms/room-list.service.js';
import type { RoomKind } from '../rooms/may.js';
import { MAX_UNREAD } from '../rooms/unread-counts.js';
import { type NamedRoom, RoomNames } from './room-names.js';

/** The sections of the list, in order, below what is pinned. */
const KINDS: readonly RoomKind[] = ['open', 'group', 'direct'];

interface RoomLink extends NamedRoom {
  current: boolean;
  /** The number of unread messages, as text; empty if there are none, and for the current room. */
  badge: string;
  /** The same for those that mention the user. */
  forMe: string;
  /** True if unread messages are counted: in an open room only after the user has read or written there. */
  counts: boolean;
  isMuted: boolean;
}

interface Section {
  kind: RoomKind | 'pinned';
  rooms: RoomLink[];
}

export interface SidebarContent {
  /** What is pinned, the lobby and other open rooms, groups, direct rooms; those without any are left out. */
  sections: Section[];
  /** Direct rooms that the user hid; they come back when something new arrives. */
  hiddenRooms: { room: string; seq: number }[];
  /** The newest seq of the user's own log. */
  ownSeq: number;
  invitationCount: number;
  /** The number of friend requests. */
  requestCount: number;
}

/** The sidebar: the user's rooms, their unread counts, invitations and requests. */
@Injectable()
export class Sidebar {
  constructor(
    private readonly rooms: RoomListService,
    private readonly invitations: InvitationService,
    private readonly friends: FriendListService,
    private readonly names: RoomNames,
  ) {}

  /** `current`: key of the shown room; undefined if the page shows none. */
  async of(user: User | null, current: string | undefined, language: Language): Promise<SidebarContent> {
    // Position first, so that polls report whatever happens while the rest is read.
    const ownSeq = await this.rooms.ownSeq(user);
    const links = (await this.rooms.list(user)).map((listed): RoomLink => {
      const room = this.names.named(listed, language);
      const isCurrent = room.key === current;
      const [badge, forMe] = isCurrent ? ['', ''] : [badgeOf(room.unread), badgeOf(room.mentions)];
      const counts = room.isPrivate || room.read > 0;
      return { ...room, current: isCurrent, badge, forMe, counts, isMuted: room.bell === 'nothing' };
    });
    const { length: invitationCount } = await this.invitations.listFor(user);
    return {
      sections: sectionsOf(links),
      hiddenRooms: await this.rooms.hiddenDirectRooms(user),
      ownSeq,
      invitationCount,
      requestCount: user ? await this.friends.countReceived(user) : 0,
    };
  }
}

function sectionsOf(links: readonly RoomLink[]): Section[] {
  const pinned: Section = { kind: 'pinned', rooms: links.filter((link) => link.pinned) };
  const others = KINDS.map((kind): Section => ({
    kind,
    rooms: links.filter((link) => link.kind === kind && !link.pinned),
  }));
  return [pinned, ...others].filter(({ rooms }) => rooms.length > 0);
}

function badgeOf(unread: number): string {
  if (unread === 0) return '';
  return unread < MAX_UNREAD ? String(unread) : `${MAX_UNREAD - 1}+`;
}
