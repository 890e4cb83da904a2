import { Injectable, type OnModuleDestroy } from '@nestjs/common';
import { Subscription } from 'rxjs';
import type { Session } from '../accounts/session.js';
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
    this.#hearing.add(signals.on('session', (ended) => this.#lookAgain(ended, ({ idHash }) => idHash)));
    // They have another name, or want something else.
    this.#hearing.add(signals.on('person', (people) => this.#lookAgain(people, ({ user }) => user?.id)));
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

  /** Looks again for what has changed. One pass, however many changed together. */
  #lookAgain(changed: readonly string[], idOf: (session: Session) => string | undefined): void {
    const ids = new Set<string | undefined>(changed);
    for (const waiter of this.#waiters)
      if (waiter.session && ids.has(idOf(waiter.session))) waiter.wake('news');
  }
}
