import { Injectable, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';
import type { Subscription } from 'rxjs';
import { Clock } from '../clock.js';
import { Config } from '../config/config.js';
import type { Entry, NoticeEntry } from '../log/entry.js';
import type { Author, Message } from '../log/message.js';
import { Signals } from '../signals/signals.js';
import { detached } from '../text.js';
import { RoomLogService } from '../log/room-log.service.js';
import { type Listener, RoomBuffer, type Weight } from './room-buffer.js';

/** Limit of all buffers together. */
const MAX_WEIGHT_BYTES = 128_000_000;
/**
 * If every buffer is in use and they are still too large, they must grow by this much before memory is
 * checked again.
 */
const MORE_BYTES = 1_000_000;
/** How long a buffer outlives its last use: longer than a client takes to poll again. */
const IDLE_MS = 60_000;
/** A buffer's place in the order of use is updated no more often than this. */
const SAME_TIME_MS = 1000;

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
  /** By room key, the least recently used first. */
  readonly #buffers = new Map<string, RoomBuffer>();
  readonly #weight: Weight = { totalBytes: 0 };
  #boundAboveBytes = MAX_WEIGHT_BYTES;
  #told: Subscription | undefined;
  #renamed: Subscription | undefined;
  #stopCleaning: (() => void) | undefined;

  constructor(
    private readonly log: RoomLogService,
    private readonly signals: Signals,
    private readonly config: Config,
    private readonly clock: Clock,
  ) {}

  /** The number of rooms with a buffer in memory. */
  get activeRoomCount(): number {
    return this.#buffers.size;
  }

  onModuleInit(): void {
    this.#told = this.log.committed.subscribe((entries) => this.#tell(entries));
    this.#renamed = this.signals.on('author', (authors) => {
      for (const author of authors.map((text) => JSON.parse(text) as Author))
        for (const buffer of this.#buffers.values()) buffer.renameAuthor(author);
    });
    this.#stopCleaning = this.clock.every(IDLE_MS, () => this.#dropIdle());
  }

  onModuleDestroy(): void {
    this.#told?.unsubscribe();
    this.#renamed?.unsubscribe();
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
    const unknown = rooms.filter((room) => !this.#buffers.has(room));
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
    this.#use(buffer);
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
      this.#boundMemory();
    }
  }

  #open(room: string): RoomBuffer {
    const buffer = this.#buffers.get(room) ?? this.#load(room);
    this.#use(buffer);
    return buffer;
  }

  /** Moves the buffer to the end of the order of use. */
  #use(buffer: RoomBuffer): void {
    const now = this.clock.monotonicMs();
    if (now - buffer.usedAtMs < SAME_TIME_MS || this.#buffers.get(buffer.room) !== buffer) return;
    buffer.usedAtMs = now;
    this.#buffers.delete(buffer.room);
    this.#buffers.set(buffer.room, buffer);
  }

  #load(name: string, reading = this.log.listNewest(name, 1).then(([newest]) => newest)): RoomBuffer {
    // A copy, because the buffer outlives the request whose text this is a part of.
    const room = detached(name);
    const buffer = new RoomBuffer(room, this.config.bufferSize, this.#weight);
    buffer.ready = reading.then(
      (newest) => buffer.start(newest),
      (error: unknown) => {
        this.#drop(buffer);
        throw error;
      },
    );
    this.#buffers.set(room, buffer);
    return buffer;
  }

  #tell(entries: readonly Entry[]): void {
    for (const entry of entries) {
      const buffer = this.#buffers.get(entry.room);
      buffer?.add(entry);
      if (buffer?.arrivals.observed) this.#use(buffer);
      // No text of a deleted room stays in memory.
      if (buffer && entry.notice && entry.type.endsRoom?.(entry.notice)) {
        // Listeners still hold the buffer.
        buffer.shrink();
        this.#drop(buffer);
      }
    }
    this.#boundMemory();
  }

  #dropIfIdle(buffer: RoomBuffer): void {
    if (buffer.newestSeq === 0 && !buffer.arrivals.observed) this.#drop(buffer);
  }

  /** The least recently used rooms come first, so it stops at the first buffer that is too young. */
  #dropIdle(): void {
    const since = this.clock.monotonicMs() - IDLE_MS;
    for (const buffer of this.#buffers.values()) {
      if (buffer.usedAtMs > since) return;
      if (!buffer.arrivals.observed) this.#drop(buffer);
    }
  }

  #drop(buffer: RoomBuffer): void {
    if (this.#buffers.get(buffer.room) === buffer) this.#buffers.delete(buffer.room);
    buffer.discard();
  }

  /**
   * First drops buffers that nobody listens to, the least recently used first; then shrinks the others to
   * their newest entries.
   */
  #boundMemory(): void {
    if (this.#weight.totalBytes <= MAX_WEIGHT_BYTES) this.#boundAboveBytes = MAX_WEIGHT_BYTES;
    if (this.#weight.totalBytes <= this.#boundAboveBytes) return;
    for (const buffer of this.#buffers.values()) {
      if (this.#weight.totalBytes <= MAX_WEIGHT_BYTES) return;
      if (!buffer.arrivals.observed) this.#drop(buffer);
    }
    for (const buffer of this.#buffers.values()) {
      if (this.#weight.totalBytes <= MAX_WEIGHT_BYTES) return;
      buffer.shrink();
    }
    // Otherwise each message would go through all buffers again, in vain.
    this.#boundAboveBytes = this.#weight.totalBytes + MORE_BYTES;
  }
}
