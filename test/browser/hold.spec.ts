import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Hold } from '../../public/poll/hold.js';

const HOUR_MS = 3_600_000;

let stored: Map<string, string>;

beforeEach(() => {
  stored = new Map();
  vi.useFakeTimers({ toFake: ['Date'] });
});

afterEach(() => {
  vi.useRealTimers();
});

/** The storage of one browser, which outlives a page. */
function page(): Hold {
  return new Hold(() => ({
    getItem: (key) => stored.get(key) ?? null,
    setItem: (key, text) => void stored.set(key, text),
  }));
}

/** A held poll ends without an answer after so long, and the one after it gets through. */
function cut(hold: Hold, seconds: number, askedS = 25): void {
  hold.lost(seconds * 1000, askedS * 1000);
  hold.next(true);
}

/** The step that a requested hold belongs to: the hold is 10 to 20 % shorter. */
function expectStep(hold: Hold, step: number): void {
  for (let n = 0; n < 200; n += 1) {
    expect(hold.seconds).toBeGreaterThanOrEqual(step * 0.8);
    expect(hold.seconds).toBeLessThanOrEqual(step * 0.9);
  }
}

describe('the hold', () => {
  it('is left to the server where nothing cuts it', () => {
    const hold = page();
    hold.answered(24_000);
    expect(hold.seconds).toBeUndefined();
  });

  it('goes down after two cuts in a row, and not after one', () => {
    const hold = page();
    cut(hold, 20);
    expect(hold.seconds).toBeUndefined();
    cut(hold, 20);
    expectStep(hold, 15);
  });

  it.each([
    { lasted: 30, step: 25 },
    { lasted: 25, step: 15 },
    { lasted: 20, step: 15 },
    { lasted: 15, step: 8 },
    { lasted: 10, step: 8 },
  ])('takes the longest step that is shorter than the $lasted s a connection lasted: $step s', (row) => {
    const hold = page();
    cut(hold, row.lasted, 50);
    cut(hold, row.lasted, 50);
    expectStep(hold, row.step);
  });

  it('goes by the shorter of the two', () => {
    const hold = page();
    cut(hold, 20);
    cut(hold, 12);
    expectStep(hold, 8);
  });

  it('ends where even the shortest is cut: nothing is to be held', () => {
    const hold = page();
    cut(hold, 5);
    cut(hold, 5);
    expect(hold.seconds).toBe(0);
  });

  it('goes on down from step to step', () => {
    const hold = page();
    cut(hold, 20);
    cut(hold, 20);
    cut(hold, 12, 13);
    cut(hold, 12, 13);
    expectStep(hold, 8);
    cut(hold, 6, 7);
    cut(hold, 6, 7);
    expect(hold.seconds).toBe(0);
  });

  it('counts a connection that died without a word as cut by the end of the hold', () => {
    const hold = page();
    cut(hold, 28, 13);
    cut(hold, 28, 13);
    expectStep(hold, 8);
  });
});

describe('no cut is', () => {
  it('what failed within two seconds', () => {
    const hold = page();
    for (let n = 0; n < 5; n += 1) cut(hold, 1.9);
    expect(hold.seconds).toBeUndefined();
    cut(hold, 2);
    cut(hold, 2);
    expect(hold.seconds).toBe(0);
  });

  it('what failed while the network was down, and it breaks the row', () => {
    const hold = page();
    for (let n = 0; n < 3; n += 1) {
      cut(hold, 10);
      hold.lost(10_000, 25_000);
      hold.next(false);
      hold.next(true);
    }
    expect(hold.seconds).toBeUndefined();
  });

  it('what failed before a poll that lasted longer was answered', () => {
    const hold = page();
    cut(hold, 10);
    hold.answered(9_000);
    hold.answered(11_000);
    cut(hold, 10);
    expect(hold.seconds).toBeUndefined();
    cut(hold, 10);
    expectStep(hold, 8);
  });

  it('a poll that slept with its machine', () => {
    const hold = page();
    cut(hold, 3600);
    cut(hold, 3600);
    expect(hold.seconds).toBeUndefined();
  });
});

describe('the step', () => {
  it('is remembered by the browser for a day, then the usual hold is tried again', () => {
    const before = page();
    cut(before, 12);
    cut(before, 12);
    const after = page();
    expectStep(after, 8);
    vi.advanceTimersByTime(24 * HOUR_MS - 1);
    expectStep(after, 8);
    expectStep(page(), 8);
    vi.advanceTimersByTime(2);
    expect(after.seconds).toBeUndefined();
    expect(page().seconds).toBeUndefined();
  });

  it('holds for the page where storage is forbidden', () => {
    const hold = new Hold(() => {
      throw new DOMException('denied', 'SecurityError');
    });
    cut(hold, 12);
    cut(hold, 12);
    expectStep(hold, 8);
  });

  it.each(['nonsense', '{"stepS":1000,"at":0}', '{"stepS":8}', '{"stepS":8,"at":9e15}', 'null'])(
    'is found out anew where %s is stored',
    (text) => {
      stored.set('linger.hold', text);
      expect(page().seconds).toBeUndefined();
    },
  );
});
