import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Hold } from '../../public/poll/hold.js';
import { PollLoop, type PollResult, backoffMs } from '../../public/poll/poll-loop.js';
import { RequestError } from '../../public/server/request-error.js';

const HOLD_MS = 25_000;
const QUIET: PollResult = { moved: false, more: false, retryMs: 0 };
const NEWS: PollResult = { ...QUIET, moved: true };

interface Poll {
  wait: number | undefined;
  answer: (result: PollResult) => Promise<unknown>;
  fail: (error?: Error) => Promise<unknown>;
  /** Whether the page itself gave it up. */
  cut: boolean;
}

let polls: Poll[];
let troubles: number;
let loop: PollLoop;

/** Lets settled promises run their callbacks. */
const settle = () => vi.advanceTimersByTimeAsync(0);
const pass = (ms: number) => vi.advanceTimersByTimeAsync(ms);
const last = () => polls.at(-1) as Poll;
const waits = () => polls.map(({ wait }) => wait);

function ask(wait: number | undefined, signal: AbortSignal): Promise<PollResult> {
  return new Promise((resolve, reject) => {
    const poll: Poll = {
      wait,
      cut: false,
      answer: (result) => {
        resolve(result);
        return settle();
      },
      fail: (error = new RequestError(0)) => {
        reject(error);
        return settle();
      },
    };
    signal.addEventListener('abort', () => {
      poll.cut = true;
      reject(signal.reason as Error);
    });
    polls.push(poll);
  });
}

/** Held for so long, cut, and the next poll gets through. */
async function cutAfter(seconds: number): Promise<void> {
  await pass(seconds * 1000);
  await last().fail(new RequestError(504));
  await pass(1000);
  expect(last().wait).toBe(0);
  await last().answer(QUIET);
}

beforeEach(async () => {
  vi.useFakeTimers();
  vi.spyOn(Math, 'random').mockReturnValue(1);
  vi.stubGlobal('document', { hidden: false });
  polls = [];
  troubles = 0;
  const stored = new Map<string, string>();
  const storage = {
    getItem: (key: string) => stored.get(key) ?? null,
    setItem: (key: string, text: string) => void stored.set(key, text),
  };
  const hold = new Hold(() => storage);
  loop = new PollLoop({ ask, hold, holdMs: HOLD_MS, onTrouble: () => void (troubles += 1) });
  loop.start();
  await settle();
});

afterEach(() => {
  loop.stop();
  vi.useRealTimers();
  vi.restoreAllMocks();
  vi.unstubAllGlobals();
});

describe('the poll loop', () => {
  it('asks again at once after news, and after a hold without news', async () => {
    await last().answer(NEWS);
    expect(waits()).toEqual([undefined, undefined]);
    await pass(20_000);
    await last().answer(QUIET);
    expect(waits()).toEqual([undefined, undefined, undefined]);
  });

  it('asks again at once when there is more', async () => {
    await last().answer({ ...QUIET, more: true });
    expect(polls).toHaveLength(2);
  });

  it('waits exactly as long as it is told to', async () => {
    await last().answer({ ...QUIET, retryMs: 5000 });
    await pass(4999);
    expect(polls).toHaveLength(1);
    await pass(1);
    expect(waits()).toEqual([undefined, undefined]);
  });

  it('slows down if something answers at once without news', async () => {
    for (const ms of [1000, 2000, 4000]) {
      await last().answer(QUIET);
      const before = polls.length;
      await pass(ms - 1);
      expect(polls).toHaveLength(before);
      await pass(1);
      expect(polls).toHaveLength(before + 1);
    }
  });

  it('gives up a connection that is silent for longer than the hold', async () => {
    await pass(HOLD_MS + 14_999);
    expect(last().cut).toBe(false);
    await pass(1);
    expect(last().cut).toBe(true);
    expect(troubles).toBe(1);
  });

  it('polls again when there is more to ask for, which does not count as a failure', async () => {
    loop.renew();
    await settle();
    expect(waits()).toEqual([undefined, undefined]);
    expect(polls.map(({ cut }) => cut)).toEqual([true, false]);
    expect(troubles).toBe(0);
  });

  it('does not poll sooner for that while it waits after a failure', async () => {
    await last().fail(new RequestError(503, { retryAfterMs: 7000 }));
    loop.renew();
    await pass(6999);
    expect(polls).toHaveLength(1);
  });

  it('stops and starts with one poll at a time', async () => {
    loop.stop();
    loop.start();
    loop.stop();
    loop.start();
    await settle();
    expect(polls.map(({ cut }) => cut)).toEqual([true, false]);
    loop.stop();
    await pass(60_000);
    expect(polls.map(({ cut }) => cut)).toEqual([true, true]);
    expect(troubles).toBe(0);
  });
});

describe('a connection on which held polls are cut', () => {
  it('is tested at once, and then held for less', async () => {
    await cutAfter(12);
    expect(last().wait).toBeUndefined();
    await cutAfter(12);
    expect(last().wait).toBe(7.2);
    await pass(7200);
    await last().answer(QUIET);
    expect(last().wait).toBe(7.2);
  });

  it('is polled every few seconds in the end', async () => {
    await cutAfter(4);
    await cutAfter(4);
    expect(polls).toHaveLength(4);
    for (let n = 5; n < 8; n += 1) {
      await pass(2999);
      expect(polls).toHaveLength(n - 1);
      await pass(1);
      expect(polls).toHaveLength(n);
      expect(last().wait).toBe(0);
      await last().answer(NEWS);
    }
  });

  it('is not assumed when the server refuses or is down', async () => {
    for (const error of [new RequestError(503), new RequestError(500), new RequestError(502)]) {
      await pass(12_000);
      await last().fail(error);
      await pass(1000);
      if (error.status === 502) {
        await last().fail();
        await pass(2000);
      }
      await last().answer(QUIET);
    }
    expect(last().wait).toBeUndefined();
  });

  it('is not assumed when the page itself gives up a poll', async () => {
    for (let n = 0; n < 3; n += 1) {
      await pass(12_000);
      loop.wake();
      await settle();
      expect(last().wait).toBe(0);
      await last().answer(QUIET);
      expect(last().wait).toBeUndefined();
    }
  });
});

describe('the wait after a failure', () => {
  it('is random, up to twice as long each time, at most 30 s', () => {
    expect([1, 2, 3, 4].map((failures) => backoffMs(failures, 0, () => 1))).toEqual([1000, 2000, 4000, 8000]);
    expect(backoffMs(50, 0, () => 1)).toBe(30_000);
    expect(backoffMs(3, 0, () => 0)).toBe(0);
    expect(backoffMs(3, 0, () => 0.25)).toBe(1000);
  });

  it('is never shorter than what the server asked for', () => {
    expect(backoffMs(1, 5000, () => 1)).toBe(5000);
    expect(backoffMs(6, 5000, () => 0.5)).toBe(15_000);
  });
});
