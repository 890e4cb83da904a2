import { Injectable } from '@nestjs/common';
import { ChatError } from '../chat-error.js';
import { Clock } from '../clock.js';
import { Config } from '../config/config.js';
import { JsonBytes } from '../json-bytes.js';
import { CURSOR_OF_BEGINNING } from '../log/entry.js';
import { RoomLogService } from '../log/room-log.service.js';
import { MessageBufferService } from './message-buffer.service.js';
import { MessageView } from './message.view.js';
import { RememberedPositions } from './remembered-positions.js';
import type { RoomBuffer } from './room-buffer.js';
import type { Waiter } from './waiter.js';

const MAX_HOLD_MS = 50_000;
const JITTER = 0.2;

export interface PollQuery {
  room: string;
  /** Id of the last message received. */
  cursor: string | undefined;
  /** How long to hold, in place of the setting. */
  waitMs: number | undefined;
  sessionId: string;
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
  readonly #readings = new Map<string, Promise<JsonBytes>>();

  constructor(
    private readonly buffers: MessageBufferService,
    private readonly log: RoomLogService,
    private readonly view: MessageView,
    private readonly config: Config,
    private readonly clock: Clock,
  ) {}

  /**
   * Resolves with the answer: the messages after the cursor as soon as there are any, or the cursor alone when the hold is
   * over or the node stops. Undefined if the client went away (wake the waiter with `gone`). Rejects with SHUTTING_DOWN or
   * STORAGE_UNAVAILABLE.
   */
  async poll(query: PollQuery, waiter: Waiter): Promise<JsonBytes | undefined> {
    if (this.buffers.isDraining) throw new ChatError('SHUTTING_DOWN', { retryAfterSeconds: 1 });
    const waitMs = query.waitMs ?? this.config.holdMs * (1 - JITTER * Math.random());
    waiter.expiresAtMs = this.clock.monotonicMs() + Math.min(waitMs, MAX_HOLD_MS);
    // Subscribe first, then read: a message stored between the two wakes the waiter.
    const buffer = this.buffers.join(query.room, waiter);
    try {
      if (!buffer.isReady) await buffer.ready;
      const start = await this.#start(buffer, query, waiter);
      return await this.#answer(buffer, start, query, waiter);
    } finally {
      this.buffers.leave(buffer, waiter);
    }
  }

  async #answer(
    buffer: RoomBuffer,
    start: Start,
    query: PollQuery,
    waiter: Waiter,
  ): Promise<JsonBytes | undefined> {
    let messages: JsonBytes | undefined;
    try {
      const hasNews = await this.#await(buffer, start, query, waiter);
      if (hasNews) messages = await this.#messagesAfter(buffer, start);
      if (waiter.isGone) messages = undefined;
      return messages ?? (waiter.isGone ? undefined : this.#empty(buffer, query));
    } finally {
      // Who has no cursor and got nothing, whatever the reason, begins here again.
      if (!messages && query.cursor === undefined) this.#remember(start, query);
    }
  }

  /** True once there is something after `start`; false when there is not and the poll ends. */
  async #await(buffer: RoomBuffer, start: Start, query: PollQuery, waiter: Waiter): Promise<boolean> {
    while (buffer.newestSeq <= start.seq) {
      // Nothing to wait for when asked not to: the sweep is too coarse for it.
      const reason = query.waitMs === 0 ? 'over' : await waiter.woken();
      if (reason !== 'news') return reason !== 'gone' && buffer.newestSeq > start.seq;
    }
    return true;
  }

  async #start(buffer: RoomBuffer, query: PollQuery, waiter: Waiter): Promise<Start> {
    const { cursor } = query;
    if (cursor === undefined) return this.#startWithoutCursor(buffer, query, waiter);
    const seq = buffer.seqOf(cursor);
    if (seq !== undefined) return { seq, gap: false };
    await this.buffers.fill(buffer);
    const known = buffer.seqOf(cursor);
    return known === undefined ? startOf(buffer) : { seq: known, gap: false };
  }

  /** Where the session was in this room a moment ago, as if by a cursor; else here and now. */
  async #startWithoutCursor(buffer: RoomBuffer, query: PollQuery, waiter: Waiter): Promise<Start> {
    const seq = this.#positions.take(query.sessionId, query.room, this.clock.monotonicMs());
    if (seq === undefined) {
      // What was told after the poll came is news to it, even if the first read of the log has it already.
      return {
        seq: waiter.firstEarlySeq === undefined ? buffer.newestSeq : waiter.firstEarlySeq - 1,
        gap: false,
      };
    }
    try {
      if (seq < buffer.floorSeq) await this.buffers.fill(buffer);
    } catch (error) {
      this.#remember({ seq }, query);
      throw error;
    }
    return seq < buffer.floorSeq ? startOf(buffer) : { seq, gap: false };
  }

  async #messagesAfter(buffer: RoomBuffer, { seq, gap }: Start): Promise<JsonBytes> {
    // More came with one commit than the buffer holds: the log has them all.
    if (seq < buffer.floorSeq) return this.#readAfter(buffer.room, seq);
    if (gap) return this.view.updates(buffer.after(seq), gap);
    return buffer.answerAfter(seq, (messages) => this.view.updates(messages));
  }

  /** One read of the log for all who ask for the same at the same time. */
  #readAfter(room: string, seq: number): Promise<JsonBytes> {
    const key = `${seq} ${room}`;
    let reading = this.#readings.get(key);
    if (!reading) {
      reading = this.log.listAfter(room, seq).then((messages) => this.view.updates(messages));
      this.#readings.set(key, reading);
      const forget = (): boolean => this.#readings.delete(key);
      reading.then(forget, forget);
    }
    return reading;
  }

  /** The demo clients cannot read an empty list of messages, so there is none. */
  #empty(buffer: RoomBuffer, query: PollQuery): JsonBytes {
    return new JsonBytes(
      JSON.stringify({ cursor: query.cursor ?? buffer.newest?.id ?? CURSOR_OF_BEGINNING }),
    );
  }

  #remember({ seq }: Pick<Start, 'seq'>, { sessionId, room }: PollQuery): void {
    this.#positions.remember(sessionId, room, seq, this.clock.monotonicMs());
  }
}

/** Before all that the buffer holds. */
function startOf(buffer: RoomBuffer): Start {
  return { seq: buffer.floorSeq, gap: buffer.floorSeq > 0 };
}
