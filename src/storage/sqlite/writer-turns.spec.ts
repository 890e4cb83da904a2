import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { WriterTurns } from './writer-turns.js';

const nothing = { code: 'STORAGE_UNAVAILABLE' };

let turns: WriterTurns;
let order: string[];
beforeEach(() => {
  vi.useFakeTimers();
  turns = new WriterTurns();
  order = [];
});
afterEach(() => void vi.useRealTimers());

/** Waits for a turn, and records it. */
async function come(name: string, first = false): Promise<void> {
  await turns.take(first);
  order.push(name);
}

/** Ends turns until none is waiting. */
async function endAll(count: number): Promise<void> {
  for (let i = 0; i < count; i++) {
    turns.end();
    await vi.advanceTimersByTimeAsync(0);
  }
}

describe('turns of the writer', () => {
  it('come in the order in which they were asked for', async () => {
    await come('a');
    for (const name of ['b', 'c', 'd']) void come(name);
    await endAll(4);
    expect(order).toEqual(['a', 'b', 'c', 'd']);
    await come('e');
    expect(order.at(-1)).toBe('e');
  });

  it('of gathered writes alternate with others, however many wait', async () => {
    await come('a');
    for (const name of ['b', 'c', 'd']) void come(name);
    for (const name of ['X', 'Y', 'Z']) void come(name, true);
    await endAll(7);
    expect(order).toEqual(['a', 'X', 'b', 'Y', 'c', 'Z', 'd']);
  });

  it('are refused to all waiting when one does not end, but not to later ones', async () => {
    await come('stuck');
    const waiting = [turns.take(), turns.take(true)];
    const refused = Promise.all(waiting.map((turn) => expect(turn).rejects.toMatchObject(nothing)));
    await vi.advanceTimersByTimeAsync(1500);
    await refused;
    const late = come('late');
    turns.end();
    await late;
    expect(order).toEqual(['stuck', 'late']);
  });

  it('may take long in total: only a single long one counts', async () => {
    await come('first');
    for (let i = 0; i < 10; i++) void come(String(i));
    for (let i = 0; i < 10; i++) {
      await vi.advanceTimersByTimeAsync(1000);
      turns.end();
    }
    await vi.advanceTimersByTimeAsync(0);
    expect(order).toHaveLength(11);
  });

  it('are refused beyond the number that can be served', async () => {
    await come('stuck');
    const waiting = Array.from({ length: 20_000 }, () => turns.take().catch(() => undefined));
    await expect(turns.take()).rejects.toMatchObject(nothing);
    await vi.advanceTimersByTimeAsync(1500);
    await Promise.all(waiting);
  });
});
