import { Injectable } from '@nestjs/common';
import { ChatError } from '../chat-error.js';
import { Clock } from '../clock.js';
import { Config } from '../config/config.js';
import type { Session } from '../accounts/session.js';
import { SessionService } from '../accounts/session.service.js';
import { BlockService } from '../friends/block.service.js';
import { JsonBytes } from '../json-bytes.js';
import { CURSOR_OF_BEGINNING, type Message } from '../log/entry.js';
import { holdMs } from './hold.js';
import { RoomLogService } from '../log/room-log.service.js';
import { RoomAccessService } from '../rooms/room-access.service.js';
import { isPrivateKey } from '../rooms/room.js';
import { type Hidden, NOBODY, visible } from './hidden.js';
import { MessageBufferService } from './message-buffer.service.js';
import { MessageView } from './message.view.js';
import { type Holder, PollQuota } from './poll-quota.js';
import { RememberedPositions } from './remembered-positions.js';
import { type RoomBuffer, messagesAmong } from './room-buffer.js';
import type { Waiter } from './waiter.js';

/** How long a poll that had to go should stay away. The demo's clients back off on errors. */
const TOO_MANY_RETRY_S = 5;

export interface PollQuery {
  room: string;
  /** Id of the last message received. */
  cursor: string | undefined;
  /** How long to hold, in place of the setting. */
  waitMs: number | undefined;
  session: Session;
  /** See `clientAddress`. */
  address: string;
}

/** Where a poll begins. `gap`: what lies before cannot be told or was left out. */
interface Start {
  seq: number;
  gap: boolean;
}

/** The long poll of the seed surface. */
@Injectable()
export class MessagePollService {
  readonly #positions = new RememberedPositions();
  readonly #readings = new Map<string, Promise<JsonBytes | undefined>>();

  constructor(
    private readonly buffers: MessageBufferService,
    private readonly access: RoomAccessService,
    private readonly log: RoomLogService,
    private readonly view: MessageView,
    private readonly quota: PollQuota,
    private readonly config: Config,
    private readonly clock: Clock,
    private readonly sessions: SessionService,
    private readonly blocks: BlockService,
  ) {}

  /**
   * Resolves with the answer: the messages after the cursor as soon as there are any, or the cursor alone when the hold is
   * over or the node stops. Undefined if the client went away (wake the waiter with `gone`). Rejects with SHUTTING_DOWN,
   * STORAGE_UNAVAILABLE, TOO_MANY_POLLS, NOT_FOUND if the room is not there for the user, or SESSION_ENDED; the last two also as
   * soon as it becomes so.
   */
  async poll(query: PollQuery, waiter: Waiter): Promise<JsonBytes | undefined> {
    const checking = this.#check(query);
    if (checking) await checking;
    if (this.buffers.isDraining) throw new ChatError('SHUTTING_DOWN', { retryAfterSeconds: 1 });
    const holder: Holder = { session: query.session, address: query.address, rooms: 1 };
    if (!this.quota.admit(holder, waiter)) throw tooMany();
    waiter.expiresAtMs = this.clock.monotonicMs() + holdMs(this.config.holdMs, query.waitMs);
    // Subscribe first, then read: a message stored between the two wakes the waiter.
    const buffer = this.buffers.join(query.room, waiter);
    this.buffers.hold(waiter);
    let start: Start | undefined;
    let messages: JsonBytes | undefined;
    try {
      if (!buffer.isReady) await buffer.ready;
      const finding = this.#start(buffer, query, waiter);
      start = finding instanceof Promise ? await finding : finding;
      // Nothing to wait for when asked not to: the sweep is too coarse for it.
      let isOver = query.waitMs === 0;
      for (;;) {
        const looking = this.#look(buffer, start, query);
        messages = looking instanceof Promise ? await looking : looking;
        if (messages || isOver) break;
        // No frame of this service but this one waits.
        const reason = await waiter.woken();
        if (reason === 'gone') break;
        if (reason === 'displaced') throw tooMany();
        if (reason === 'revoked') await this.sessions.confirm(query.session);
        isOver = reason !== 'news' && reason !== 'revoked';
      }
      if (waiter.isGone) {
        messages = undefined;
        return undefined;
      }
      const answer = messages ?? (await this.#empty(buffer, query));
      const confirming = this.#confirm(query);
      if (confirming) await confirming;
      return answer;
    } finally {
      // Who has no cursor and got nothing, whatever the reason, begins here again.
      if (start && !messages && query.cursor === undefined) this.#remember(start, query);
      this.buffers.leave(buffer, waiter);
      this.buffers.release(waiter);
      this.quota.release(holder, waiter);
    }
  }

  #check({ session, room }: PollQuery): void | Promise<void> {
    return isPrivateKey(room) ? this.access.check(session.user, room, 'read') : undefined;
  }

  /**
   * After the last read: what a session that has ended, or somebody who may not read the room, may not have is in no answer. Both
   * hold at the same moment.
   */
  #confirm(query: PollQuery): Promise<void> | undefined {
    const looking = this.#check(query) ?? this.sessions.confirm(query.session);
    return looking?.then(() => this.#confirm(query));
  }

