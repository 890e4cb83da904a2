import type { Clock } from '../clock.js';
import type { RoomBuffer } from './room-buffer.js';
import type { Weight } from './weight.js';

/** Limit of all buffers together. */
const MAX_WEIGHT_BYTES = 128_000_000;
/**
 * If every buffer is in use and they are still too large, they must grow by this much before memory is
 * checked again.
 */
const MORE_BYTES = 1_000_000;
/** How long a buffer outlives its last use: longer than a client takes to poll again. */
export const IDLE_MS = 60_000;
/** A buffer's place in the order of use is updated no more often than this. */
const SAME_TIME_MS = 1000;

/** The buffers in memory, in bounded size: those that nobody listens to are dropped first, the least recently used before others. */
export class ActiveBuffers {
  readonly weight: Weight = { totalBytes: 0 };
  /** By room key, the least recently used first. */
  readonly #buffers = new Map<string, RoomBuffer>();
  #boundAboveBytes = MAX_WEIGHT_BYTES;

  constructor(private readonly clock: Clock) {}

  get size(): number {
    return this.#buffers.size;
  }

  get(room: string): RoomBuffer | undefined {
    return this.#buffers.get(room);
  }

  all(): Iterable<RoomBuffer> {
    return this.#buffers.values();
  }

  add(buffer: RoomBuffer): void {
    this.#buffers.set(buffer.room, buffer);
  }

  /** Moves the buffer to the end of the order of use. */
  use(buffer: RoomBuffer): void {
    const now = this.clock.monotonicMs();
    if (now - buffer.usedAtMs < SAME_TIME_MS || this.#buffers.get(buffer.room) !== buffer) return;
    buffer.usedAtMs = now;
    this.#buffers.delete(buffer.room);
    this.#buffers.set(buffer.room, buffer);
  }

  drop(buffer: RoomBuffer): void {
    if (this.#buffers.get(buffer.room) === buffer) this.#buffers.delete(buffer.room);
    buffer.discard();
  }

  /** The least recently used rooms come first, so it stops at the first buffer that is too young. */
  dropIdle(): void {
    const since = this.clock.monotonicMs() - IDLE_MS;
    for (const buffer of this.#buffers.values()) {
      if (buffer.usedAtMs > since) return;
      if (!buffer.arrivals.observed) this.drop(buffer);
    }
  }

  /**
   * First drops buffers that nobody listens to, the least recently used first; then shrinks the others to
   * their newest entries.
   */
  boundMemory(): void {
    if (this.weight.totalBytes <= MAX_WEIGHT_BYTES) this.#boundAboveBytes = MAX_WEIGHT_BYTES;
    if (this.weight.totalBytes <= this.#boundAboveBytes) return;
    for (const buffer of this.#buffers.values()) {
      if (this.weight.totalBytes <= MAX_WEIGHT_BYTES) return;
      if (!buffer.arrivals.observed) this.drop(buffer);
    }
    for (const buffer of this.#buffers.values()) {
      if (this.weight.totalBytes <= MAX_WEIGHT_BYTES) return;
      buffer.shrink();
    }
    // Otherwise each message would go through all buffers again, in vain.
    this.#boundAboveBytes = this.weight.totalBytes + MORE_BYTES;
  }
}
