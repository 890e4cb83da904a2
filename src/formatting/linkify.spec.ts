import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { linkify } from './linkify.js';

/** The links of a text: target and text. */
function linksOf(html: string): [string, string][] {
  return [...html.matchAll(/<a href="([^"]*)"[^>]*>([^<]*)<\/a>/g)].map(([, href = '', shown = '']) => [
    href,
    shown,
  ]);
}
const link = (href: string, shown = href): string =>
  `<a href="${href}" target="_blank" rel="noopener noreferrer nofollow ugc">${shown}</a>`;

describe('text', () => {
  it('is escaped', () => {
    expect(linkify(`<a href="x" onclick='y'>&amp;</a>`)).toBe(
      '&lt;a href=&quot;x&quot; onclick=&#39;y&#39;&gt;&amp;amp;&lt;/a&gt;',
    );
  });

  it('is never changed, only escaped', () => {
    const part = fc.constantFrom(
      'http://',
      'https://',
      'www.',
      'a.b',
      '.',
      '/',
      '@',
      ':',
      '<',
      '"',
      '&',
      ' ',
      '你',
      'x',
      '%',
      '#',
    );
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string({ unit: 'grapheme' }),
          fc.array(part).map((parts) => parts.join('')),
        ),
        (text) => {
          const html = linkify(text);
          const shown = html.replace(
            /<a href="https?:\/\/[^"<>]*" target="_blank" rel="[a-z ]*">|<\/a>/g,
            '',
          );
          expect(shown).not.toMatch(/[<>"']/);
          const entities: Record<string, string> = { lt: '<', gt: '>', quot: '"', '#39': "'", amp: '&' };
          expect(
            shown.replace(/&(lt|gt|quot|#39|amp);/g, (_, name: string) => entities[name] as string),
          ).toBe(text);
        },
      ),
      { numRuns: 1000 },
    );
  });
});

describe('a web address', () => {
  it.each([
    ['http', 'http://example.org', 'http://example.org'],
    [
      'https with everything',
      'https://example.org:8443/a/b.html?c=d&e=f#g',
      'https://example.org:8443/a/b.html?c=d&amp;e=f#g',
    ],
    ['in capitals', 'HTTPS://EXAMPLE.ORG/A', 'HTTPS://EXAMPLE.ORG/A'],
    ['of a number', 'http://127.0.0.1:8888/', 'http://127.0.0.1:8888/'],
    ['of a machine', 'http://localhost:8888/room?room=42', 'http://localhost:8888/room?room=42'],
    ['in Chinese', 'https://例子.中国/路', 'https://例子.中国/路'],
    [
      'with brackets of its own',
      'https://en.wikipedia.org/wiki/A_(b)',
      'https://en.wikipedia.org/wiki/A_(b)',
    ],
    ['with an underscore in its host', 'https://my_app.example.org/a', 'https://my_app.example.org/a'],
    ['with an underscore first', 'http://_dmarc.example.org', 'http://_dmarc.example.org'],
    ['of IPv6', 'http://[2001:db8::1]:8080/a', 'http://[2001:db8::1]:8080/a'],
    ['with umlauts', 'https://bücher.example/ä', 'https://bücher.example/ä'],
    ['in Russian', 'https://пример.рф/путь', 'https://пример.рф/путь'],
    ['in Korean', 'https://한국어.한국/길', 'https://한국어.한국/길'],
    ['of a label of two scripts', 'https://www.3d打印.com/x', 'https://www.3d打印.com/x'],
    [
      'with a middle dot',
      'https://zh.wikipedia.org/wiki/哈利·波特',
      'https://zh.wikipedia.org/wiki/哈利·波特',
    ],
    [
      'with signs inside',
      'https://a.example/b:c,d;e*f_g!h?i=1,2&j',
      'https://a.example/b:c,d;e*f_g!h?i=1,2&amp;j',
    ],
    ['with an @ in its path', 'https://medium.example/@ann/a-post', 'https://medium.example/@ann/a-post'],
    [
      'inside another',
      'https://archive.example/web/2020/https://a.example/',
      'https://archive.example/web/2020/https://a.example/',
    ],
  ])('%s is a link', (_, text, href) => {
    expect(linkify(text)).toBe(link(href));
  });

  it('that begins with www. is a link to http', () => {
    expect(linkify('www.example.org/a')).toBe(link('http://www.example.org/a', 'www.example.org/a'));
  });

  it.each([
    ['a full stop', 'see https://example.org/a.', 'https://example.org/a'],
    ['a bracket', '(https://example.org/a)', 'https://example.org/a'],
    ['a quotation mark', '"https://example.org/a"', 'https://example.org/a'],
    ['a Chinese full stop', '看https://example.org/a。好', 'https://example.org/a'],
    ['a comma', 'https://example.org/a, or', 'https://example.org/a'],
    ['an angle', '<https://example.org/a>', 'https://example.org/a'],
    ['a line', 'https://example.org/a\nb', 'https://example.org/a'],
  ])('ends before %s', (_, text, href) => {
    expect(linksOf(linkify(text))).toEqual([[href, href]]);
  });

  it('may stand beside others', () => {
    const html = linkify('http://a.example http://b.example\nwww.c.example');
    expect(linksOf(html).map(([href]) => href)).toEqual([
      'http://a.example',
      'http://b.example',
      'http://www.c.example',
    ]);
  });
});

describe('no link', () => {
  it.each([
    'javascript:alert(1)',
    'JaVaScRiPt://example.org/%0aalert(1)',
    'java\tscript:alert(1)',
    'jav&#x09;ascript:alert(1)',
    'data:text/html,<script>alert(1)</script>',
    'vbscript:x',
    'file:///etc/passwd',
    'ftp://example.org',
    'mailto:ann@example.org',
    'ann@example.org',
    'example.org',
    '//example.org',
    'http:/example.org',
    'ht\ttps://example.org',
    'https:\\\\example.org',
    'http://',
    'https:// example.org',
    'xhttp://example.org',
    'javascript:https://example.org',
    'data:https://example.org',
    'awww.example.org',
    'ann@www.example.org',
    'http://bank.example@evil.example/',
    'http://bank.example:x@evil.example/',
    'http://bank.example:www.b.example@evil.example/',
    'http://bank.example.@evil.example/',
    'http://i❤.example',
    'http://a.example:99999/',
    'http://[1::2::3]/',
    'http://http://a.example',
    'www.',
    'www. a',
    'http://_/',
    'view-source:https://example.org',
    'git+https://example.org',
    `http://${'a.'.repeat(127)}example`,
  ])('is made of %j', (text) => {
    expect(linksOf(linkify(text))).toEqual([]);
  });

  it('breaks out of its attribute', () => {
    for (const text of [
      'http://a.example/"onmouseover="x',
      "http://a.example/'x",
      'http://a.example/<b>',
      'http://a.example/`x`',
    ]) {
      for (const [href] of linksOf(linkify(text))) expect(href).not.toMatch(/["'<>]/);
      expect(linkify(text)).not.toMatch(/<b>|"onmouseover/);
    }
  });
});
