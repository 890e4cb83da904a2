import { Injectable } from '@nestjs/common';
import { findAccountUser, requireSignedIn } from '../accounts/accounts.js';
import type { User } from '../accounts/user.js';
import { ChatError } from '../chat-error.js';
import { isBlocked } from '../friends/pair-rows.js';
import { Limits } from '../limits/limits.js';
import { roomLock, userLock } from '../storage/lock.js';
import { Storage, type Transaction } from '../storage/storage.js';
import { mayStartDirect } from './may-start-direct.js';
import { RoomChanges } from './room-changes.service.js';
import { unpin } from './room-preference-rows.js';
import { MEMBERSHIP } from './room-notices.js';

const NEW_ROOM = { kind: 'direct' as const, name: '', topic: '' };

/** Direct rooms: one for each pair of people, permanent, and closed to everybody else. */
@Injectable()
export class DirectRoomService {
  constructor(
    private readonly changes: RoomChanges,
    private readonly storage: Storage,
    private readonly limits: Limits,
  ) {}

  /**
   * Finds or creates the direct room with somebody, by their id or exact name. If they have blocked the caller, the new room stays out of
   * their sight. Throws SIGN_IN_REQUIRED, USER_UNKNOWN, YOURSELF, DIRECT_FRIENDS_ONLY if that is the other's setting,
   * TOO_MANY_ROOMS, TOO_MANY_REQUESTS, SESSION_ENDED.
   */
  async findOrCreate(
    user: User | null,
    idOrName: string,
    address: string,
  ): Promise<{ key: string; isNew: boolean }> {
    const one = requireSignedIn(user);
    const other = await findAccountUser(this.storage.reader, idOrName);
    if (!other) throw new ChatError('USER_UNKNOWN');
    if (other.id === one.id) throw new ChatError('YOURSELF');
    const [low, high] = [one.id, other.id].toSorted() as [string, string];
    const find = (trx: Transaction): Promise<string | undefined> => keyOf(trx, low, high);
    const known = await find(this.storage.reader);
    if (known !== undefined) {
      await this.#unhide(known, one.id);
      return { key: known, isNew: false };
    }
    await this.limits.requests.take(one.id, address);
    return this.changes.found(
      one,
      NEW_ROOM,
      async (room) => {
        if (!(await mayStartDirect(room.trx, one, other))) throw new ChatError('DIRECT_FRIENDS_ONLY');
        const unseen_by = (await isBlocked(room.trx, other.id, one.id)) ? other.id : null;
        const pair = { low_id: low, high_id: high, room_id: room.row.id, unseen_by };
        await room.trx.insertInto('direct_pairs').values(pair).execute();
        for (const [member, { id, name }] of [
          [one, other],
          [other, one],
        ] as const) {
          await room.add(member, 'member');
          if (member.id === unseen_by) continue;
          room.tellUser(member.id, MEMBERSHIP, { change: 'joined', role: 'member', user: { id, name } });
        }
      },
      { others: [other.id], existing: find },
    );
  }

  /**
   * Hides a direct room from the caller's list until it has a new entry or the caller opens it again; then it is pinned no more. The other
   * person is not told. Throws NOT_FOUND, NOT_ALLOWED.
   */
  async hide(user: User | null, key: string): Promise<void> {
    await this.changes.change(user, key, 'hide', async ({ trx, row, actor }) => {
      await trx
        .updateTable('memberships')
        .set((from) => ({
          hidden_seq: from.selectFrom('rooms').select('last_seq').where('id', '=', row.id),
        }))
        .where('room_id', '=', row.id)
        .where('user_id', '=', actor.id)
        .execute();
      await unpin(trx, { user_id: actor.id, room_id: row.id });
    });
  }

  /** Puts an existing room back into the caller's list, whether they hid it or a block kept it out of sight. */
  async #unhide(key: string, userId: string): Promise<void> {
    await this.storage.transact({ lock: [roomLock(key), userLock(userId)] }, async (trx) => {
      const room = trx.selectFrom('rooms').select('id').where('key', '=', key);
      await trx
        .updateTable('direct_pairs')
        .set({ unseen_by: null })
        .where('room_id', '=', room)
        .where('unseen_by', '=', userId)
        .execute();
      await trx
        .updateTable('memberships')
        .set({ hidden_seq: null })
        .where('room_id', '=', room)
        .where('user_id', '=', userId)
        .execute();
    });
  }
}

async function keyOf(db: Transaction, low: string, high: string): Promise<string | undefined> {
  const pair = await db
    .selectFrom('direct_pairs')
    .innerJoin('rooms', 'rooms.id', 'direct_pairs.room_id')
    .select('rooms.key')
    .where('low_id', '=', low)
    .where('high_id', '=', high)
    .executeTakeFirst();
  return pair?.key;
}
