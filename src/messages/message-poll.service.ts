import { Injectable } from '@nestjs/common';
import { ChatError } from '../chat-error.js';
import { Clock } from '../clock.js';
import { Config } from '../config/config.js';
import { JsonBytes } from '../http/answer.js';
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
      return await this.#await(buffer, start, query, waiter);
    } finally {
      this.buffers.leave(buffer, waiter);
    }
  }

  async #await(
    buffer: RoomBuffer,
    start: Start,
    query: PollQuery,
    waiter: Waiter,
  ): Promise<JsonBytes | undefined> {
    for (;;) {
      if (buffer.newestSeq > start.seq) return this.#messagesAfter(buffer, start);
      // Nothing to wait for when asked not to: the timer is too coarse for it.
      const reason = query.waitMs === 0 ? 'over' : await waiter.woken();
      if (reason === 'gone') {
        if (query.cursor === undefined) this.#remember(start, query);
        return undefined;
      }
      if (buffer.newestSeq > start.seq) continue;
      if (reason !== 'news') return this.#empty(buffer, start, query);
    }
  }

  async #start(buffer: RoomBuffer, { room, cursor, sessionId }: PollQuery, waiter: Waiter): Promise<Start> {
    if (cursor === undefined) {
      const remembered = this.#positions.take(sessionId, room, this.clock.monotonicMs());
      // What was told after the poll came is news to it, even if the first read of the log has it already.
      const now = waiter.firstEarlySeq === undefined ? buffer.newestSeq : waiter.firstEarlySeq - 1;
      return { seq: remembered ?? now, gap: false };
    }
    const seq = buffer.seqOf(cursor);
    if (seq !== undefined) return { seq, gap: false };
    await this.buffers.fill(buffer);
    const known = buffer.seqOf(cursor);
    if (known !== undefined) return { seq: known, gap: false };
    return { seq: buffer.floorSeq, gap: buffer.floorSeq > 0 };
  }

  async #messagesAfter(buffer: RoomBuffer, { seq, gap }: Start): Promise<JsonBytes> {
    // More came at once than the buffer holds: the log has them all.
    if (seq < buffer.floorSeq) return this.view.updates(await this.log.listAfter(buffer.room, seq), gap);
    if (gap) return this.view.updates(buffer.after(seq), gap);
    return buffer.answerAfter(seq, (messages) => this.view.updates(messages));
  }

  /** The demo clients cannot read an empty list of messages, so there is none. */
  #empty(buffer: RoomBuffer, start: Start, query: PollQuery): JsonBytes {
    if (query.cursor === undefined) this.#remember(start, query);
    return new JsonBytes(
      JSON.stringify({ cursor: query.cursor ?? buffer.newest?.id ?? CURSOR_OF_BEGINNING }),
    );
  }

  #remember({ seq }: Start, { sessionId, room }: PollQuery): void {
    this.#positions.remember(sessionId, room, seq, this.clock.monotonicMs());
  }
}
