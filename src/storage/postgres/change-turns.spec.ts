import { expect, it } from 'vitest';
import { gate } from '../../../test/support/gate.js';
import { ManualClock } from '../../../test/support/manual-clock.js';
import { ChangeTurns } from './change-turns.js';

it('a change whose turn comes too late is refused, and the next one is not', async () => {
  const clock = new ManualClock();
  const turns = new ChangeTurns(2, clock);
  const [begun, slow] = [gate(), gate()];
  const first = turns.take(() => {
    begun.open();
    return slow.passed;
  });
  await begun.passed;
  const late = expect(turns.take(() => Promise.resolve('late'))).rejects.toMatchObject({
    code: 'STORAGE_UNAVAILABLE',
  });
  clock.advance(1501);
  const next = turns.take(() => Promise.resolve('next'));
  slow.open();
  await Promise.all([first, late]);
  expect(await next).toBe('next');
});
