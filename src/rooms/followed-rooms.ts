import { Injectable } from '@nestjs/common';
import { sql } from 'kysely';
import { v7 as uuidv7 } from 'uuid';
import type { User } from '../accounts/user.js';
import { Clock } from '../clock.js';
import type { LogTransaction } from '../log/log-transaction.js';
import { ownLogKey } from '../log/own-log.js';
import { RoomLogService } from '../log/room-log.service.js';
import { MovedMarks } from '../signals/moved-marks.js';
import { userLock } from '../storage/lock.js';
import { Storage, type Transaction } from '../storage/storage.js';
import { wrote } from './listed-rooms.js';
import { RoomAccessService } from './room-access.service.js';
import { forgetPreferences } from './room-preference-rows.js';
import { MEMBERSHIP } from './room-notices.js';
import { LOBBY } from './room.js';

/** Of more, those that are pinned and those with the latest entries are listed, and those followed last stay stored: a visit must not fail because of earlier ones. */
const MAX_FOLLOWED = 50;

export interface FollowedRoom {
  /** Key of the room. */
  room: string;
  seq: number;
  /** Empty if the key is the name. */
  name: string;
  topic: string;
}

interface OpenRoom {
  id: number;
  key: string;
  name: string;
  seq: number;
}

/**
 * The open rooms that a person follows: they are in the person's list, and count as unread. Somebody follows the rooms that they have visited,
 * written in or pinned, until they leave. Visits and leaving are stored; that they wrote somewhere is read from the log, so that a message costs
 * nothing more. The lobby is in everybody's list.
 */
@Injectable()
export class FollowedRooms {
  constructor(
    private readonly storage: Storage,
    private readonly log: RoomLogService,
    private readonly access: RoomAccessService,
    private readonly movedMarks: MovedMarks,
    private readonly clock: Clock,
  ) {}

  /** The room with the latest entry first, at most MAX_FOLLOWED, without the lobby. */
  async list(userId: string): Promise<FollowedRoom[]> {
    const { rows } = await sql<FollowedRoom>`
      with recursive ${wrote(userId)},
      pinned(room_id) as (select room_id from room_preferences where user_id = ${userId} and pinned = 1),
      followed(room_id) as (
        select room_id from followed_rooms where user_id = ${userId} and left_seq is null
        union
        select room_id from pinned
        union
        select room_id from wrote where room_id is not null and not exists (
          select 1 from followed_rooms f where f.user_id = ${userId} and f.room_id = wrote.room_id and f.left_seq >= (
            select max(seq) from entries where author_id = ${userId} and room_id = wrote.room_id
          )
        )
      )
      select room, seq, name, topic from (
        select r.key as room, r.last_seq as seq, r.name, r.topic, e.id as entry from followed
        join rooms r on r.id = followed.room_id
        join entries e on e.room_id = r.id and e.seq = r.last_seq
        where r.kind = 'open' and r.key <> ${LOBBY}
        order by r.id in (select room_id from pinned) desc, e.id desc limit ${MAX_FOLLOWED}
      ) as listed order by entry desc
    `.execute(this.storage.reader);
    return rows;
  }

