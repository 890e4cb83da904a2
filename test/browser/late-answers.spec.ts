import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Hold } from '../../public/poll/hold.js';
import { PollLoop, type PollResult } from '../../public/poll/poll-loop.js';

const HOLD_MS = 25_000;
const QUIET: PollResult = { moved: false, more: false, retryMs: 0 };

beforeEach(() => {
  vi.useFakeTimers();
  vi.stubGlobal('document', { hidden: false });
});
afterEach(() => {
  vi.unstubAllGlobals();
  vi.useRealTimers();
});

describe('a held poll', () => {
  it('whose answer is a second late shows the banner, long before it is given up', async () => {
    const told: string[] = [];
    const answers: ((result: PollResult) => void)[] = [];
    const loop = new PollLoop({
      ask: () => new Promise((resolve) => void answers.push(resolve)),
      hold: new Hold(() => ({ getItem: () => null, setItem: () => {} })),
      holdMs: HOLD_MS,
      onTrouble: () => void told.push('failed'),
      onLate: () => void told.push('late'),
    });
    loop.start();
    await vi.advanceTimersByTimeAsync(HOLD_MS);
    expect(told).toEqual([]);
    await vi.advanceTimersByTimeAsync(1000);
    expect(told).toEqual(['late']);
    answers[0]?.(QUIET);
    // The next one is under way, and the late one is forgotten.
    await vi.advanceTimersByTimeAsync(14_500);
    expect(told).toEqual(['late']);
    loop.stop();
  });
});
