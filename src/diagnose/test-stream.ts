import { Injectable } from '@nestjs/common';
import type { Response } from 'express';
import { Clock } from '../clock.js';
import { TestQuota } from './test-quota.js';

const PARTS = 4;
const EVERY_MS = 400;

/** What a page should receive: how many parts, and the time from the first to the last. */
export const TEST_STREAM = { parts: PARTS, ms: (PARTS - 1) * EVERY_MS };

const NOT_KEPT = { 'Cache-Control': 'no-store', 'X-Content-Type-Options': 'nosniff' };

/** Sends an answer in parts. */
@Injectable()
export class TestStream {
  constructor(
    private readonly quota: TestQuota,
    private readonly clock: Clock,
  ) {}

  /** `format` makes the text of each part from its number. Throws TOO_MANY_REQUESTS. */
  send(
    res: Response,
    address: string,
    headers: Record<string, string>,
    format: (part: number) => string,
  ): void {
    // The event below would not come any more.
    if (res.closed) return;
    const release = this.quota.admit(address);
    let part = 1;
    const stop = this.clock.every(EVERY_MS, () => {
      res.write(format(++part));
      if (part < PARTS) return;
      stop();
      res.end();
    });
    res.once('close', () => {
      stop();
      release();
    });
    res.writeHead(200, { ...NOT_KEPT, ...headers }).write(format(part));
  }
}
