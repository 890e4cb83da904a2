import { expect, it } from 'vitest';
import { rememberedPositionsContract } from '../../../test/polls/remembered-positions.contract.js';
import { ManualClock } from '../../../test/support/manual-clock.js';
import { OwnRememberedPositions } from './remembered-positions.js';

rememberedPositionsContract('In memory', () => {
  const clock = new ManualClock();
  return Promise.resolve({
    positions: new OwnRememberedPositions(clock),
    age: (ms: number) => clock.advance(ms),
  });
});

it('the memory for positions is bounded: of 20,001 the oldest is dropped', () => {
  const positions = new OwnRememberedPositions(new ManualClock());
  for (let i = 0; i <= 20_000; i++) positions.remember(`s${i}`, 'r', i);
  expect(positions.take('s0', 'r')).toBeUndefined();
  expect([positions.take('s1', 'r'), positions.take('s20000', 'r')]).toEqual([1, 20_000]);
});
