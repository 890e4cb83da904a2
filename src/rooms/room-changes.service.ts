import { Injectable } from '@nestjs/common';
import { findAccountById } from '../accounts/accounts.js';
import type { User } from '../accounts/user.js';
import { ChatError } from '../chat-error.js';
import { Clock } from '../clock.js';
import type { LogTransaction } from '../log/log-transaction.js';
import { RoomLogService } from '../log/room-log.service.js';
import { type Signal, membersChanged } from '../signals/signal.js';
import { MovedMarks } from '../signals/moved-marks.js';
import { roomLock, userLock } from '../storage/lock.js';
import type { Transaction } from '../storage/storage.js';
import { DeletedGroups } from './deleted-groups.js';
import type { Action, RoomKind } from './may.js';
import { RoomAccessService } from './room-access.service.js';
import { RoomTransaction, type RoomRow, checkRoomsOf } from './room-transaction.js';
import { newPrivateKey } from './room.js';

export interface NewRoom {
  kind: 'group' | 'direct';
  name: string;
  topic: string;
}

interface Done<T> {
  result: T;
  room: RoomTransaction;
}

/** Finds the key of an existing room. */
type FindRoom = (trx: Transaction) => Promise<string | undefined>;

const none: FindRoom = () => Promise.resolve(undefined);

/**
 * The one way to change a private room: check, change and tell in one commit. The cached roster is forgotten before the change is told, so
 * that former members get nothing from after their removal.
 */
@Injectable()
export class RoomChanges {
  constructor(
    private readonly log: RoomLogService,
    private readonly access: RoomAccessService,
    private readonly marks: MovedMarks,
    private readonly deleted: DeletedGroups,
    private readonly clock: Clock,
  ) {}

  /**
   * Changes a room if the actor may do this there. Throws NOT_FOUND, NOT_ALLOWED, SESSION_ENDED, what `work` throws, and
   * STORAGE_UNAVAILABLE; nothing is changed then.
   */
  async change<T>(
    actor: User | null,
    key: string,
    action: Action,
    work: (room: RoomTransaction) => Promise<T>,
  ): Promise<T> {
    // Refuse early without taking the lock; the check under the lock decides.
    await this.access.check(actor, key, action);
    return this.changeFromOutside(actor as User, key, action, work);
  }

  /** Like `change`, for an actor who need not be a member: only the check under the lock knows invitations and bans. */
  async changeFromOutside<T>(
    actor: User,
    key: string,
    action: Action,
    work: (room: RoomTransaction) => Promise<T>,
  ): Promise<T> {
    const lock = [roomLock(key), userLock(actor.id)];
    const signals = (): Signal[] => [membersChanged(key)];
    const committed = ({ room: { joined } }: Done<T>): void => this.#tellMarks(joined);
    const { result, room } = await this.log.transact({ lock, signals, committed }, async (change) => {
      const row = await findRoom(change.trx, key);
      if (!row) throw new ChatError('NOT_FOUND');
      return this.#run(change, row, actor, async (changing) => {
        await changing.check(action);
        return work(changing);
      });
    });
    if (room.isDeleted) await this.deleted.erase(key);
    return result;
  }

  /**
   * Makes a room and lets `work` fill it, unless `existing` finds one under the locks of the actor and `others`. Throws TOO_MANY_ROOMS,
   * SESSION_ENDED, and what `work` throws.
   */
  async found(
    actor: User,
    { kind, name, topic }: NewRoom,
    work: (room: RoomTransaction) => Promise<void>,
    { others = [], existing = none }: { others?: readonly string[]; existing?: FindRoom } = {},
  ): Promise<{ key: string; isNew: boolean }> {
    const key = newPrivateKey();
    const joined: string[] = [];
    const lock = [actor.id, ...others].map(userLock);
    const signals = (): Signal[] => [membersChanged(key)];
    return this.log.transact({ lock, signals, committed: () => this.#tellMarks(joined) }, async (change) => {
      const known = await existing(change.trx);
      if (known !== undefined) return { key: known, isNew: false };
      await checkRoomsOf(change.trx, actor.id);
      const values = { key, kind, name, topic, last_seq: 0, created_at: this.clock.now() };
      const { id } = await change.trx
        .insertInto('rooms')
        .values(values)
        .returning('id')
        .executeTakeFirstOrThrow();
      const { room } = await this.#run(change, { id, key, kind, name }, actor, work);
      joined.push(...room.joined);
      return { key, isNew: true };
    });
  }

  async #run<T>(
    change: LogTransaction,
    row: RoomRow,
    actor: User,
    work: (room: RoomTransaction) => Promise<T>,
  ): Promise<Done<T>> {
    // The actor's account may have been deleted since the request began.
    if (!(await findAccountById(change.trx, actor.id))) throw new ChatError('SESSION_ENDED');
    const room = new RoomTransaction(change, row, actor, this.clock.now());
    const result = await work(room);
    change.append(room.notices);
    return { result, room };
  }

  /** Joining moves the read mark to the newest entry. */
  #tellMarks(joined: readonly string[]): void {
    for (const userId of joined) this.marks.tell({ userId });
  }
}

async function findRoom(trx: Transaction, key: string): Promise<RoomRow | undefined> {
  const row = await trx
    .selectFrom('rooms')
    .select(['id', 'key', 'kind', 'name'])
    .where('key', '=', key)
    .where('kind', 'in', ['group', 'direct'])
    .where('deleted_at', 'is', null)
    .executeTakeFirst();
  return row && { ...row, kind: row.kind as RoomKind };
}
