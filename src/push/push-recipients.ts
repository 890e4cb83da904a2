import { Injectable } from '@nestjs/common';
import { Clock } from '../clock.js';
import { SESSION_MAX_AGE_MS, SESSION_MAX_IDLE_MS } from '../accounts/session.js';
import { inSlices } from '../in-slices.js';
import type { Message } from '../log/message.js';
import { isPrivateKey } from '../rooms/room.js';
import { RoomPreferencesService } from '../rooms/room-preferences.service.js';
import { Storage } from '../storage/storage.js';
import type { PushJob } from './push-job.js';

/** People that one statement is about. */
const AT_ONCE = 100;

interface Device {
  sessionHash: string;
  userId: string;
}

/** Finds who is called by what. */
@Injectable()
export class PushRecipients {
  constructor(
    private readonly storage: Storage,
    private readonly preferences: RoomPreferencesService,
    private readonly clock: Clock,
  ) {}

  /** Whether anybody has a subscription. */
  async areThereAny(): Promise<boolean> {
    const rows = this.storage.reader.selectFrom('push_subscriptions').select('session_hash').limit(1);
    return (await rows.executeTakeFirst()) !== undefined;
  }

  /**
   * One job for each device of each person whom one of these messages, all of one room and oldest first, calls, as
   * their bell in that room says: the last that does. Nobody is
   * called by their own messages or by those of somebody whom they have blocked.
   */
  async of(messages: readonly Message[]): Promise<PushJob[]> {
    const [{ room }] = messages as [Message];
    const devices = isPrivateKey(room) ? await this.#ofMembers(room) : await this.#inOpenRoom(room, messages);
    const userIds = [...new Set(devices.map(({ userId }) => userId))];
    const bells = await this.preferences.bellsIn(room, userIds);
    const blocked = await this.#blocks(userIds, [...new Set(messages.map(({ author }) => author.id))]);
    return devices.flatMap(({ sessionHash, userId }) => {
      const calls = ({ author, mentions }: Message): boolean =>
        author.id !== userId &&
        !blocked.has(`${userId} ${author.id}`) &&
        (bells.get(userId) === 'everything' ||
          (bells.get(userId) === 'mentions' && mentions?.includes(userId) === true));
      const last = messages.findLast(calls);
      if (!last) return [];
      return [{ sessionHash, room, messageId: last.id, seq: last.seq, authorId: last.author.id }];
    });
  }

  #ofMembers(room: string): Promise<Device[]> {
    return this.#devices()
      .innerJoin('memberships as m', 'm.user_id', 's.user_id')
      .innerJoin('rooms as r', 'r.id', 'm.room_id')
      .where('r.key', '=', room)
      .execute();
  }

  /** Of those whom the messages mention, and of those who want to be told of all. */
  async #inOpenRoom(room: string, messages: readonly Message[]): Promise<Device[]> {
    const mentioned = [...new Set(messages.flatMap(({ mentions = [] }) => mentions))];
    const devices = await inSlices(mentioned, AT_ONCE, (some) =>
      this.#devices().where('s.user_id', 'in', some).execute(),
    );
    const listening = await this.#devices()
      .innerJoin('room_preferences as c', 'c.user_id', 's.user_id')
      .innerJoin('rooms as r', 'r.id', 'c.room_id')
      .where('r.key', '=', room)
      .where('c.bell', '=', 'everything')
      .execute();
    return [...new Map([...devices, ...listening].map((one) => [one.sessionHash, one])).values()];
  }

  #devices() {
    const now = this.clock.now();
    return this.storage.reader
      .selectFrom('sessions as s')
      .innerJoin('push_subscriptions as p', 'p.session_hash', 's.id_hash')
      .select(['s.id_hash as sessionHash', 's.user_id as userId'])
      .where('s.last_seen_at', '>', now - SESSION_MAX_IDLE_MS)
      .where('s.created_at', '>', now - SESSION_MAX_AGE_MS);
  }

  /** As "who whom". */
  async #blocks(userIds: readonly string[], authorIds: readonly string[]): Promise<ReadonlySet<string>> {
    const rows = await inSlices(userIds, AT_ONCE, (some) =>
      this.storage.reader
        .selectFrom('blocks')
        .select(['user_id', 'other_id'])
        .where('user_id', 'in', some)
        .where('other_id', 'in', authorIds)
        .execute(),
    );
    return new Set(rows.map(({ user_id, other_id }) => `${user_id} ${other_id}`));
  }
}
