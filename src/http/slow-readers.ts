import type { Server } from 'node:http';
import type { Socket } from 'node:net';
import { Logger } from '@nestjs/common';
import type { ConnectionLimits } from './connection-limits.js';

/**
 * A connection that has not taken all of its answer. Time is counted in sweeps, so a process that was
 * suspended does not count that as waiting.
 */
interface Progress {
  /** Bytes written to it in total when it fell behind. Once it has taken these, it has caught up. */
  due: number;
  /** Bytes taken at the last sweep. */
  taken: number;
  queued: number | undefined;
  sweeps: number;
  sweepsWithoutProgress: number;
}

type Limits = Pick<ConnectionLimits, 'sweepMs' | 'stallMs' | 'drainMs' | 'maxPendingBytes'>;

/** Larger chunks must wait for room. */
const SMALL_BYTES = 64_000;

/**
 * Cuts connections that do not read their answers: those that take nothing for `stallMs`, those that do not
 * take all within `drainMs`, and, while more than `maxPendingBytes` wait in all, those that have been behind
 * for longest. A connection that keeps up costs a look at two numbers.
 */
export class SlowReaders {
  readonly #logger = new Logger(SlowReaders.name);
  /** Ordered by how long they have been behind, the longest first. */
  readonly #behind = new Map<Socket, Progress>();
  /** The bytes that wait for them; never an underestimate. */
  #bytes = 0;
  /**
   * Bytes of cut connections that are still in memory; the system frees them when it has closed the
   * connections.
   */
  #bytesOfCut = 0;

  constructor(private readonly limits: Limits) {}

  /** Watches the connections of this server until it has closed. */
  watch(server: Server): void {
    const timer = setInterval(() => this.#sweep(), this.limits.sweepMs).unref();
    server.once('close', () => clearInterval(timer));
  }

  /** Ask before each write: false for a large chunk while memory of cut connections is not yet freed. */
  hasRoomFor(chunk: unknown): boolean {
    return this.#bytesOfCut === 0 || lengthOf(chunk) <= SMALL_BYTES;
  }

  /** Call after each write. */
  wrote(socket: Socket): void {
    const bytes = socket.writableLength;
    if (bytes === 0) return;
    if (!this.#behind.has(socket)) this.#begin(socket);
    this.#bytes += bytes;
    if (this.#bytes <= this.limits.maxPendingBytes) return;
    this.#count();
    this.#cut(() => this.#bytes > this.limits.maxPendingBytes);
  }

  #sweep(): void {
    const keptUp: Socket[] = [];
    for (const [socket, progress] of this.#behind) {
      const taken = socket.bytesWritten - socket.writableLength;
      if (socket.destroyed || socket.writableLength === 0) this.#behind.delete(socket);
      else if (taken >= progress.due) keptUp.push(socket);
      else advance(progress, taken, queuedBytes(socket));
    }
    for (const socket of keptUp) this.#begin(socket);
    this.#count();
    const { sweepMs, stallMs, drainMs } = this.limits;
    this.#cut(
      ({ sweeps, sweepsWithoutProgress }) =>
        sweepsWithoutProgress * sweepMs >= stallMs || sweeps * sweepMs >= drainMs,
    );
  }

  /** Moves it to the end of the order. */
  #begin(socket: Socket): void {
    const due = socket.bytesWritten;
    const taken = due - socket.writableLength;
    this.#behind.delete(socket);
    this.#behind.set(socket, {
      due,
      taken,
      queued: queuedBytes(socket),
      sweeps: 0,
      sweepsWithoutProgress: 0,
    });
  }

  #count(): void {
    this.#bytes = 0;
    for (const socket of this.#behind.keys()) if (!socket.destroyed) this.#bytes += socket.writableLength;
  }

  #cut(isTooMuch: (progress: Progress) => boolean): void {
    let count = 0;
    for (const [socket, progress] of this.#behind) {
      if (!isTooMuch(progress)) continue;
      count++;
      this.#behind.delete(socket);
      const bytes = socket.writableLength;
      this.#bytes -= bytes;
      this.#bytesOfCut += bytes;
      socket.once('close', () => (this.#bytesOfCut -= bytes));
      // After an ordinary close the kernel would go on offering its buffered bytes.
      socket.resetAndDestroy();
    }
    if (count > 0) this.#logger.warn({ event: 'slow readers cut', count });
  }
}

function advance(progress: Progress, taken: number, queued: number | undefined): void {
  const isStuck = queued !== undefined && queued === progress.queued && taken === progress.taken;
  progress.sweeps++;
  progress.sweepsWithoutProgress = isStuck ? progress.sweepsWithoutProgress + 1 : 0;
  progress.taken = taken;
  progress.queued = queued;
}

function lengthOf(chunk: unknown): number {
  return typeof chunk === 'string' || chunk instanceof Uint8Array ? chunk.length : 0;
}

/**
 * The rest of the write in progress. `writableLength` counts a write in full until all of it is taken, and
 * `node:net` shows the rest only to its own timeout. If this internal is gone in some version, no connection
 * counts as stuck.
 */
function queuedBytes(socket: Socket): number | undefined {
  return (socket as unknown as { _handle?: { writeQueueSize?: number } })._handle?.writeQueueSize;
}
