import { Injectable } from '@nestjs/common';
import type { User } from '../accounts/user.js';
import { FriendListService } from '../friends/friend-list.service.js';
import type { Language } from '../i18n/language.js';
import { InvitationService } from '../rooms/invitation.service.js';
import { RoomListService } from '../rooms/room-list.service.js';
import { type NamedRoom, RoomNames } from './room-names.js';

export interface Side {
  rooms: (NamedRoom & { current: boolean })[];
  signedIn?: boolean;
  /** How many. */
  invitations?: number;
  /** How many ask to be friends. */
  requests?: number;
}

/** What stands beside a conversation: one's rooms, and how many ask for one. */
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
    if (!user) return { rooms: [] };
    const rooms = (await this.rooms.list(user)).map((listed) => ({
      ...this.names.named(listed, language),
      current: listed.room === current,
    }));
    const { length: invitations } = await this.invitations.listFor(user);
    const requests = await this.friends.countReceived(user);
    return { rooms, signedIn: !user.isGuest, invitations, requests };
  }
}
