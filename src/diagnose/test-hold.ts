import { Injectable } from '@nestjs/common';
import { ChatError } from '../chat-error.js';
import { Clock } from '../clock.js';
import { JsonBytes } from '../json-bytes.js';
import { HeldPolls } from '../polls/held-polls.js';
import type { Waiter } from '../polls/waiter.js';
import { TestQuota } from './test-quota.js';

/** Holds a request as polls are held, for a given time. */
@Injectable()
export class TestHold {
  constructor(
    private readonly held: HeldPolls,
    private readonly quota: TestQuota,
    private readonly clock: Clock,
  ) {}

  /**
   * Resolves with how long the request was held: less than asked for if the server is stopping. Undefined if the client has
   * disconnected. Rejects with SHUTTING_DOWN and TOO_MANY_REQUESTS.
   */
  async hold(ms: number, address: string, waiter: Waiter): Promise<JsonBytes | undefined> {
    if (this.held.isDraining) throw new ChatError('SHUTTING_DOWN', { retryAfterSeconds: 1 });
    const release = this.quota.admit(address);
    const beganAtMs = this.clock.monotonicMs();
    waiter.expiresAtMs = beganAtMs + ms;
    this.held.hold(waiter);
    try {
      if ((await waiter.woken()) === 'gone') return undefined;
      const heldMs = Math.round(this.clock.monotonicMs() - beganAtMs);
      return JsonBytes.of(JSON.stringify({ heldMs }));
    } finally {
      this.held.release(waiter);
      release();
    }
  }
}
