import { Injectable } from '@nestjs/common';
import { sql } from 'kysely';
import { typedKey } from '../accounts/accounts.js';
import type { User } from '../accounts/user.js';
import { BlockService } from '../friends/block.service.js';
import type { Author } from '../log/message.js';
import { RoomAccessService } from '../rooms/room-access.service.js';
import { isPrivateKey } from '../rooms/room.js';
import { Storage } from '../storage/storage.js';
import { isBlank } from '../text.js';

const MAX_FOUND = 20;
/** How far back somebody counts as a person of an open room, in messages. */
const MESSAGES_LOOKED_AT = 500;

/** Finds the people of a room by the beginning of their name, for those who address them. */
@Injectable()
export class RoomPeople {
  constructor(
    private readonly storage: Storage,
    private readonly access: RoomAccessService,
    private readonly blocks: BlockService,
  ) {}

  /**
   * In a private room its members, sorted by name; in an open one those who wrote lately, the latest first. At most MAX_FOUND, without the
   * reader and people they blocked. A blank name finds everybody. Throws NOT_FOUND if the user may not read the room.
   */
  async find(user: User | null, room: string, name: string): Promise<Author[]> {
    const key = typedKey(name);
    const read = (hidden: ReadonlySet<string>): Promise<Author[]> =>
      this.#read(room, key, [...hidden, ...(user ? [user.id] : [])]);
    return this.access.reading(user, room, async () =>
      key === '' && !isBlank(name) ? [] : this.blocks.reading(user?.id, read),
    );
  }

  async #read(room: string, key: string, without: readonly string[]): Promise<Author[]> {
    const people = isPrivateKey(room) ? await this.#members(room, key) : await this.#writers(room, key);
    const hidden = new Set(without);
    return people.filter(({ id }) => !hidden.has(id)).slice(0, MAX_FOUND);
  }

  /** A room has at most 500. */
  #members(room: string, key: string): Promise<Author[]> {
    return this.storage.reader
      .selectFrom('rooms')
      .innerJoin('memberships', 'memberships.room_id', 'rooms.id')
      .innerJoin('users', 'users.id', 'memberships.user_id')
      .select(['users.id', 'users.name'])
      .where('rooms.key', '=', room)
      .where('users.account_key', '>=', key)
      .where('users.account_key', '<', endOf(key))
      .orderBy('users.account_key')
      .execute();
  }

  async #writers(room: string, key: string): Promise<Author[]> {
    const { rows } = await sql<{ id: string; name: string; isGuest: number }>`
      select u.id, u.name, case when u.account_key is null then 1 else 0 end as "isGuest" from (
        select author_id, max(seq) as seq from (
          select author_id, seq from entries
          where room_id = (select id from rooms where key = ${room}) and type = 'message'
          order by seq desc limit ${MESSAGES_LOOKED_AT}
        ) as newest group by author_id
      ) as writers
      join users u on u.id = writers.author_id
      where coalesce(u.account_key, u.guest_key) >= ${key} and coalesce(u.account_key, u.guest_key) < ${endOf(key)}
      order by writers.seq desc
    `.execute(this.storage.reader);
    return rows.map(({ isGuest, ...person }) => (isGuest === 1 ? { ...person, guest: true } : person));
  }
}

/** Above all keys that begin with this one. */
function endOf(key: string): string {
  return `${key}\u{10ffff}`;
}
