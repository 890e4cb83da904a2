import { Injectable, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';
import type { Subscription } from 'rxjs';
import { Clock } from '../clock.js';
import { Config } from '../config/config.js';
import type { Entry, Message, NoticeEntry } from '../log/entry.js';
import { detached } from '../text.js';
import { RoomLogService } from '../log/room-log.service.js';
import { type Listener, RoomBuffer, type Weight } from './room-buffer.js';

/** Of all buffers together. */
const MAX_WEIGHT_BYTES = 128_000_000;
/** Where all of it is listened to and there is too much, how much must come before it is looked at again. */
const MORE_BYTES = 1_000_000;
/** How long a buffer outlives the last one who asked for its room: longer than it takes a client to poll again. */
const IDLE_MS = 60_000;
/** Rooms that are used again and again change places no more often than this. */
const SAME_TIME_MS = 1000;

export interface NewestOfRoom {
  messages: readonly Message[];
  notices: readonly NoticeEntry[];
  seq: number;
}

/**
 * The newest entries of active rooms, exposed as RxJS Subjects. A room that nobody listens to is dropped after a minute, or when memory is wanted, and costs nothing from then on.
 */
@Injectable()
export class MessageBufferService implements OnModuleInit, OnModuleDestroy {
  /** By room key, the one used longest ago first. */
  readonly #buffers = new Map<string, RoomBuffer>();
  readonly #weight: Weight = { totalBytes: 0 };
  #boundAboveBytes = MAX_WEIGHT_BYTES;
  #told: Subscription | undefined;
  #renamed: Subscription | undefined;
  #stopCleaning: (() => void) | undefined;

  constructor(
    private readonly log: RoomLogService,
    private readonly config: Config,
    private readonly clock: Clock,
  ) {}

  /** Rooms with a buffer in memory. */
  get activeRoomCount(): number {
    return this.#buffers.size;
  }

  onModuleInit(): void {
    this.#told = this.log.committed.subscribe((entries) => this.#tell(entries));
    this.#renamed = this.log.renamed.subscribe((author) => {
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
   * The newest messages of a room in their present state, deleted ones too, oldest first, a seq up to which all changes are in
   * them, and the notices that are in memory. Makes no room and keeps nothing of an empty one.
   */
  async newestMessages(room: string): Promise<NewestOfRoom> {
    const buffer = this.#open(room);
    await buffer.ready;
    // First the seq: what is read afterwards holds at least what lies before it.
    const seq = buffer.newestSeq;
    const messages = await this.messagesOf(buffer);
    const notices = buffer.entries.filter((entry) => entry.message === undefined);
    this.#dropIfIdle(buffer);
    return { messages, notices, seq };
  }

  /** The newest messages of a buffer's room. Edits may stand so close in it that only the log has them all. */
  async messagesOf(buffer: RoomBuffer): Promise<readonly Message[]> {
    await this.fill(buffer);
    return buffer.holdsNewestMessages
      ? buffer.messages
      : this.log.listNewestMessages(buffer.room, this.config.bufferSize);
  }

  /**
   * The buffer of a room. From this moment on every entry of the room is told to the listener, so whatever is read afterwards is
   * complete. Await `ready` before reading. Must be followed by `leave`.
   */
  join(room: string, listener: Listener): RoomBuffer {
    const buffer = this.#open(room);
    buffer.join(listener);
    return buffer;
  }

  /** As `join`, of many rooms: what is unknown of them is read with one statement. */
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

  /** Has all who listen to a room look at it again, although nothing came; but not the polls of one session, by the hash of its id. */
  wake(room: string, except?: string): void {
    this.#buffers.get(room)?.tell(except);
  }

  /** Reads the room's newest entries into a buffer that began with fewer; more of them where many are no messages. */
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

  /** Whoever is used goes last when memory is wanted. */
  #use(buffer: RoomBuffer): void {
    const now = this.clock.monotonicMs();
    if (now - buffer.usedAtMs < SAME_TIME_MS || this.#buffers.get(buffer.room) !== buffer) return;
    buffer.usedAtMs = now;
    this.#buffers.delete(buffer.room);
    this.#buffers.set(buffer.room, buffer);
  }

  #load(name: string, reading = this.log.listNewest(name, 1).then(([newest]) => newest)): RoomBuffer {
    // It outlives the request that it comes from.
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
      // Of a room that has been deleted, no text stays in memory.
      if (buffer && entry.type === 'room' && entry.notice.detail.change === 'deleted') {
        // Whoever listens to it still has it.
        buffer.shrink();
        this.#drop(buffer);
      }
    }
    this.#boundMemory();
  }

  #dropIfIdle(buffer: RoomBuffer): void {
    if (buffer.newestSeq === 0 && !buffer.arrivals.observed) this.#drop(buffer);
  }

  /** The room used longest ago comes first. */
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

  /** First what nobody listens to goes, used longest ago first; then who is listened to keeps their newest entry. */
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
    // Each message would go through all of them again, for nothing.
    this.#boundAboveBytes = this.#weight.totalBytes + MORE_BYTES;
  }
}
