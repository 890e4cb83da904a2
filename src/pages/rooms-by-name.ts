import { Injectable } from '@nestjs/common';
import type { User } from '../accounts/user.js';
import { FriendListService } from '../friends/friend-list.service.js';
import type { Language } from '../i18n/language.js';
import { RoomListService } from '../rooms/room-list.service.js';
import { nameKey } from '../text.js';
import { RoomNames } from './room-names.js';

/** Something of one's own that may be meant by a name. */
export interface OwnChoice {
  kind: 'group' | 'direct' | 'person';
  name: string;
  href: string;
  /** It has this very name; others begin with it. */
  isExact: boolean;
}

const MAX_CHOICES = 10;

/** What somebody may mean who opens a room by a name: before any open room, the groups and people they know. */
@Injectable()
export class RoomsByName {
  constructor(
    private readonly rooms: RoomListService,
    private readonly friends: FriendListService,
    private readonly names: RoomNames,
  ) {}

  /** Their groups, talks and friends whose names begin so, and the account that is called so; exact ones first. None of guests. */
  async own(user: User | null, name: string, language: Language): Promise<OwnChoice[]> {
    const key = nameKey(name);
    if (key === '' || !user || user.isGuest) return [];
    const listed = await this.rooms.list(user);
    const known = new Set(listed.flatMap(({ with: other }) => (other ? [other.id] : [])));
    const choices = listed
      .filter(({ kind }) => kind !== 'open')
      .map((room) => this.names.named(room, language))
      .map(({ kind, name: called, href }) => ({ kind: kind as OwnChoice['kind'], name: called, href }));
    const people = (await this.#people(user, name)).filter(({ id }) => id !== user.id && !known.has(id));
    return [...choices, ...people.map(({ id, name: called }) => personOf(id, called))]
      .map((choice) => ({ ...choice, isExact: nameKey(choice.name) === key }))
      .filter((choice) => choice.isExact || nameKey(choice.name).startsWith(key))
      .toSorted((a, b) => Number(b.isExact) - Number(a.isExact))
      .slice(0, MAX_CHOICES);
  }

  /** Strangers only by their whole name: who types the number of a room means nobody whose name begins with it. */
  async #people(user: User, name: string): Promise<{ id: string; name: string }[]> {
    const key = nameKey(name);
    const { friends } = await this.friends.of(user);
    const strangers = (await this.friends.search(name)).filter((one) => nameKey(one.name) === key);
    return [...friends, ...strangers.filter(({ id }) => !friends.some((friend) => friend.id === id))];
  }
}

function personOf(id: string, name: string): Omit<OwnChoice, 'isExact'> {
  return { kind: 'person', name, href: `/people/${id}` };
}
