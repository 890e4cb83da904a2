import { describe, expect, it } from 'vitest';
import { emptyHistory, type Lag } from '../history.js';
import { Undisturbed } from './undisturbed.js';

function lagging(...lags: [from: number, to: number][]): Undisturbed {
  return new Undisturbed({ ...emptyHistory(3), lags: lags.map(([from, to]): Lag => ({ from, to })) });
}

describe('undisturbed time', () => {
  it('is all of it when nothing happened', () => {
    expect(lagging().msBetween(10, 30)).toBe(20);
    expect(lagging([0, 10], [30, 40]).msBetween(10, 30)).toBe(20);
  });

  it('leaves out what was disturbed, once where disturbances overlap', () => {
    expect(lagging([12, 14], [20, 22]).msBetween(10, 30)).toBe(16);
    expect(lagging([12, 20], [15, 18], [19, 25]).msBetween(10, 30)).toBe(7);
    expect(lagging([0, 15], [25, 99]).msBetween(10, 30)).toBe(10);
    expect(lagging([0, 99]).msBetween(10, 30)).toBe(0);
  });

  it('counts a fault until a second after the server was ready again', () => {
    const history = emptyHistory(3);
    history.faults.push({ kind: 'SIGKILL', at: 1_000, overAt: 1_010, readyAt: 2_000 });
    expect(new Undisturbed(history).msBetween(0, 5_000)).toBe(3_000);
  });
});
