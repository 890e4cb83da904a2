import { Injectable } from '@nestjs/common';

/** Time, injected, so that tests can move it. */
@Injectable()
export class Clock {
  /** Wall clock, milliseconds since the epoch. May jump: for what is stored and shown, never for order or waiting. */
  now(): number {
    return Date.now();
  }

  /** Milliseconds that only ever increase: for holds and deadlines. */
  monotonicMs(): number {
    return performance.now();
  }

  /** Calls `tick` every `ms` until the returned function is called. Never keeps the process alive. */
  every(ms: number, tick: () => void): () => void {
    const timer = setInterval(tick, ms);
    timer.unref();
    return () => clearInterval(timer);
  }
}
