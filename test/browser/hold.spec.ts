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

describe('the hold that the page asks for', () => {
  it('is left to the server if nothing cuts it', () => {
    const hold = page();
    hold.answered(24_000);
    expect(hold.seconds).toBeUndefined();
  });

  it('is shortened after two cuts in a row, not after one', () => {
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

  it('follows the shorter of the two', () => {
    const hold = page();
    cut(hold, 20);
    cut(hold, 12);
    expectStep(hold, 8);
  });

  it('becomes zero if even the shortest is cut', () => {
    const hold = page();
    cut(hold, 5);
    cut(hold, 5);
    expect(hold.seconds).toBe(0);
  });

  it('is shortened step by step', () => {
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

  it('treats a connection that died silently as cut at the end of the hold', () => {
    const hold = page();
    cut(hold, 28, 13);
    cut(hold, 28, 13);
    expectStep(hold, 8);
  });
});

describe('a failed poll does not count as cut', () => {
  it('if it failed within two seconds', () => {
    const hold = page();
    for (let n = 0; n < 5; n += 1) cut(hold, 1.9);
    expect(hold.seconds).toBeUndefined();
    cut(hold, 2);
    cut(hold, 2);
    expect(hold.seconds).toBe(0);
  });

  it('if the network was down, which also breaks the row', () => {
    const hold = page();
    for (let n = 0; n < 3; n += 1) {
      cut(hold, 10);
      hold.lost(10_000, 25_000);
      hold.next(false);
      hold.next(true);
    }
    expect(hold.seconds).toBeUndefined();
  });

  it('if a longer poll was answered afterwards', () => {
    const hold = page();
    cut(hold, 10);
    hold.answered(9_000);
    hold.answered(11_000);
    cut(hold, 10);
    expect(hold.seconds).toBeUndefined();
    cut(hold, 10);
    expectStep(hold, 8);
  });

  it('if the machine slept meanwhile', () => {
    const hold = page();
    cut(hold, 3600);
    cut(hold, 3600);
    expect(hold.seconds).toBeUndefined();
  });
});

describe('the shortened hold', () => {
  it('is remembered for a day, after which the usual hold is tried again', () => {
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

  it('lasts as long as the page if storage is forbidden', () => {
    const hold = new Hold(() => {
      throw new DOMException('denied', 'SecurityError');
    });
    cut(hold, 12);
    cut(hold, 12);
    expectStep(hold, 8);
  });

  it.each(['nonsense', '{"stepS":1000,"at":0}', '{"stepS":8}', '{"stepS":8,"at":9e15}', 'null'])(
    'is measured again if %s is stored',
    (text) => {
      stored.set('linger.hold', text);
      expect(page().seconds).toBeUndefined();
    },
  );
});
