import { describe, expect, it } from 'vitest';
import { mentionKeys } from './mentions.js';

describe('a text that may be a name', () => {
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

  it.each([
    ['请问@小明在吗', '小明'],
    ['こんにちは@花子さん', '花子'],
    ['カタカナー@ハナコ', 'ハナコ'],
    ['인사@민수야 안녕', '민수'],
    ['สวัสดี@สมชายครับ', 'สมชาย'],
    ['ນີ້@ສົມ', 'ສົມ'],
    ['请问＠Ann在吗', 'ann'],
    ['「@小明」', '小明'],
    ['好，@Ann Lee你好', 'ann lee'],
    ['@Ann/@Bob', 'bob'],
    ['１。@小明', '小明'],
    ['https://medium.example/x 好@小明', '小明'],
    ['ꦱꦸꦒꦼꦁ@ann', 'ann'],
    ['好.@ann', 'ann'],
    ['@小明ann', '小明'],
    ['_@ann_', 'ann'],
    ['__@ann__, hi', 'ann'],
    ['- [ ] -@ann', 'ann'],
    ['wait...@ann', 'ann'],
    ['https://example.org/a。@ann', 'ann'],
  ])('is found inside a word: %s', (body, name) => {
    expect(mentionKeys(body).flat()).toContain(name);
  });

  it.each([
    'a@b.example',
    'foo@bar',
    '邮箱12345@qq.example',
    '邮箱ann@qq.example',
    'Привет@ann',
    'e\u0301@ann',
    'man\u0303@ann',
    'me+@ann',
    'https://medium.example/@ann/a-post',
    '看https://medium.example/@ann',
    'www.medium.example/@ann',
    'https://a.example/?to=@ann#@ann',
    'medium.example/@ann',
    'medium.example/posts/@ann',
    'medium.example:8080/@ann',
    'medium.example/?to=@ann',
    'medium.example?to=@ann',
    'пример.рф/@ann',
    '例子.中国/@ann',
    '10.0.0.7/@ann',
    'localhost:8888/@ann',
    'ftp://files.example/@ann',
    'https://me:secret!@ann',
    'http://medium.example:99999/@ann',
    `https://medium.example/${'a/'.repeat(1100)}@ann`,
  ])('is not looked for in %s', (body) => {
    expect(mentionKeys(`@first ${body}`)).toHaveLength(1);
    expect(mentionKeys('@first @ann')).toHaveLength(2);
  });

  it('ends neither within a letter nor within a word', () => {
    expect(mentionKeys('@ที่นี่')[0]).not.toContain('ที');
    expect(mentionKeys('@ที่นี่')[0]).toContain('ที่');
    expect(mentionKeys('@annпривет')[0]).toEqual(['annпривет']);
    expect(mentionKeys('@ann_b')[0]).toEqual(['ann_b']);
    expect(mentionKeys('@man\u0303ana')[0]).toEqual(['mañana']);
  });

  it('is looked for in bounded work, whatever the text', () => {
    for (const part of ['@', '＠', '@ ', '@\u200b', '你@', '@你', '@a.b/', 'http://a.b/@', 'a.bc/@'])
      expect(mentionKeys(part.repeat(4000).slice(0, 4000)).flat().length).toBeLessThanOrEqual(400);
  });

  it('is not longer than a name, and no part of a word', () => {
    expect(mentionKeys(`@${'a'.repeat(40)}`)).toEqual([['a'.repeat(40)]]);
    expect(mentionKeys(`@${'a'.repeat(41)}`)).toEqual([]);
    expect(mentionKeys('@anna')).toEqual([['anna']]);
    const pairs = `@${'𝒳'.repeat(39)} b`;
    expect(mentionKeys(pairs)[0]?.at(-1)).toBe('x'.repeat(39));
  });

  it('is looked for at most ten times', () => {
    expect(mentionKeys('@a '.repeat(5000))).toHaveLength(10);
  });
});