  /**
   * The messages after `start`, undefined if there are none; at once, in most cases. Every coming and going is an entry of the
   * room, so who may wait now is woken when that changes.
   */
  #look(
    buffer: RoomBuffer,
    start: Start,
    query: PollQuery,
  ): JsonBytes | undefined | Promise<JsonBytes | undefined> {
    const checking = this.#check(query);
    const hidden = this.blocks.hiddenFrom(query.session.user?.id);
    if (!checking && !(hidden instanceof Promise)) return this.#messagesAfter(buffer, start, hidden);
    return Promise.all([hidden, checking]).then(([known]) => this.#messagesAfter(buffer, start, known));
  }

  #start(buffer: RoomBuffer, query: PollQuery, waiter: Waiter): Start | Promise<Start> {
    const { cursor } = query;
    if (cursor === undefined) return this.#startWithoutCursor(buffer, query, waiter);
    const seq = buffer.seqOf(cursor);
    return seq === undefined ? this.#startFromLog(buffer, cursor) : { seq, gap: false };
  }

  async #startFromLog(buffer: RoomBuffer, cursor: string): Promise<Start> {
    const messages = await this.buffers.messagesOf(buffer);
    const known = messages.findLast(({ id }) => id === cursor);
    return known ? { seq: known.seq, gap: false } : startOf(messages);
  }

  /** Where the session was in this room a moment ago, as if by a cursor; else here and now. */
  async #startWithoutCursor(buffer: RoomBuffer, query: PollQuery, waiter: Waiter): Promise<Start> {
    const seq = this.#positions.take(query.session.id, query.room, this.clock.monotonicMs());
    if (seq === undefined) {
      // What was told after the poll came is news to it, even if the first read of the log has it already.
      return {
        seq: waiter.firstEarlySeq === undefined ? buffer.newestSeq : waiter.firstEarlySeq - 1,
        gap: false,
      };
    }
    if (seq >= buffer.floorSeq) return { seq, gap: false };
    try {
      const oldest = startOf(await this.buffers.messagesOf(buffer));
      return seq < oldest.seq ? oldest : { seq, gap: false };
    } catch (error) {
      this.#remember({ seq }, query);
      throw error;
    }
  }

  /** Undefined if there are none. At once where the buffer has them. */
  #messagesAfter(
    buffer: RoomBuffer,
    { seq, gap }: Start,
    hidden: Hidden,
  ): JsonBytes | undefined | Promise<JsonBytes | undefined> {
    if (buffer.newestSeq <= seq) return undefined;
    // More came with one commit than the buffer holds: the log has them all.
    if (seq < buffer.floorSeq) return this.#readAfter(buffer.room, seq, gap, hidden);
    if (!buffer.hasMessagesAfter(seq)) return undefined;
    if (gap || hidden.size > 0) {
      const messages = messagesAmong(buffer.after(seq));
      if (gap || messages.some(({ author }) => hidden.has(author.id)))
        return this.#tell(messages, hidden, gap);
    }
    return buffer.answerAfter('messages', seq, (entries) =>
      this.view.updates(visible(messagesAmong(entries), NOBODY)),
    );
  }

  #tell(all: readonly Message[], hidden: Hidden, gap: boolean): JsonBytes | undefined {
    const messages = visible(all, hidden);
    return messages.length > 0 ? this.view.updates(messages, gap) : undefined;
  }

  /** One read of the log for all who ask for the same at the same time. */
  #readAfter(room: string, seq: number, gap: boolean, hidden: Hidden): Promise<JsonBytes | undefined> {
    // Who has blocked somebody may get another answer than everybody.
    const key = `${seq} ${gap} ${[...hidden].join()} ${room}`;
    let reading = this.#readings.get(key);
    if (!reading) {
      reading = this.log.listMessagesAfter(room, seq).then((all) => this.#tell(all, hidden, gap));
      this.#readings.set(key, reading);
      const forget = (): boolean => this.#readings.delete(key);
      reading.then(forget, forget);
    }
    return reading;
  }

  /** The demo clients cannot read an empty list of messages, so there is none. */
  async #empty(buffer: RoomBuffer, query: PollQuery): Promise<JsonBytes> {
    const cursor = query.cursor ?? buffer.newestMessageId ?? (await this.#newestMessageId(buffer));
    return JsonBytes.of(JSON.stringify({ cursor: cursor ?? CURSOR_OF_BEGINNING }));
  }

  /** The buffer may hold nothing but edits of older messages. What comes while the log is read is not behind the cursor. */
  async #newestMessageId(buffer: RoomBuffer): Promise<string | undefined> {
    const { newestSeq } = buffer;
    if (newestSeq === 0) return undefined;
    const messages = await this.buffers.messagesOf(buffer);
    return messages.findLast(({ seq }) => seq <= newestSeq)?.id;
  }

  #remember({ seq }: Pick<Start, 'seq'>, { session, room }: PollQuery): void {
    this.#positions.remember(session.id, room, seq, this.clock.monotonicMs());
  }
}

/** Before the newest messages of a room. */
function startOf([oldest]: readonly Message[]): Start {
  const seq = (oldest?.seq ?? 1) - 1;
  return { seq, gap: seq > 0 };
}

function tooMany(): ChatError {
  return new ChatError('TOO_MANY_POLLS', { retryAfterSeconds: TOO_MANY_RETRY_S });
}
