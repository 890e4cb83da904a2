import { Injectable, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';
import type { Subscription } from 'rxjs';
import { Clock } from '../clock.js';
import { Config } from '../config/config.js';
import type { Entry } from '../log/entry.js';
import { RoomLogService } from '../log/room-log.service.js';
import { RoomBuffer, type Weight } from './room-buffer.js';
import type { Waiter } from './waiter.js';

const HOLD_SWEEP_MS = 100;
/** Of all buffers together. */
const MAX_WEIGHT_BYTES = 128_000_000;
/** How long a buffer outlives the last one who asked for its room: longer than it takes a client to poll again. */
const IDLE_MS = 60_000;

/**
 * The newest messages of active rooms, exposed as RxJS Subjects, and the polls that wait on them. A room that nobody
 * listens to is dropped after a minute, or when memory is wanted, and costs nothing from then on.
 */
@Injectable()
export class MessageBufferService implements OnModuleInit, OnModuleDestroy {
  /** By room key, the one used longest ago first. */
  readonly #buffers = new Map<string, RoomBuffer>();
  readonly #weight: Weight = { totalBytes: 0 };
  #told: Subscription | undefined;
  #stopSweep: (() => void) | undefined;
  #stopCleaning: (() => void) | undefined;
  #waiterCount = 0;
  #draining = false;

  constructor(
    private readonly log: RoomLogService,
    private readonly config: Config,
    private readonly clock: Clock,
  ) {}

  /** Polls held at this moment. */
  get waiterCount(): number {
    return this.#waiterCount;
  }

  /** Rooms with a buffer in memory. */
  get activeRoomCount(): number {
    return this.#buffers.size;
  }

  /** True once the node is stopping: no poll is taken any more. */
  get isDraining(): boolean {
    return this.#draining;
  }

  onModuleInit(): void {
    this.#told = this.log.committed.subscribe((entries) => this.#tell(entries));
    this.#stopCleaning = this.clock.every(IDLE_MS, () => this.#dropIdle());
  }

  /** Answers every held poll, before HTTP closes. */
  onModuleDestroy(): void {
    this.#draining = true;
    for (const { waiters } of this.#buffers.values()) for (const waiter of waiters) waiter.wake('draining');
    this.#told?.unsubscribe();
    this.#stopCleaning?.();
  }

  /** The buffered messages, oldest first, for showing the room. Makes no room and keeps nothing of an empty one. */
  async newestMessages(room: string): Promise<readonly Entry[]> {
    const buffer = this.#open(room);
    await buffer.ready;
    await this.fill(buffer);
    this.#dropIfIdle(buffer);
    return buffer.messages;
  }

  /**
   * Counts the waiter in and gives it the room's buffer. From this moment on every message wakes it, so whatever is read
   * afterwards is complete. Await `ready` before reading. Must be followed by `leave`.
   */
  join(room: string, waiter: Waiter): RoomBuffer {
    const buffer = this.#open(room);
    buffer.join(waiter);
    this.#waiterCount++;
    this.#stopSweep ??= this.clock.every(HOLD_SWEEP_MS, () => this.#endHolds());
    return buffer;
  }

  leave(buffer: RoomBuffer, waiter: Waiter): void {
    if (!buffer.leave(waiter)) return;
    this.#waiterCount--;
    this.#dropIfIdle(buffer);
    if (this.#waiterCount > 0) return;
    this.#stopSweep?.();
    this.#stopSweep = undefined;
  }

  /** Reads the room's newest messages into a buffer that began with fewer. */
  async fill(buffer: RoomBuffer): Promise<void> {
    if (buffer.isFull) return;
    const size = this.config.bufferSize;
    const messages = await this.log.listNewest(buffer.room, size);
    buffer.adopt(messages, messages.length < size);
    this.#boundMemory();
  }

  #open(room: string): RoomBuffer {
    let buffer = this.#buffers.get(room);
    if (buffer) this.#buffers.delete(room);
    else buffer = this.#load(room);
    this.#buffers.set(room, buffer);
    buffer.usedAtMs = this.clock.monotonicMs();
    return buffer;
  }

  #load(room: string): RoomBuffer {
    const buffer = new RoomBuffer(room, this.config.bufferSize, this.#weight);
    buffer.ready = this.log.listNewest(room, 1).then(
      ([newest]) => buffer.start(newest),
      (error: unknown) => {
        this.#drop(buffer);
        throw error;
      },
    );
    return buffer;
  }

  #tell(entries: readonly Entry[]): void {
    for (const entry of entries) this.#buffers.get(entry.room)?.add(entry);
    this.#boundMemory();
  }

  #dropIfIdle(buffer: RoomBuffer): void {
    if (buffer.messages.length === 0 && !buffer.arrivals.observed) this.#drop(buffer);
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

  #boundMemory(): void {
    if (this.#weight.totalBytes <= MAX_WEIGHT_BYTES) return;
    for (const buffer of this.#buffers.values()) {
      if (buffer.arrivals.observed) buffer.shrink();
      else this.#drop(buffer);
      if (this.#weight.totalBytes <= MAX_WEIGHT_BYTES) return;
    }
  }

  #endHolds(): void {
    const now = this.clock.monotonicMs();
    for (const { waiters } of this.#buffers.values()) {
      for (const waiter of waiters) if (waiter.expiresAtMs <= now) waiter.wake('over');
    }
  }
}
