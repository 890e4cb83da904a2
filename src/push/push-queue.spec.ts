import { setImmediate } from 'node:timers/promises';
import { Logger } from '@nestjs/common';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { ManualClock } from '../../test/support/manual-clock.js';
import { until } from '../../test/support/until.js';
import type { PushDelivery } from './push-delivery.js';
import { DONE, type PushJob, type PushOutcome } from './push-job.js';
import { PushQueue } from './push-queue.js';

const MOST = 10_000;
const job = (seq: number): PushJob => ({ sessionHash: 's', room: 'r', messageId: 'm', authorId: 'a', seq });
const jobs = (from: number, count: number) => Array.from({ length: count }, (_, i) => job(from + i));

let clock: ManualClock;
let queue: PushQueue;
/** What attempts were made for, oldest first. */
let tried: number[];
let answer: () => Promise<PushOutcome>;
let warnings: unknown[];
beforeEach(() => {
  clock = new ManualClock();
  [tried, warnings] = [[], []];
  const deliver = ({ seq }: PushJob) => {
    tried.push(seq);
    return answer();
  };
  queue = new PushQueue({ deliver } as unknown as PushDelivery, clock);
  vi.spyOn(Logger.prototype, 'warn').mockImplementation((warning: unknown) => warnings.push(warning));
});
afterEach(() => {
  vi.restoreAllMocks();
});

const fails = () => Promise.resolve<PushOutcome>({ is: 'later', waitMs: 0 });
const sent = () => until(() => queue.length === 0);

describe('the queue of push notifications', () => {
  it('sends eight at once, in order; more wait', async () => {
    const release: (() => void)[] = [];
    answer = () => new Promise((resolve) => release.push(() => resolve(DONE)));
    queue.add(jobs(0, 10));
    expect([tried, queue.length]).toEqual([[0, 1, 2, 3, 4, 5, 6, 7], 10]);
    release[3]?.();
    await setImmediate();
    expect(tried.slice(8)).toEqual([8]);
  });

  it('holds ten thousand; of more the oldest are dropped, and the log is told once', async () => {
    const release: (() => void)[] = [];
    answer = () => new Promise((resolve) => release.push(() => resolve(DONE)));
    queue.add(jobs(0, 8));
    queue.add(jobs(100, MOST));
    expect([queue.length, warnings]).toEqual([MOST + 8, []]);
    for (let n = 0; n < 3; n += 1) queue.add([job(20_000 + n)]);
    expect(queue.length).toBe(MOST + 8);
    expect(warnings).toEqual([{ event: 'too many push notifications, the oldest are dropped', most: MOST }]);
    answer = () => Promise.resolve(DONE);
    for (const one of release) one();
    await sent();
    expect(tried.slice(8)).toEqual([...jobs(103, MOST - 3), ...jobs(20_000, 3)].map(({ seq }) => seq));
  });

  it('holds as many for a retry; more that fail then are given up', async () => {
    answer = fails;
    for (let n = 0; n < 3; n += 1) {
      queue.add(jobs(n * MOST, MOST));
      await sent();
    }
    // Premise: all of them failed.
    expect(tried.length).toBe(3 * MOST);
    expect(queue.retrying).toBe(MOST);
    answer = () => Promise.resolve(DONE);
    clock.advance(5000);
    await sent();
    expect([tried.length, queue.retrying]).toEqual([4 * MOST, 0]);
  });

  it('goes on after an attempt that throws', async () => {
    answer = () => Promise.reject(new Error('no database'));
    queue.add(jobs(0, 20));
    await sent();
    expect([tried.length, queue.retrying]).toEqual([20, 0]);
  });

  it('is empty once it stops, and takes nothing more', async () => {
    answer = fails;
    queue.add(jobs(0, 1));
    await sent();
    const release: (() => void)[] = [];
    answer = () => new Promise((resolve) => release.push(() => resolve({ is: 'later', waitMs: 0 })));
    queue.add(jobs(1, 20));
    // Premise: one waits for a retry, and twelve for their turn.
    expect([queue.retrying, queue.length, tried.length]).toEqual([1, 20, 9]);
    queue.onModuleDestroy();
    let isOver = false;
    const stop = queue.beforeApplicationShutdown().then(() => (isOver = true));
    queue.add(jobs(50, 1));
    await setImmediate();
    expect(isOver).toBe(false);
    for (const one of release) one();
    await stop;
    expect([queue.retrying, queue.length]).toEqual([0, 0]);
    clock.advance(300_000);
    expect(tried.length).toBe(9);
  });
});
