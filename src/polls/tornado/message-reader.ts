import { Injectable, Logger } from '@nestjs/common';
import type { Session } from '../../accounts/session.js';
import { MessageBufferService } from '../../buffers/message-buffer.service.js';
import type { RoomBuffer } from '../../buffers/room-buffer.js';
import { BlockService } from '../../friends/block.service.js';
import { JsonBytes } from '../../json-bytes.js';
import { messagesAmong } from '../../log/entry.js';
import { CURSOR_OF_BEGINNING, type Message } from '../../log/message.js';
import { RoomLogService } from '../../log/room-log.service.js';
import { type Hidden, NOBODY, visible } from '../../messages/hidden.js';
import { MessageView } from '../../messages/message.view.js';
import { RoomAccessService } from '../../rooms/room-access.service.js';
import { isPrivateKey } from '../../rooms/room.js';
import type { Waiter } from '../waiter.js';
import { RememberedPositions } from './remembered-positions.js';

export interface PollQuery {
  room: string;
  /** Id of the last message received. */
  cursor: string | undefined;
  /** The hold asked for, in place of the setting. */
  waitMs: number | undefined;
  session: Session;
  /** See `clientAddress`. */
  address: string;
}

/** Where a poll begins. `gap`: earlier messages are unknown or were left out. */
export interface Start {
  seq: number;
  gap: boolean;
}

/** Reads one room for a poll of the Tornado surface. */
@Injectable()
export class MessageReader {
  readonly #logger = new Logger(MessageReader.name);
  readonly #readings = new Map<string, Promise<JsonBytes | undefined>>();

  constructor(
    private readonly buffers: MessageBufferService,
    private readonly access: RoomAccessService,
    private readonly log: RoomLogService,
    private readonly view: MessageView,
    private readonly blocks: BlockService,
    private readonly positions: RememberedPositions,
  ) {}

  /** Throws NOT_FOUND if the user may not read the room. */
  check({ session, room }: PollQuery): void | Promise<void> {
    return isPrivateKey(room) ? this.access.check(session.user, room, 'read') : undefined;
  }

  /** While it stays the same, what a look found hidden still is. */
  get blockChanges(): number {
    return this.blocks.changes;
  }

  join(room: string, waiter: Waiter): RoomBuffer {
    return this.buffers.join(room, waiter);
  }

  leave(buffer: RoomBuffer, waiter: Waiter): void {
    this.buffers.leave(buffer, waiter);
  }

  start(buffer: RoomBuffer, query: PollQuery, waiter: Waiter): Start | Promise<Start> {
    const { cursor } = query;
    if (cursor === undefined) return this.#startWithoutCursor(buffer, query, waiter);
    const seq = buffer.seqOf(cursor);
    return seq === undefined ? this.#startFromLog(buffer, cursor) : { seq, gap: false };
  }

  /** The messages after `start`; undefined if there are none. Usually synchronous. */
  messagesAfter(
    buffer: RoomBuffer,
    start: Start,
    { session }: PollQuery,
  ): JsonBytes | undefined | Promise<JsonBytes | undefined> {
    const hidden = this.blocks.hiddenFrom(session.user?.id);
    return hidden instanceof Promise
      ? hidden.then((known) => this.#messagesAfter(buffer, start, known))
      : this.#messagesAfter(buffer, start, hidden);
  }

  /** The demo clients cannot read an empty list of messages, so this answer has none. `known`: where the client continues, if that is known. */
  async cursorAlone(buffer: RoomBuffer, known: string | undefined): Promise<JsonBytes> {
    const cursor = known ?? (await this.#newestMessageId(buffer)) ?? CURSOR_OF_BEGINNING;
    return JsonBytes.of(JSON.stringify({ cursor }));
  }

  /** The session's next poll of this room without a cursor begins there. Never rejects: an answer must not fail for this. */
  async remember({ seq }: Pick<Start, 'seq'>, { session, room }: PollQuery): Promise<void> {
    try {
      await this.positions.remember(session.idHash, room, seq);
    } catch (err) {
      this.#logger.debug({ event: 'position not remembered', err });
    }
  }

  async #startFromLog(buffer: RoomBuffer, cursor: string): Promise<Start> {
    // The client may have got it from another node.
    await this.buffers.catchUp(buffer);
    const messages = await this.buffers.messagesOf(buffer);
    const known = messages.findLast(({ id }) => id === cursor);
    return known ? { seq: known.seq, gap: false } : startOf(messages);
  }

  /** The position remembered for the session, or else the present one. */
  async #startWithoutCursor(buffer: RoomBuffer, query: PollQuery, waiter: Waiter): Promise<Start> {
    // Before the look-up: an entry that arrives meanwhile is news. So is one that arrived after the poll, even if
    // the first read of the log already contains it.
    const present = waiter.firstEarlySeq === undefined ? buffer.newestSeq : waiter.firstEarlySeq - 1;
    const seq = await this.positions.take(query.session.idHash, query.room);
    if (seq === undefined) return { seq: present, gap: false };
    if (seq >= buffer.floorSeq) return { seq, gap: false };
    try {
      const oldest = startOf(await this.buffers.messagesOf(buffer));
      return seq < oldest.seq ? oldest : { seq, gap: false };
    } catch (error) {
      await this.remember({ seq }, query);
      throw error;
    }
  }

  /** Undefined if there are none. Synchronous if the buffer holds them. */
  #messagesAfter(
    buffer: RoomBuffer,
    { seq, gap }: Start,
    hidden: Hidden,
  ): JsonBytes | undefined | Promise<JsonBytes | undefined> {
    if (buffer.newestSeq <= seq) return undefined;
    // A single commit may bring more than the buffer holds; the log has them all.
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

  /** One read of the log for all polls that ask for the same at the same time. */
  #readAfter(room: string, seq: number, gap: boolean, hidden: Hidden): Promise<JsonBytes | undefined> {
    // People who have blocked somebody may get an answer of their own.
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

  /**
   * The buffer may hold nothing but edits of older messages. Messages stored while the log is read must not
   * count as seen.
   */
  async #newestMessageId(buffer: RoomBuffer): Promise<string | undefined> {
    const { newestSeq } = buffer;
    if (newestSeq === 0) return undefined;
    const messages = await this.buffers.messagesOf(buffer);
    return messages.findLast(({ seq }) => seq <= newestSeq)?.id;
  }
}

/** The start from which all these messages follow. */
function startOf([oldest]: readonly Message[]): Start {
  const seq = (oldest?.seq ?? 1) - 1;
  return { seq, gap: seq > 0 };
}
