import { Injectable, Logger, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';
import { Subscription } from 'rxjs';
import { Clock } from '../clock.js';
import { RoomLogService } from '../log/room-log.service.js';
import { Outage } from '../logging/outage.js';
import { type Hint, HintBus } from '../signals/hint-bus.js';
import { MessageBufferService } from './message-buffer.service.js';

/** How late an entry may be if its hint was lost. */
const SWEEP_MS = 2000;
/** Rooms that one statement asks for. */
const ASKED_AT_ONCE = 1000;

/**
 * Brings what other nodes have stored into the buffers of active rooms: at once when a hint is heard, and every two
 * seconds in any case.
 */
@Injectable()
export class RoomFollower implements OnModuleInit, OnModuleDestroy {
  readonly #outage = new Outage(
    new Logger(RoomFollower.name),
    'entries of other nodes not read',
    'entries of other nodes read again',
  );
  readonly #hearing = new Subscription();
  #sweeping: Promise<void> | undefined;

  constructor(
    private readonly bus: HintBus,
    private readonly buffers: MessageBufferService,
    private readonly log: RoomLogService,
    private readonly clock: Clock,
  ) {}

  onModuleInit(): void {
    if (!this.bus.isShared) return;
    this.#hearing.add(this.bus.heard.subscribe((hints) => void this.#follow(newestSeqsIn(hints))));
    this.#hearing.add(this.buffers.holes.subscribe((seqs) => void this.#follow(seqs)));
    this.#hearing.add(this.bus.reconnected.subscribe(() => void this.sweep()));
    this.#hearing.add(this.clock.every(SWEEP_MS, () => void this.sweep()));
  }

  onModuleDestroy(): void {
    this.#hearing.unsubscribe();
  }

  /** Looks for entries in all active rooms. One sweep at a time. */
  async sweep(): Promise<void> {
    this.#sweeping ??= this.#logged(() => this.#lookForNews());
    await this.#sweeping;
    this.#sweeping = undefined;
  }

  #follow(seqs: ReadonlyMap<string, number>): Promise<void> {
    return this.#logged(() => this.buffers.follow(seqs));
  }

  async #lookForNews(): Promise<void> {
    const rooms = this.buffers.rooms;
    for (let first = 0; first < rooms.length; first += ASKED_AT_ONCE) {
      const seqs = await this.log.newestSeqs(rooms.slice(first, first + ASKED_AT_ONCE));
      await this.buffers.follow(seqs);
    }
  }

  /** Never rejects: what could not be read is found by the next sweep. */
  async #logged(work: () => Promise<void>): Promise<void> {
    try {
      await work();
      this.#outage.worked();
    } catch (err) {
      this.#outage.failed(err);
    }
  }
}

function newestSeqsIn(hints: readonly Hint[]): Map<string, number> {
  const seqs = new Map<string, number>();
  for (const hint of hints)
    if ('room' in hint) seqs.set(hint.room, Math.max(hint.seq, seqs.get(hint.room) ?? 0));
  return seqs;
}