  /**
   * Does nothing if they follow the room already, and for a room in which nobody has written yet. What is there already does not count as
   * unread. Throws NOT_FOUND, NOT_ALLOWED.
   */
  async follow(user: User | null, key: string): Promise<void> {
    await this.#change(user, key, 'follow', async (change, userId, room) => {
      const { trx } = change;
      if (await isFollowing(trx, userId, room)) return false;
      const row = { user_id: userId, room_id: room.id, at: this.clock.now(), left_seq: null };
      await trx
        .insertInto('followed_rooms')
        .values(row)
        .onConflict((conflict) =>
          conflict.columns(['user_id', 'room_id']).doUpdateSet({ at: row.at, left_seq: null }),
        )
        .execute();
      await trx
        .insertInto('read_marks')
        .values({ user_id: userId, room_id: room.id, seq: room.seq })
        .onConflict((conflict) => conflict.columns(['user_id', 'room_id']).doNothing())
        .execute();
      await deleteOldest(trx, userId);
      return true;
    });
  }

  /** Forgets what they chose for the room, and does nothing else if they do not follow it. Throws NOT_FOUND, NOT_ALLOWED. */
  async leave(user: User | null, key: string): Promise<void> {
    await this.#change(user, key, 'leave', async ({ trx }, userId, room) => {
      const of = { user_id: userId, room_id: room.id };
      const isForgotten = await forgetPreferences(trx, of);
      if (!(await isFollowing(trx, userId, room))) return isForgotten;
      await trx
        .deleteFrom('followed_rooms')
        .where((is) => is.and(of))
        .execute();
      await trx
        .deleteFrom('read_marks')
        .where((is) => is.and(of))
        .execute();
      // Else what they wrote would go on following it.
      if ((await newestBy(trx, userId, room)) !== undefined)
        await trx
          .insertInto('followed_rooms')
          .values({ ...of, at: this.clock.now(), left_seq: room.seq })
          .execute();
      return true;
    });
  }

  /** Tells the person's devices about a change that `work` says it made. */
  async #change(
    user: User | null,
    key: string,
    action: 'follow' | 'leave',
    work: (change: LogTransaction, userId: string, room: OpenRoom) => Promise<boolean>,
  ): Promise<void> {
    await this.access.check(user, key, action);
    if (!user || key === LOBBY) return;
    const committed = (isChanged: boolean): void => {
      if (isChanged) this.movedMarks.tell({ userId: user.id });
    };
    await this.log.transact({ lock: userLock(user.id), committed }, async (change) => {
      const room = await findOpenRoom(change.trx, key);
      if (!room || !(await isThere(change.trx, user))) return false;
      const isChanged = await work(change, user.id, room);
      if (isChanged) change.append([noticeOf(action, room, user, this.clock.now())]);
      return isChanged;
    });
  }
}

function noticeOf(action: 'follow' | 'leave', { key, name }: OpenRoom, { id, name: by }: User, at: number) {
  const change = action === 'follow' ? 'followed' : 'left';
  const detail = { room: key, kind: 'open', name: name || key, change };
  return {
    room: ownLogKey(id),
    type: MEMBERSHIP,
    notice: { id: uuidv7(), at, by: { id, name: by }, detail },
  };
}

async function findOpenRoom(trx: Transaction, key: string): Promise<OpenRoom | undefined> {
  return trx
    .selectFrom('rooms')
    .select(['id', 'key', 'name', 'last_seq as seq'])
    .where('key', '=', key)
    .where('kind', '=', 'open')
    .where('last_seq', '>', 0)
    .executeTakeFirst();
}

/** False for an account that was deleted since the request began. */
async function isThere(trx: Transaction, { id }: User): Promise<boolean> {
  const users = trx.selectFrom('users').select('id').where('id', '=', id).where('deleted_at', 'is', null);
  return (await users.executeTakeFirst()) !== undefined;
}

async function isFollowing(trx: Transaction, userId: string, room: OpenRoom): Promise<boolean> {
  const row = await trx
    .selectFrom('followed_rooms')
    .select('left_seq')
    .where('user_id', '=', userId)
    .where('room_id', '=', room.id)
    .executeTakeFirst();
  if (row?.left_seq === null) return true;
  const written = await newestBy(trx, userId, room);
  return written !== undefined && written > (row?.left_seq ?? 0);
}

/** Seq of the person's newest entry in the room. */
async function newestBy(trx: Transaction, userId: string, { id }: OpenRoom): Promise<number | undefined> {
  const row = await trx
    .selectFrom('entries')
    .select('seq')
    .where('author_id', '=', userId)
    .where('room_id', '=', id)
    .orderBy('seq', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row?.seq;
}

async function deleteOldest(trx: Transaction, userId: string): Promise<void> {
  const oldest = trx
    .selectFrom('followed_rooms')
    .select('room_id')
    .where('user_id', '=', userId)
    .where('left_seq', 'is', null)
    .orderBy('at', 'desc')
    .orderBy('room_id', 'desc')
    .limit(1)
    .offset(MAX_FOLLOWED);
  await trx
    .deleteFrom('followed_rooms')
    .where('user_id', '=', userId)
    .where('room_id', 'in', oldest)
    .execute();
}
