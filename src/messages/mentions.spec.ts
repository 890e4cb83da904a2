import { describe, expect, it } from 'vitest';
import { mentionKeys } from './mentions.js';

describe('what may be a name', () => {
  it.each([
    ['@Ann', [['ann']]],
    [
      'hi @Ann, and @BOB!',
      [
        ['ann, and @bob!', 'ann, and @bob', 'ann, and @', 'ann, and', 'ann,', 'ann'],
        ['bob!', 'bob'],
      ],
    ],
    ['@Ann Lee', [['ann lee', 'ann']]],
    ['＠Ａｎｎ', [['ann']]],
    ['@小明你好', [['小明你好', '小明你', '小明', '小']]],
    ['@Ann你好', [['ann你好', 'ann你', 'ann']]],
    ['(@ann)', [['ann)', 'ann']]],
    ['mail ann@example.org', []],
    ['a.@b', []],
    ['@', []],
    ['@ ', []],
    ['@\n', []],
    ['nobody', []],
  ])('%j', (body, keys) => expect(mentionKeys(body)).toEqual(keys));

  it('is no longer than names are, and no part of a word', () => {
    expect(mentionKeys(`@${'a'.repeat(40)}`)).toEqual([['a'.repeat(40)]]);
    expect(mentionKeys(`@${'a'.repeat(41)}`)).toEqual([]);
    expect(mentionKeys('@anna')).toEqual([['anna']]);
    const pairs = `@${'𝒳'.repeat(39)} b`;
    expect(mentionKeys(pairs)[0]?.at(-1)).toBe('x'.repeat(39));
  });

  it('is looked for ten times at the most', () => {
    expect(mentionKeys('@a '.repeat(5000))).toHaveLength(10);
  });
});
