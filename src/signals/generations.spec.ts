import { expect, it } from 'vitest';
import { Generations } from './generations.js';

it('a generation moves on for its subject, and for hardly any other', () => {
  const generations = new Generations();
  const others = Array.from({ length: 1000 }, (_, i) => `user ${i}`);
  const before = [generations.of('ann'), generations.count];
  generations.moveOn('ann');
  expect(generations.of('ann')).not.toBe(before[0]);
  expect(generations.count).not.toBe(before[1]);
  expect(others.filter((other) => generations.of(other) > 0).length).toBeLessThan(10);
});
