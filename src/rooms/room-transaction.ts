import { v7 as uuidv7 } from 'uuid';
import { findAccountUser } from '../accounts/accounts.js';
import type { User } from '../accounts/user.js';
import { ChatError } from '../chat-error.js';
import type { NoticeDraft } from '../log/entry.js';
import type { Author } from '../log/message.js';
import type { NoticeDetail, NoticeType } from '../log/entry-type.js';
import type { LogTransaction } from '../log/log-transaction.js';
import type { Transaction } from '../storage/storage.js';
import { type Action, type Role, type RoomKind, demand } from './may.js';
import { ownLogKey } from '../log/own-log.js';
import { type AccountStanding, roleIn, standingIn } from './standing.js';
import { countOwnRooms } from './listed-rooms.js';
import { MEMBERSHIP } from './room-notices.js';

export const MAX_MEMBERS = 500;
export const MAX_ROOMS_OF_ACCOUNT = 200;

export interface RoomRow {
  id: number;
  key: string;
  kind: RoomKind;
  name: string;
}

/** A private room within the transaction that changes it. Its notices are appended at the end, in order. */
export class RoomTransaction {
  readonly notices: NoticeDraft[] = [];
  /** Ids of the new members. */
  readonly joined: string[] = [];
  isDeleted = false;

  constructor(
    readonly change: LogTransaction,
    readonly row: RoomRow,
    readonly actor: User,
    readonly now: number,
  ) {}

  get trx(): Transaction {
    return this.change.trx;
  }

  roleOf(userId: string): Promise<Role | undefined> {
    return roleIn(this.trx, this.row.id, userId);
  }

  standingOf(userId: string): Promise<AccountStanding> {
    return standingIn(this.trx, this.row.id, userId);
  }

  /** Checks the actor's present standing. Throws NOT_FOUND or NOT_ALLOWED. */
  async check(action: Action): Promise<void> {
    demand(await this.standingOf(this.actor.id), action, this.row.kind);
  }

  /** A member by id. Throws USER_UNKNOWN. */
  async member(userId: string): Promise<Author & { role: Role }> {
    const found = await this.#members().where('users.id', '=', userId).executeTakeFirst();
    if (!found) throw new ChatError('USER_UNKNOWN');
    return found;
  }

  members(): Promise<(Author & { role: Role })[]> {
    return this.#members().execute();
  }

  /** An account by id or exact name. Throws USER_UNKNOWN. */
  async account(idOrName: string): Promise<Author> {
    const user = await findAccountUser(this.trx, idOrName);
    if (!user) throw new ChatError('USER_UNKNOWN');
    return { id: user.id, name: user.name };
  }

  /** Makes somebody a member. Throws ROOM_FULL or TOO_MANY_ROOMS. */
  async add({ id }: Author, role: Role): Promise<void> {
    if ((await this.count('memberships')) >= MAX_MEMBERS)
      throw new ChatError('ROOM_FULL', { params: { max: MAX_MEMBERS } });
    if (this.actor.id === id) await checkRoomsOf(this.trx, id);
    const by_others = this.actor.id === id ? 0 : 1;
    const membership = { room_id: this.row.id, user_id: id, role, joined_at: this.now, by_others };
    await this.trx.insertInto('memberships').values(membership).execute();
    await this.#markRead(id);
    this.joined.push(id);
    await this.deleteFrom('invitations', id);
  }

  /** Entries from before somebody joined do not count as unread. */
  async #markRead(userId: string): Promise<void> {
    const { trx, row } = this;
    const { last_seq: seq } = await trx
      .selectFrom('rooms')
      .select('last_seq')
      .where('id', '=', row.id)
      .executeTakeFirstOrThrow();
    await trx
      .insertInto('read_marks')
      .values({ user_id: userId, room_id: row.id, seq })
      .onConflict((conflict) => conflict.columns(['user_id', 'room_id']).doUpdateSet({ seq }))
      .execute();
  }

  /** How many rows of a table belong to the room. */
  async count(table: 'memberships' | 'invitations' | 'invite_links'): Promise<number> {
    const { trx, row } = this;
    const counted = trx.selectFrom(table).select(({ fn }) => fn.countAll<number>().as('count'));
    return (await counted.where('room_id', '=', row.id).executeTakeFirstOrThrow()).count;
  }

  /** False if there was no such row. */
  async deleteFrom(
    table: 'memberships' | 'invitations' | 'bans' | 'room_preferences',
    userId: string,
  ): Promise<boolean> {
    const rows = this.trx.deleteFrom(table).where('room_id', '=', this.row.id).where('user_id', '=', userId);
    return (await rows.executeTakeFirst()).numDeletedRows > 0n;
  }

  /** Adds an entry to the room's log. */
  tell(type: NoticeType, detail: NoticeDetail): void {
    this.#tellIn(this.row.key, type, detail);
  }

  /** Adds an entry that describes the room to a user's own log. */
  tellUser(userId: string, type: NoticeType, detail: NoticeDetail): void {
    const { key: room, kind, name } = this.row;
    const of = type === MEMBERSHIP ? { room, kind, name } : { room, name };
    this.#tellIn(ownLogKey(userId), type, { ...of, ...detail });
  }

  #members() {
    return this.trx
      .selectFrom('memberships')
      .innerJoin('users', 'users.id', 'memberships.user_id')
      .select(['users.id', 'users.name', 'memberships.role'])
      .where('room_id', '=', this.row.id);
  }

  #tellIn(room: string, type: NoticeType, detail: NoticeDetail): void {
    const { id, name } = this.actor;
    this.notices.push({ room, type, notice: { id: uuidv7(), at: this.now, by: { id, name }, detail } });
  }
}

/** Counts only rooms that the user joined or began, so nobody else can use up their limit. Throws TOO_MANY_ROOMS. */
export async function checkRoomsOf(trx: Transaction, userId: string): Promise<void> {
  if ((await countOwnRooms(trx, userId)) >= MAX_ROOMS_OF_ACCOUNT)
    throw new ChatError('TOO_MANY_ROOMS', { params: { max: MAX_ROOMS_OF_ACCOUNT } });
}
