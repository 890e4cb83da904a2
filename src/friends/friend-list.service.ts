import { setImmediate as nextTurn } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import { typedKey } from '../accounts/accounts.js';
import type { User } from '../accounts/user.js';
import { ChatError } from '../chat-error.js';
import { userLock } from '../storage/lock.js';
import { Storage } from '../storage/storage.js';
import type { Author } from '../log/message.js';
import type { BlockedJson, DirectFrom, FriendsJson, PersonJson, Relation } from './dto/friends.json.js';
import { type PairTableName, hasPair } from './pair-rows.js';
import { findPerson, searchAccounts } from './people.js';

const MAX_FOUND = 20;
const MAX_LISTED = 1000;

/** What the caller sees of other people. Somebody whom the caller has blocked appears only as blocked. */
@Injectable()
export class FriendListService {
  constructor(private readonly storage: Storage) {}

  /** Friends sorted by name; requests and blocks newest first; at most MAX_LISTED of each. */
  async of({ id }: User): Promise<FriendsJson> {
    const friends = await this.#unblocked('friends', id).orderBy('users.account_key').execute();
    // A full list takes some milliseconds, so let other requests run in between.
    await nextTurn();
    const received = await this.#received(id).select(NAMED).orderBy('pair.at', 'desc').execute();
    await nextTurn();
    const sent = await this.#unblocked('friend_requests', id).orderBy('pair.at', 'desc').execute();
    const blocked = await this.#blockedBy(id);
    await nextTurn();
    return { friends, received, sent, blocked, direct_from: await this.#directFrom(id) };
  }

  /** Friend requests that wait for an answer, at most MAX_LISTED. Nobody can ask a guest. */
  async countReceived({ id, isGuest }: User): Promise<number> {
    if (isGuest) return 0;
    const counted = this.storage.reader
      .selectFrom(this.#received(id).select('users.id').as('received'))
      .select(({ fn }) => fn.countAll<number>().as('count'));
    return (await counted.executeTakeFirstOrThrow()).count;
  }

  /** At most MAX_FOUND accounts whose names begin with this text, regardless of case and width; none for a blank text. */
  async search(name: string): Promise<Author[]> {
    const key = typedKey(name);
    return key === '' ? [] : searchAccounts(this.storage.reader, key, MAX_FOUND);
  }

  /** Throws NOT_FOUND if there is nobody with this id. */
  async person(me: User, otherId: string): Promise<PersonJson> {
    const person = await findPerson(this.storage.reader, otherId);
    if (!person) throw new ChatError('NOT_FOUND');
    return { ...person, relation: await this.relation(me, otherId) };
  }

  /** What the other person is to the caller. */
  async relation({ id }: User, otherId: string): Promise<Relation> {
    const db = this.storage.reader;
    if (id === otherId) return 'self';
    if (await hasPair(db, 'blocks', id, otherId)) return 'blocked';
    if (await hasPair(db, 'friends', id, otherId)) return 'friend';
    if (await hasPair(db, 'friend_requests', otherId, id)) return 'received';
    return (await hasPair(db, 'friend_requests', id, otherId)) ? 'sent' : 'none';
  }

  /** Sets who may begin a direct room with the caller. */
  async setDirectFrom({ id }: User, from: DirectFrom): Promise<void> {
    await this.storage.transact({ lock: userLock(id) }, (trx) =>
      trx
        .updateTable('users')
        .set({ direct_from: from })
        .where('id', '=', id)
        .where('account_key', 'is not', null)
        .execute(),
    );
  }

  async #blockedBy(id: string): Promise<BlockedJson[]> {
    const rows = await this.#others('blocks', id)
      .select(NAMED)
      .select('users.account_key')
      .where('users.deleted_at', 'is', null)
      .orderBy('pair.at', 'desc')
      .execute();
    return rows.map(({ account_key: key, ...person }) =>
      key === null ? { ...person, guest: true } : person,
    );
  }

  #unblocked(table: PairTableName, id: string) {
    return this.#others(table, id).select(NAMED).where('users.id', 'not in', this.#blocked(id));
  }

  #others(table: PairTableName, id: string) {
    return this.storage.reader
      .selectFrom(`${table} as pair`)
      .innerJoin('users', 'users.id', 'pair.other_id')
      .where('pair.user_id', '=', id)
      .limit(MAX_LISTED);
  }

  #received(id: string) {
    return this.storage.reader
      .selectFrom('friend_requests as pair')
      .innerJoin('users', 'users.id', 'pair.user_id')
      .where('pair.other_id', '=', id)
      .where('users.id', 'not in', this.#blocked(id))
      .limit(MAX_LISTED);
  }

  #blocked(id: string) {
    return this.storage.reader.selectFrom('blocks').select('other_id').where('user_id', '=', id);
  }

  async #directFrom(id: string): Promise<DirectFrom> {
    const users = this.storage.reader.selectFrom('users').select('direct_from').where('id', '=', id);
    return (await users.executeTakeFirst())?.direct_from ?? 'anyone';
  }
}

const NAMED = ['users.id', 'users.name'] as const;
