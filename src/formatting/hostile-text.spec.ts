import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { format, shownText } from './formatting.js';
import { linkify } from './linkify.js';

const formatted = (text: string): string => format(text).html;

/** Every start tag that formatting may make. */
const TAG =
  /^<(?:strong|em|s|code(?: tabindex="0")?|blockquote|ul|li|ol(?: start="\d+")?|pre(?: data-language="[\w+#.-]+")? dir="ltr"|span class="hljs-[\w -]+"|a href="(?:https?:\/\/|mailto:)[^\s"<>]+" target="_blank" rel="noopener noreferrer nofollow ugc")>$/i;

/** Throws unless all tags are known and closed in order. Gives the text between them. */
function checkedText(html: string): string {
  const open: string[] = [];
  for (const [tag, end, name = ''] of html.matchAll(/<(\/?)(\w+)[^>]*>/g)) {
    if (!end) {
      expect(tag).toMatch(TAG);
      open.push(name);
    } else expect(name).toBe(open.pop());
  }
  expect(open).toEqual([]);
  const text = html.replace(/<[^<>]*>/g, '');
  expect(text).not.toMatch(/[<>"']/);
  return text;
}

/** Letters and signs that formatting does not take for marks. */
const words = (text: string): string => text.replace(/[^a-z你。]/g, '');
const read = (html: string): string => words(checkedText(html).replace(/&#?\w+;/g, ''));

describe('hostile text', () => {
  const units = [
    '*',
    '**',
    '_',
    '~~',
    '`',
    '``',
    '[',
    '](',
    '[a](http://a.b)',
    '- ',
    '1. ',
    '> - ',
    '```\n',
    '```js\n',
    '\n',
    ' ',
    '\\',
    '!',
    'x',
    '你',
    '<b>',
    '&',
    '"',
    'http://a.b/',
  ];

  it.each(units)('of thousands of %j is shown whole', (unit) => {
    for (const text of [
      unit.repeat(4000 / unit.length),
      `x${unit.repeat(3990 / unit.length)}x`,
      `${unit}x`.repeat(1000).slice(0, 4000),
    ])
      checkedText(formatted(text));
  });

  it('is not nested deeper than a reader could follow', () => {
    for (const unit of ['> ', '- ', '1. ', '> - ', '*a **b ', '**']) {
      const html = formatted(
        `${unit.repeat(1000)}x${unit.trim().split('').toReversed().join('').repeat(1000)}`.slice(0, 7999),
      );
      let [depth, deepest] = [0, 0];
      for (const [tag] of html.matchAll(/<\/?\w+[^>]*>/g))
        deepest = Math.max(deepest, (depth += tag.startsWith('</') ? -1 : 1));
      expect(deepest).toBeLessThan(20);
    }
  });

  it('loses no word, and makes nothing but known tags', () => {
    const part = fc.constantFrom(
      '*',
      '**',
      '_',
      '~~',
      '`',
      '```',
      '\n```\n',
      '> ',
      '\n> ',
      '\n- ',
      '\n1. ',
      '\n',
      '\n\n',
      ' ',
      '    ',
      '\t',
      '[',
      '](',
      ')',
      '\\',
      '!',
      'x',
      'yz',
      '你',
      '。',
      '<b>',
      '&',
      '"',
    );
    fc.assert(
      fc.property(fc.array(part, { maxLength: 40 }), (parts) => {
        const text = parts.join('');
        const html = formatted(text);
        expect(words(shownText(text))).toBe(read(html));
        // What stands behind the backticks is shown above the code.
        expect(read(html.replace(/ data-language="([^"]*)"[^>]*>/g, ' dir="ltr">$1'))).toBe(
          read(linkify(text)),
        );
      }),
      { numRuns: 3000 },
    );
  });
});
