import { Injectable } from '@nestjs/common';
import { v7 as uuidv7 } from 'uuid';
import { findAccountById } from '../accounts/accounts.js';
import type { Session } from '../accounts/session.js';
import type { User } from '../accounts/user.js';
import { UserService } from '../accounts/user.service.js';
import { ChatError } from '../chat-error.js';
import { Clock } from '../clock.js';
import type { Language } from '../i18n/language.js';
import { Limits } from '../limits/limits.js';
import type { NoticeDraft } from '../log/entry.js';
import type { NoticeDetail } from '../log/entry-type.js';
import { RoomLogService } from '../log/room-log.service.js';
import { roomLock } from '../storage/lock.js';
import { Storage } from '../storage/storage.js';
import { topicOf } from './group.service.js';
import { type Standing, demand } from './may.js';
import { SETTINGS } from './room-notices.js';
import { LOBBY, openRoomKey, roomNameOf, withoutHash } from './room.js';

/** Where somebody creates a room: their session, their language and their address. */
interface Founding {
  session: Session;
  language: Language;
  address: string;
}

/** Creates open rooms on purpose, and says what they are for. The first message in a room of any other name creates one too. */
@Injectable()
export class OpenRooms {
  constructor(
    private readonly storage: Storage,
    private readonly log: RoomLogService,
    private readonly users: UserService,
    private readonly limits: Limits,
    private readonly clock: Clock,
  ) {}

  /**
   * Resolves with the key of the new room. Throws ROOM_INVALID, ROOM_EXISTS, TOO_MANY_REQUESTS, SESSION_ENDED, and what `topicOf` throws. A
   * visitor who has not written anything yet becomes a guest.
   */
  async create(
    { session, language, address }: Founding,
    { name: typed, topic: text = '' }: { name: string; topic?: string | undefined },
  ): Promise<string> {
    const called = withoutHash(typed);
    const key = openRoomKey(called);
    if (key === undefined) throw new ChatError('ROOM_INVALID');
    const topic = topicOf(text);
    if (await this.#exists(key)) throw new ChatError('ROOM_EXISTS');
    const user = await this.users.ensureUser(session, language);
    await this.limits.rooms.take(user.id, address);
    const shown = roomNameOf(called, key);
    const name = shown === key ? '' : shown;
    await this.log.transact({ lock: roomLock(key) }, async (change) => {
      const room = { key, kind: 'open' as const, name, topic, last_seq: 0, created_at: this.clock.now() };
      const made = await change.trx
        .insertInto('rooms')
        .values(room)
        // A message that was not stored after all may have left the row.
        .onConflict((conflict) =>
          conflict
            .column('key')
            .doUpdateSet({ name, topic })
            .where('rooms.last_seq', '=', 0)
            .where('rooms.kind', '=', 'open'),
        )
        .returning('id')
        .executeTakeFirst();
      if (!made) throw new ChatError('ROOM_EXISTS');
      change.append([this.#notice(key, user, { change: 'founded', kind: 'open', name: shown })]);
      if (topic !== '') change.append([this.#notice(key, user, { change: 'topic', topic })]);
    });
    return key;
  }

  /** An empty text removes the topic. Throws NOT_ALLOWED, TOO_MANY_REQUESTS, SESSION_ENDED, and what `topicOf` throws. */
  async setTopic(user: User | null, key: string, text: string): Promise<void> {
    demand(await this.standingOf(user, key), 'set-topic', 'open');
    const owner = user as User;
    const topic = topicOf(text);
    await this.limits.renames.take(owner.id);
    await this.log.transact({ lock: roomLock(key) }, async (change) => {
      if (!(await findAccountById(change.trx, owner.id))) throw new ChatError('SESSION_ENDED');
      const rooms = change.trx.updateTable('rooms').set({ topic }).where('key', '=', key);
      const { numUpdatedRows } = await rooms.where('topic', '<>', topic).executeTakeFirst();
      if (numUpdatedRows > 0n) change.append([this.#notice(key, owner, { change: 'topic', topic })]);
    });
  }

  /** What somebody is in an open room. Its owner is the account that made its first entry. The lobby has none. */
  async standingOf(user: User | null, key: string): Promise<Standing> {
    if (!user) return 'anonymous';
    if (user.isGuest) return 'guest';
    if (key === LOBBY) return 'account';
    const first = await this.storage.reader
      .selectFrom('rooms')
      .innerJoin('entries', 'entries.room_id', 'rooms.id')
      .select('author_id')
      .where('rooms.key', '=', key)
      .where('seq', '=', 1)
      .executeTakeFirst();
    return first?.author_id === user.id ? 'owner' : 'account';
  }

  async #exists(key: string): Promise<boolean> {
    return key === LOBBY || (await this.log.newestSeq(key)) > 0;
  }

  #notice(room: string, { id, name }: User, detail: NoticeDetail): NoticeDraft {
    const notice = { id: uuidv7(), at: this.clock.now(), by: { id, name }, detail };
    return { room, type: SETTINGS, notice };
  }
}
