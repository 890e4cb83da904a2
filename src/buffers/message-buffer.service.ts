import { Injectable, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';
import { Subject, Subscription } from 'rxjs';
import { Clock } from '../clock.js';
import { Config } from '../config/config.js';
import type { Entry, NoticeEntry } from '../log/entry.js';
import type { Author, Message } from '../log/message.js';
import { RoomLogService } from '../log/room-log.service.js';
import { HintBus } from '../signals/hint-bus.js';
import type { ErasedMessage } from '../signals/signal.js';
import { Signals } from '../signals/signals.js';
import { detached } from '../text.js';
import { ActiveBuffers, IDLE_MS } from './active-buffers.js';
import { CatchUp } from './catch-up.js';
import { type Listener, RoomBuffer } from './room-buffer.js';

const MOST_NEWEST = 50;

export interface NewestOfRoom {
  messages: readonly Message[];
  notices: readonly NoticeEntry[];
  seq: number;
}

/**
 * The newest entries of active rooms, exposed as RxJS Subjects. A buffer that nobody listens to is dropped
 * after a minute, or earlier if memory is short.
 */
@Injectable()
export class MessageBufferService implements OnModuleInit, OnModuleDestroy {
  /** Rooms in which this node stored an entry, with this seq, while earlier ones of other nodes are missing here. */
  readonly holes = new Subject<ReadonlyMap<string, number>>();
  readonly #buffers: ActiveBuffers;
  readonly #catchUp: CatchUp;
  readonly #hearing = new Subscription();
  #stopCleaning: (() => void) | undefined;

  constructor(
    private readonly log: RoomLogService,
    private readonly signals: Signals,
    private readonly bus: HintBus,
    private readonly config: Config,
    private readonly clock: Clock,
  ) {
    this.#buffers = new ActiveBuffers(clock);
    this.#catchUp = new CatchUp(log, config.bufferSize, (buffer, entry) => this.#add(buffer, entry));
  }

  /** The number of rooms with a buffer in memory. */
  get activeRoomCount(): number {
    return this.#buffers.size;
  }

  onModuleInit(): void {
    this.#hearing.add(this.log.committed.subscribe((entries) => this.#tell(entries)));
    this.#hearing.add(this.signals.on('author', (authors) => authors.forEach((text) => this.#rename(text))));
    this.#hearing.add(this.signals.on('erased', (erased) => erased.forEach((text) => this.#erase(text))));
    // Held polls of the room then check again what they may read.
    this.#hearing.add(this.signals.on('members', (rooms) => rooms.forEach((room) => this.wake(room))));
    this.#stopCleaning = this.clock.every(IDLE_MS, () => this.#buffers.dropIdle());
  }

  onModuleDestroy(): void {
    this.#hearing.unsubscribe();
    this.#stopCleaning?.();
  }

  /**
   * The newest messages of a room in their present state, deleted ones too, oldest first; a seq up to which
   * they contain all changes; and the notices that are in memory. Creates no room, and keeps no buffer of an
   * empty one.
   */
  async newestMessages(room: string): Promise<NewestOfRoom> {
    const buffer = this.#open(room);
    await buffer.ready;
    await this.catchUp(buffer);
    // The seq first, so that what is read afterwards contains everything up to it.
    const seq = buffer.newestSeq;
    const messages = await this.messagesOf(buffer);
    const notices = buffer.entries.filter((entry) => entry.message === undefined);
    this.#dropIfIdle(buffer);
    return { messages, notices, seq };
  }

  /**
   * The newest messages of a buffer's room. Edits may fill the buffer so far that only the log has them all.
   */
  async messagesOf(buffer: RoomBuffer): Promise<readonly Message[]> {
    await this.fill(buffer);
    return buffer.holdsNewestMessages
      ? buffer.messages
      : this.log.listNewestMessages(buffer.room, this.config.bufferSize);
  }

  /**
   * Joins the buffer of a room. From now on the listener hears every entry of the room, so a read that begins
   * now misses nothing. Await `ready` before reading, and call `leave` afterwards.
   */
  join(room: string, listener: Listener): RoomBuffer {
    const buffer = this.#open(room);
    buffer.join(listener);
    return buffer;
  }

  /** As `join`, for several rooms: rooms without a buffer are read with one statement. */
  joinAll(rooms: readonly string[], listener: Listener): RoomBuffer[] {
    const unknown = rooms.filter((room) => !this.#buffers.get(room));
    if (unknown.length > 1) {
      const reading = this.log
        .listNewestOfEach(unknown)
        .then((all) => new Map(all.map((one) => [one.room, one])));
      const newestOf = async (room: string): Promise<Entry | undefined> => (await reading).get(room);
      for (const room of unknown) this.#load(room, newestOf(room));
    }
    return rooms.map((room) => this.join(room, listener));
  }

  leave(buffer: RoomBuffer, listener: Listener): void {
    buffer.leave(listener);
    this.#dropIfIdle(buffer);
    this.#buffers.use(buffer);
  }

  /**
   * Wakes all who listen to a room although it has no new entry, except those of one session, given by the
   * hash of its id.
   */
  wake(room: string, except?: string): void {
    this.#buffers.get(room)?.tell(except);
  }

  /**
   * Reads the room's newest entries into a buffer that began with fewer, and more of them if many are not
   * messages.
   */
  async fill(buffer: RoomBuffer): Promise<void> {
    for (const limit of [this.config.bufferSize, this.config.bufferSize * 2]) {
      if (buffer.isFull) return;
      buffer.adopt(await this.log.listNewest(buffer.room, limit));
      this.#buffers.boundMemory();
    }
  }

  /** The people who listen to a room and let others see that; a person with several clients as often. */
  *peopleIn(room: string): Generator<Author> {
    const nowMs = this.clock.monotonicMs();
    for (const { person, seenUntilMs = Infinity } of this.#buffers.get(room)?.listeners ?? [])
      if (person && nowMs < seenUntilMs) yield person;
  }

  /** At most fifty of a room's newest entries, as far as they are in memory. */
  newestEntries(room: string): readonly Entry[] {
    return this.#buffers.get(room)?.entries.slice(-MOST_NEWEST) ?? [];
  }

  /** Keys of the rooms with a buffer in memory. */
  get rooms(): string[] {
    return Array.from(this.#buffers.all(), ({ room }) => room);
  }

  /**
   * Resolves when the buffer has everything that any node stored before the call; undefined if there are no other nodes.
   * Rejects with STORAGE_UNAVAILABLE.
   */
  catchUp(buffer: RoomBuffer): Promise<void> | undefined {
    if (!this.bus.isShared) return undefined;
    return this.#catchUp.bring(buffer).then(() => this.#buffers.boundMemory());
  }

  /** Catches up with these rooms if they are active and have less than this. */
  async follow(seqs: ReadonlyMap<string, number>): Promise<void> {
    const behind: Promise<void>[] = [];
    for (const [room, seq] of seqs) {
      const buffer = this.#buffers.get(room);
      if (buffer && (!buffer.isReady || buffer.newestSeq < seq)) behind.push(this.#catchUp.bring(buffer));
    }
    await Promise.all(behind);
    this.#buffers.boundMemory();
  }

  #open(room: string): RoomBuffer {
    const buffer = this.#buffers.get(room) ?? this.#load(room);
    this.#buffers.use(buffer);
    return buffer;
  }

  #load(name: string, reading = this.log.listNewest(name, 1).then(([newest]) => newest)): RoomBuffer {
    // A copy, because the buffer outlives the request whose text this is a part of.
    const room = detached(name);
    const buffer = new RoomBuffer(room, this.config.bufferSize, this.#buffers.weight);
    buffer.ready = reading.then(
      (newest) => buffer.start(newest),
      (error: unknown) => {
        this.#buffers.drop(buffer);
        throw error;
      },
    );
    this.#buffers.add(buffer);
    return buffer;
  }

  #tell(entries: readonly Entry[]): void {
    const holes = new Map<string, number>();
    for (const entry of entries) {
      const buffer = this.#buffers.get(entry.room);
      if (!buffer) continue;
      // Entries of another node come before it. They are read together with it, so that polls get them in order.
      if (this.bus.isShared && buffer.isReady && entry.seq > buffer.newestSeq + 1)
        holes.set(entry.room, entry.seq);
      else this.#add(buffer, entry);
    }
    this.#buffers.boundMemory();
    if (holes.size > 0) this.holes.next(holes);
  }

  #add(buffer: RoomBuffer, entry: Entry): void {
    buffer.add(entry);
    if (buffer.arrivals.observed) this.#buffers.use(buffer);
    // No text of a deleted room stays in memory.
    if (!entry.notice || !entry.type.endsRoom?.(entry.notice)) return;
    // Listeners still hold the buffer.
    buffer.shrink();
    this.#buffers.drop(buffer);
  }

  #rename(text: string): void {
    const author = JSON.parse(text) as Author;
    for (const buffer of this.#buffers.all()) buffer.renameAuthor(author);
  }

  #erase(text: string): void {
    const { room, ...erased } = JSON.parse(text) as ErasedMessage;
    this.#buffers.get(room)?.erase(erased);
  }

  #dropIfIdle(buffer: RoomBuffer): void {
    if (buffer.newestSeq === 0 && !buffer.arrivals.observed) this.#buffers.drop(buffer);
  }
}
