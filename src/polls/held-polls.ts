import { Injectable, type OnModuleDestroy } from '@nestjs/common';
import { Subscription } from 'rxjs';
import { SessionService } from '../accounts/session.service.js';
import { Clock } from '../clock.js';
import { SignalFeed } from '../signals/signal-feed.js';
import { Signals } from '../signals/signals.js';
import type { Waiter } from './waiter.js';

const SWEEP_MS = 100;

/** All polls held at this moment. They end with their hold, with their session, and when the node stops or loses its database. */
@Injectable()
export class HeldPolls implements OnModuleDestroy {
  readonly #waiters = new Set<Waiter>();
  readonly #hearing = new Subscription();
  #stopSweep: (() => void) | undefined;
  #draining = false;

  constructor(
    private readonly clock: Clock,
    private readonly sessions: SessionService,
    private readonly feed: SignalFeed,
    signals: Signals,
  ) {
    this.#hearing.add(signals.on('session', (idHashes) => this.#endSessions(new Set(idHashes))));
    this.#hearing.add(signals.on('person', (ids) => this.#lookAgain(new Set(ids))));
  }

  get count(): number {
    return this.#waiters.size;
  }

  /** True once the node is stopping; it takes no more polls. */
  get isDraining(): boolean {
    return this.#draining;
  }

  /** Answers every held poll, before HTTP closes. */
  onModuleDestroy(): void {
    this.#draining = true;
    for (const waiter of this.#waiters) waiter.wake('draining');
    this.#hearing.unsubscribe();
  }

  /** Counts a poll in. Call `release` afterwards. */
  hold(waiter: Waiter): void {
    this.#waiters.add(waiter);
    // The session may have ended after the request arrived, before there was a waiter to wake.
    if (waiter.session && !this.sessions.isCurrent(waiter.session)) waiter.wake('news');
    // One sweep for all: a timer for each poll would cost more than its answer.
    this.#stopSweep ??= this.clock.every(SWEEP_MS, () => this.#sweep());
  }

  release(waiter: Waiter): void {
    this.#waiters.delete(waiter);
    if (this.#waiters.size > 0) return;
    this.#stopSweep?.();
    this.#stopSweep = undefined;
  }

  #sweep(): void {
    const [monotonicMs, nowMs] = [this.clock.monotonicMs(), this.clock.now()];
    const isStale = this.feed.isStale;
    for (const waiter of this.#waiters) {
      if (isStale) waiter.wake('stale');
      else if (waiter.expiresAtMs <= monotonicMs) waiter.wake('over');
      else if (waiter.session?.isOver(nowMs)) waiter.wake('news');
    }
  }

  /** One pass, however many sessions end together. */
  #endSessions(idHashes: ReadonlySet<string>): void {
    for (const waiter of this.#waiters)
      if (waiter.session && idHashes.has(waiter.session.idHash)) waiter.wake('news');
  }
  /** These people have another name, or want something else. */
  #lookAgain(ids: ReadonlySet<string>): void {
    for (const waiter of this.#waiters)
      if (waiter.session?.user && ids.has(waiter.session.user.id)) waiter.wake('news');
  }
}
