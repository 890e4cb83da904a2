import type { Server } from 'node:http';
import type { Socket } from 'node:net';
import { Logger } from '@nestjs/common';
import type { ConnectionLimits } from './connection-limits.js';

/** Of a connection that has not taken all of its answer. Time is counted in sweeps: a process that stood still did not wait. */
interface Progress {
  /** Bytes written to it ever, when this began: once it has taken these, it has kept up. */
  due: number;
  /** How far it was at the last sweep. */
  taken: number;
  queued: number | undefined;
  sweeps: number;
  sweepsWithoutProgress: number;
}

type Limits = Pick<ConnectionLimits, 'sweepMs' | 'stallMs' | 'drainMs' | 'maxPendingBytes'>;

/** Whatever is larger has to wait for its reader. */
const SMALL_BYTES = 64_000;

/**
 * Cuts the connections of those who ask and do not read: who takes nothing for `stallMs`, not all within `drainMs`, and, as soon
 * as more than `maxPendingBytes` wait in all, those who have been behind for longest. Who keeps up costs a look at two numbers.
 */
export class SlowReaders {
  readonly #logger = new Logger(SlowReaders.name);
  /** Who has been behind for longest comes first. */
  readonly #behind = new Map<Socket, Progress>();
  /** What waits for them; never less than that. */
  #bytes = 0;
  /** What is still there of what waited for those who were cut: the system gives it back when it has closed them. */
  #bytesOfCut = 0;

  constructor(private readonly limits: Limits) {}

  /** Looks after the readers of this server until it has closed. */
  watch(server: Server): void {
    const timer = setInterval(() => this.#sweep(), this.limits.sweepMs).unref();
    server.once('close', () => clearInterval(timer));
  }

  /** To be asked before something is written: false for what is large while memory for it has to be given back first. */
  hasRoomFor(chunk: unknown): boolean {
    return this.#bytesOfCut === 0 || lengthOf(chunk) <= SMALL_BYTES;
  }

  /** To be told after it has been written. */
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

  /** Puts it at the end of the line. */
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
      // After an ordinary close the kernel would go on offering what it holds.
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
 * What is left of the write in progress. `writableLength` counts all of it until all has been taken, and `node:net` tells the
 * rest to its own timeout only. Where it should not be there any more, nobody counts as stuck.
 */
function queuedBytes(socket: Socket): number | undefined {
  return (socket as unknown as { _handle?: { writeQueueSize?: number } })._handle?.writeQueueSize;
}
