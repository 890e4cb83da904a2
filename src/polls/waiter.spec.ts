import { describe, expect, it } from 'vitest';
import { Waiter, type WakeReason } from './waiter.js';

const REASONS: WakeReason[] = ['news', 'over', 'gone', 'draining', 'displaced'];
const ENDS: WakeReason[] = ['over', 'gone', 'draining', 'displaced'];

/** The value of a promise if it is settled by now. */
async function now<T>(promise: Promise<T>): Promise<T | 'waiting'> {
  await new Promise((resolve) => setImmediate(resolve));
  return Promise.race([promise, Promise.resolve('waiting' as const)]);
}

describe('a waiter', () => {
  it('waits until it is woken', async () => {
    const waiter = new Waiter();
    const woken = waiter.woken();
    expect(await now(woken)).toBe('waiting');
    waiter.wake('news');
    expect(await woken).toBe('news');
  });

  it.each(REASONS)(
    'that is woken before it waits (%s) resolves at once, and then waits again',
    async (reason) => {
      const waiter = new Waiter();
      waiter.wake(reason);
      expect(await waiter.woken()).toBe(reason);
      expect(await now(waiter.woken())).toBe('waiting');
    },
  );

  it.each(REASONS)('that is woken between two waits (%s) resolves at once', async (reason) => {
    const waiter = new Waiter();
    const first = waiter.woken();
    waiter.wake('news');
    waiter.wake(reason);
    expect([await first, await waiter.woken()]).toEqual(['news', reason]);
  });

  it('is woken once by repeated news', async () => {
    const waiter = new Waiter();
    for (let i = 0; i < 3; i++) waiter.wake('news');
    expect(await waiter.woken()).toBe('news');
    expect(await now(waiter.woken())).toBe('waiting');
  });

  it.each(ENDS)('is told of its end (%s) before news, whichever came first', async (end) => {
    for (const order of [['news', end] as const, [end, 'news'] as const]) {
      const waiter = new Waiter();
      for (const reason of order) waiter.wake(reason);
      expect(await waiter.woken()).toBe(end);
    }
  });

  it('never expires by itself', () => {
    expect(new Waiter().expiresAtMs).toBe(Number.POSITIVE_INFINITY);
  });
});
