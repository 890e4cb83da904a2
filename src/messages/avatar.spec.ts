import { expect, it } from 'vitest';
import { initialsOf, tintOf } from './avatar.js';

it.each([
  ['Mina', 'M'],
  ['mina okafor', 'MO'],
  ['Ana Maria Silva', 'AM'],
  ['Guest 1234', 'G1'],
  ['王小明', '小明'],
  ['李雷', '李雷'],
  ['王 Bob', '王B'],
  ['👩‍🏫 Kim', '👩‍🏫K'],
  ['é́lan', 'É́'],
  ['ﬁne', 'FI'],
  ['straße ßen', 'SSS'],
  ['e\u0301lan', 'E\u0301'],
  ['1\ufe0f\u20e3 Bo', '1\ufe0f\u20e3B'],
  ['', ''],
])('the picture of %s says %s', (name, initials) => {
  expect(initialsOf(name)).toBe(initials);
});

it('a person has one of 16 colours, always the same', () => {
  const ids = Array.from({ length: 200 }, (_, n) => `person ${n}`);
  const tints = ids.map(tintOf);
  expect(ids.map(tintOf)).toEqual(tints);
  expect(new Set(tints).size).toBe(16);
  expect(Math.max(...tints)).toBe(15);
});
