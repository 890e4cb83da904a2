import { Injectable } from '@nestjs/common';

/** Injected time, so that tests can control it. */
@Injectable()
export class Clock {
  /** Wall clock, milliseconds since the epoch. It may jump: use it for what is stored and shown, never for order or waiting. */
  now(): number {
    return Date.now();
  }

  /** Milliseconds that never go back: for holds and deadlines. */
  monotonicMs(): number {
    return performance.now();
  }

  /** Calls `tick` every `ms` until the returned function is called. Does not keep the process alive. */
  every(ms: number, tick: () => void): () => void {
    const timer = setInterval(tick, ms);
    timer.unref();
    return () => clearInterval(timer);
  }
}
