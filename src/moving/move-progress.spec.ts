import { describe, expect, it } from 'vitest';
import { MoveProgress } from './move-progress.js';

const COUNTS = new Map([
  ['users', 2000],
  ['entries', 8000],
] as const);

function shown(isTTY: boolean): { progress: MoveProgress; lines: string[]; clock: { ms: number } } {
  const lines: string[] = [];
  const clock = { ms: 0 };
  const out = { isTTY, write: (text: string) => lines.push(text) };
  return { progress: new MoveProgress(COUNTS, out, () => clock.ms), lines, clock };
}

const line = (rows: string, percent: number): string =>
  `\r\u001B[Kentries: ${rows} of 8,000 rows; ${percent} % of everything`;

describe('the progress of a move', () => {
  it('is a line per table', () => {
    const { progress, lines } = shown(false);
    for (const _ of [1, 2]) progress.moved('users', 1000);
    for (const _ of [1, 2]) progress.moved('entries', 4000);
    progress.end();
    expect(lines).toEqual([
      'users: 2,000 of 2,000 rows; 20 % of everything\n',
      'entries: 8,000 of 8,000 rows; 100 % of everything\n',
    ]);
  });

  it('is also shown on a terminal, at most twice a second', () => {
    const { progress, lines, clock } = shown(true);
    for (const ms of [0, 499, 500, 999, 1000]) {
      clock.ms = ms;
      progress.moved('entries', 1000);
    }
    progress.leave();
    progress.end();
    expect(lines).toEqual([
      line('1,000', 10),
      line('3,000', 30),
      line('5,000', 50),
      '\n',
      `${line('5,000', 50)}\n`,
    ]);
  });
});
