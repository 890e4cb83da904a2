import { describe, expect, it } from 'vitest';
import { linkify } from './linkify.js';

/** The links of a text: target and text. */
function linksOf(html: string): [string, string][] {
  return [...html.matchAll(/<a href="([^"]*)"[^>]*>([^<]*)<\/a>/g)].map(([, href = '', shown = '']) => [
    href,
    shown,
  ]);
}

describe('a web address', () => {
  it.each([
    ['https://example.org/a: good', ['https://example.org/a']],
    ['https://example.org: yes', ['https://example.org']],
    ['http://10.0.0.7:8080: down', ['http://10.0.0.7:8080']],
    ['http://10.0.0.7: down', ['http://10.0.0.7']],
    ['http://localhost:8080; then', ['http://localhost:8080']],
    ['*https://example.org/a*', ['https://example.org/a']],
    ['**https://example.org**', ['https://example.org']],
    ['_https://example.org/a_', ['https://example.org/a']],
    ['~~https://example.org/a~~', ['https://example.org/a']],
    ['`https://example.org/a`', ['https://example.org/a']],
    ["'https://example.org/a'", ['https://example.org/a']],
    ['“https://example.org/a”', ['https://example.org/a']],
    ['「https://example.org/a」。', ['https://example.org/a']],
    ['（https://example.org/a）', ['https://example.org/a']],
    ['https://example.org/a，好', ['https://example.org/a']],
    ['https://example.org！', ['https://example.org']],
    ['https://example.org/a？真的', ['https://example.org/a']],
    ['https://example.org/a～', ['https://example.org/a']],
    ['https://example.org/a…', ['https://example.org/a']],
    ['https://example.org/a?!...', ['https://example.org/a']],
    ['[see](https://example.org/a_(b)), and', ['https://example.org/a_(b)']],
    ['https://example.org/a(', ['https://example.org/a']],
    ['|https://example.org/a|b', ['https://example.org/a|b']],
    ['|https://example.org/a|', ['https://example.org/a']],
    [
      '&lt;https://example.org/a&gt; &quot;https://example.org/?b&quot;,',
      ['https://example.org/a', 'https://example.org/?b'],
    ],
    ['https://example.org/a,https://example.org/b', ['https://example.org/a', 'https://example.org/b']],
    ['\u2067https://example.org/a\u2069', ['https://example.org/a']],
    ['https://example.org/a\u200bb', ['https://example.org/a']],
  ])('leaves surrounding punctuation to the text: %s', (text, addresses) => {
    expect(linksOf(linkify(text)).map(([href]) => href)).toEqual(addresses);
  });

  it.each([
    ['https://example.com谢谢', 'https://example.com'],
    ['https://example.com:8080谢谢', 'https://example.com:8080'],
    ['https://example.com谢谢.好', 'https://example.com'],
    ['https://example.comですよ', 'https://example.com'],
    ['https://example.com에서', 'https://example.com'],
    ['https://example.comครับ', 'https://example.com'],
    ['https://example.comпривет', 'https://example.com'],
    ['https://例子.中国is good', 'https://例子.中国'],
    ['http://10.0.0.7谢谢', 'http://10.0.0.7'],
    ['http://localhost谢谢', 'http://localhost'],
    ['https://example.org🎉', 'https://example.org'],
    ['www.example.org谢谢', 'http://www.example.org'],
  ])('ends where its host changes to another script: %s', (text, href) => {
    expect(linksOf(linkify(text)).map(([one]) => one)).toEqual([href]);
  });

  it.each(['Link:', '12:00', '_', '看', '(', '（', '>', '=', 'Done.', '*', '"', '“', '～', '，', ':', '#'])(
    'may begin right after %j',
    (before) => {
      expect(linksOf(linkify(`${before}https://example.org/a b`))).toEqual([
        ['https://example.org/a', 'https://example.org/a'],
      ]);
    },
  );

  it('of 2,000 characters is a link, and a longer one is not, not even in part', () => {
    const longest = `https://example.org/?u=https://b.example/${'a'.repeat(2000)}`.slice(0, 2000);
    expect(linksOf(linkify(`see ${longest}. And`))).toEqual([[longest, longest]]);
    expect(linksOf(linkify(`see ${longest}a. And https://c.example`))).toEqual([
      ['https://c.example', 'https://c.example'],
    ]);
  });
});

describe('hostile text of the longest message', () => {
  it.each([
    ['schemes', 'http://'],
    ['spaced schemes', ' http://'],
    ['short links', 'http://a.b '],
    ['www', 'www.'],
    ['spaced www', 'www. '],
    ['open brackets', '('],
    ['brackets in a link', 'http://a.b/(', '('],
    ['brackets by turns', 'http://a.b/(', '()[]{}'],
    ['dots in a link', 'http://a.b/', '.'],
    ['a long host', 'http://', 'a.'],
    ['a long host of dashes', 'http://', 'a-'],
    ['names before @', 'http://', 'a:'],
    ['percent signs', 'http://a.b/', '%'],
    ['quotes', 'http://a.b/', '"\''],
    ['ampersands', '&'],
    ['www after one another', 'http://a.b/', 'www.'],
    ['Chinese with links', '你http://a.b'],
    ['links after one another', 'http://a.b,'],
    ['links in one path', 'http://a.b/,'],
    ['www after underscores', '_www.a'],
    ['www with ports', 'www.a:'],
    ['schemes with colons', 'a:http://'],
    ['labels of two scripts', 'http://', 'a你.'],
    ['links of two scripts', 'http://a.bc你'],
    ['addresses that are too long', 'http://a.b/x你http://a.b/'],
    ['entities', 'http://a.b/', '&quot;'],
    ['user names', 'http://', 'a.b:c'],
    ['middle dots', 'http://a.b/', '·a·'],
  ])('takes under 50 ms: %s', (_, start, rest = start) => {
    const text = (start + rest.repeat(4000)).slice(0, 4000);
    linkify(text);
    // The best of three, because other programs use the machine too.
    const times = [1, 2, 3].map(() => {
      const startedAt = performance.now();
      linkify(text);
      return performance.now() - startedAt;
    });
    expect(Math.min(...times)).toBeLessThan(50);
  });
});
