import { Injectable } from '@nestjs/common';
import type { User } from '../accounts/user.js';
import { FriendListService } from '../friends/friend-list.service.js';
import type { Language } from '../i18n/language.js';
import { RoomListService } from '../rooms/room-list.service.js';
import { nameKey } from '../text.js';
import { RoomNames } from './room-names.js';

/** A group, direct room or person of the user's that a name may mean. */
export interface NameMatch {
  kind: 'group' | 'direct' | 'person';
  name: string;
  href: string;
  /** True if it has exactly this name; others begin with it. */
  isExact: boolean;
}

const MAX_CHOICES = 10;

/** Finds what a typed name may mean: the groups and people that the user knows come before any open room. */
@Injectable()
export class RoomsByName {
  constructor(
    private readonly rooms: RoomListService,
    private readonly friends: FriendListService,
    private readonly names: RoomNames,
  ) {}

  /**
   * Groups, direct rooms and friends whose names begin with this one, and the account with exactly this name; exact
   * matches first. None for guests.
   */
  async find(user: User | null, name: string, language: Language): Promise<NameMatch[]> {
    const key = nameKey(name);
    if (key === '' || !user || user.isGuest) return [];
    const listed = await this.rooms.list(user);
    const known = new Set(listed.flatMap(({ with: other }) => (other ? [other.id] : [])));
    const choices = listed
      .filter(({ kind }) => kind !== 'open')
      .map((room) => this.names.named(room, language))
      .map(({ kind, name: called, href }) => ({ kind: kind as NameMatch['kind'], name: called, href }));
    const people = (await this.#people(user, name)).filter(({ id }) => id !== user.id && !known.has(id));
    return [...choices, ...people.map(({ id, name: called }) => personOf(id, called))]
      .map((choice) => ({ ...choice, isExact: nameKey(choice.name) === key }))
      .filter((choice) => choice.isExact || nameKey(choice.name).startsWith(key))
      .toSorted((a, b) => Number(b.isExact) - Number(a.isExact))
      .slice(0, MAX_CHOICES);
  }

  /**
   * Strangers match only by their whole name: somebody who types the number of a room does not mean people
   * whose names begin with it.
   */
  async #people(user: User, name: string): Promise<{ id: string; name: string }[]> {
    const key = nameKey(name);
    const { friends } = await this.friends.of(user);
    const strangers = (await this.friends.search(name)).filter((one) => nameKey(one.name) === key);
    return [...friends, ...strangers.filter(({ id }) => !friends.some((friend) => friend.id === id))];
  }
}

function personOf(id: string, name: string): Omit<NameMatch, 'isExact'> {
  return { kind: 'person', name, href: `/people/${id}` };
}
