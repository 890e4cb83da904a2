import type { RoomBuffer } from '../../buffers/room-buffer.js';
import { ChatError } from '../../chat-error.js';
import type { JsonBytes } from '../../json-bytes.js';
import type { EndReason, Poll } from '../poll-loop.js';
import type { Waiter } from '../waiter.js';
import type { MessageReader, PollQuery, Start } from './message-reader.js';

/** When a displaced client should poll again. The demo's clients back off on errors. */
const TOO_MANY_RETRY_S = 5;

export class MessagePoll implements Poll {
  readonly rooms = 1;
  #buffer: RoomBuffer | undefined;
  #waiter: Waiter | undefined;
  #start: Start | undefined;
  #foundMessages = false;
  #remembering: Promise<void> | undefined;
  /** `BlockService.changes` at the last look. */
  #blockChanges = 0;

  constructor(
    private readonly reader: MessageReader,
    private readonly query: PollQuery,
  ) {}

  get session(): PollQuery['session'] {
    return this.query.session;
  }

  get address(): string {
    return this.query.address;
  }

  get waitMs(): number | undefined {
    return this.query.waitMs;
  }

  crowded(): never {
    throw tooMany();
  }

  start(waiter: Waiter): Promise<void> | undefined {
    this.#waiter = waiter;
    // Check first, so that a room the user may not read gets no buffer.
    const checking = this.reader.check(this.query);
    return checking ? checking.then(() => this.#listen(waiter)) : this.#listen(waiter);
  }

  #listen(waiter: Waiter): Promise<void> | undefined {
    const buffer = (this.#buffer = this.reader.join(this.query.room, waiter));
    return buffer.isReady ? this.#findStart(buffer) : buffer.ready.then(() => this.#findStart(buffer));
  }

  look(end: EndReason | undefined): JsonBytes | undefined | Promise<JsonBytes | undefined> {
    this.#blockChanges = this.reader.blockChanges;
    const messages = this.reader.messagesAfter(this.#buffer as RoomBuffer, this.#start as Start, this.query);
    return messages instanceof Promise
      ? messages.then((found) => this.#answer(found, end))
      : this.#answer(messages, end);
  }

  isAllowed(): boolean | Promise<void> {
    return this.reader.check(this.query) ?? this.#blockChanges === this.reader.blockChanges;
  }

  end(answer: JsonBytes | undefined): void {
    const isTold = answer !== undefined && this.#foundMessages;
    // A client without a cursor that got no messages, for whatever reason, begins here next time.
    if (this.#start && !isTold && this.query.cursor === undefined)
      this.#remembering = this.reader.remember(this.#start, this.query);
    if (this.#buffer) this.reader.leave(this.#buffer, this.#waiter as Waiter);
  }

  /** Await it before the answer leaves: the next poll may follow at once, at another node. */
  get remembered(): Promise<void> | undefined {
    return this.#remembering;
  }

  #findStart(buffer: RoomBuffer): Promise<void> | undefined {
    const finding = this.reader.start(buffer, this.query, this.#waiter as Waiter);
    if (finding instanceof Promise) return this.#takeStart(finding);
    this.#start = finding;
    return undefined;
  }

  async #takeStart(finding: Promise<Start>): Promise<void> {
    this.#start = await finding;
  }

  #answer(
    messages: JsonBytes | undefined,
    end: EndReason | undefined,
  ): JsonBytes | undefined | Promise<JsonBytes> {
    this.#foundMessages = messages !== undefined;
    if (messages || end === undefined) return messages;
    if (end === 'displaced') throw tooMany();
    const buffer = this.#buffer as RoomBuffer;
    const cursor = this.query.cursor ?? buffer.newestMessageId;
    // The log could not be asked for one now.
    if (end === 'stale' && cursor === undefined)
      throw new ChatError('STORAGE_UNAVAILABLE', { retryAfterSeconds: 2 });
    return this.reader.cursorAlone(buffer, cursor);
  }
}

function tooMany(): ChatError {
  return new ChatError('TOO_MANY_POLLS', { retryAfterSeconds: TOO_MANY_RETRY_S });
}
