import { afterEach, expect, it, vi } from 'vitest';
import { Logger } from '@nestjs/common';
import { ManualClock } from '../test/support/manual-clock.js';
import { InterruptedWork } from './interrupted-work.js';

const MINUTE = 60_000;
const TASK = 'WorkOnTest';

afterEach(() => {
  vi.restoreAllMocks();
});

/** Tasks that another node is doing. */
const elsewhere = new Set<string>();
const cluster = {
  async alone(task: string, work: () => Promise<void>): Promise<boolean> {
    if (elsewhere.has(task)) return false;
    await work();
    return true;
  },
};

class WorkOnTest extends InterruptedWork {
  runs = 0;
  override finishAll(): Promise<void> {
    this.runs += 1;
    return this.runs === 1 ? Promise.reject(new Error('disk')) : Promise.resolve();
  }
}

it('interrupted work is finished at the start and every minute, unless another node is doing it', async () => {
  const warn = vi.spyOn(Logger.prototype, 'warn').mockImplementation(() => undefined);
  const clock = new ManualClock();
  const work = new WorkOnTest(clock, cluster);
  await work.onModuleInit();
  expect([work.runs, warn.mock.calls.length]).toEqual([1, 1]);
  clock.advance(MINUTE);
  expect(work.runs).toBe(2);
  elsewhere.add(TASK);
  clock.advance(MINUTE);
  expect(work.runs).toBe(2);
  elsewhere.delete(TASK);
  clock.advance(MINUTE);
  expect(work.runs).toBe(3);
  work.onModuleDestroy();
  clock.advance(MINUTE);
  expect(work.runs).toBe(3);
});
