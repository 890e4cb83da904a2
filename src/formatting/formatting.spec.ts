import { describe, expect, it } from 'vitest';
import { format, mayBeFormatted, shownText, withoutCode } from './formatting.js';
import { linkify } from './linkify.js';

const formatted = (text: string): string => format(text).html;
const link = (href: string, shown = href): string =>
  `<a href="${href}" target="_blank" rel="noopener noreferrer nofollow ugc">${shown}</a>`;
const block = (code: string): string => `<pre dir="ltr"><code tabindex="0">${code}</code></pre>`;

/** JavaScript of a length. */
const code = (length: number): string => `\`\`\`js\nconst ${'a'.repeat(length - 7)}\n\`\`\``;

describe('marks', () => {
  it.each([
    ['**bold**', '<strong>bold</strong>'],
    ['*italic* and _italic_', '<em>italic</em> and <em>italic</em>'],
    ['~~struck~~', '<s>struck</s>'],
    ['***both***', '<em><strong>both</strong></em>'],
    ['`a * b * <c>`', '<code>a * b * &lt;c&gt;</code>'],
    ['`` a ` b ``', '<code>a ` b</code>'],
    ['`a\nb`', '<code>a\nb</code>'],
    ['a **b**\n\n\n  c', 'a <strong>b</strong>\n\n\n  c'],
    ['**你好。**世界**（好）**吗', '<strong>你好。</strong>世界<strong>（好）</strong>吗'],
    ['[text](https://a.example/b_(c))', link('https://a.example/b_(c)', 'text')],
    ['[**a** `b`](http://a.example.)', link('http://a.example.', '<strong>a</strong> <code>b</code>')],
    ['[mail](mailto:ann@a.example)', link('mailto:ann@a.example', 'mail')],
    ['**http://a.example/_b_c**', `<strong>${link('http://a.example/_b_c')}</strong>`],
    ['`http://a.example`', '<code>http://a.example</code>'],
    ['\\*a\\* \\`b\\` \\[c](http://a.example)', `*a* \`b\` [c](${link('http://a.example')})`],
  ])('%j', (text, html) => {
    expect(formatted(text)).toBe(html);
  });
});

describe('blocks', () => {
  it.each([
    ['```\n  a\n\n<b>\n```', block('  a\n\n&lt;b&gt;\n')],
    ['a\n```\nb\n```\nc', `a\n${block('b\n')}c`],
    ['```\na\nb```', block('a\nb\n')],
    ['```\n**a**', block('**a**')],
    ['````\n```\na\n```\n````', block('```\na\n```\n')],
    ['> a\n> **b**\nanswer', '<blockquote>a\n<strong>b</strong>\n</blockquote>answer'],
    ['> > a', '<blockquote><blockquote>a\n</blockquote></blockquote>'],
    ['to buy:\n- a\n  b\n* c\nthanks', 'to buy:\n<ul><li>a\nb\n</li></ul><ul><li>c\n</li></ul>thanks'],
    ['3. a\n4. b\n   - c', '<ol start="3"><li>a\n</li><li>b\n<ul><li>c\n</li></ul></li></ol>'],
    ['> ```\n> a\n> ```', `<blockquote>${block('a\n')}</blockquote>`],
  ])('%j', (text, html) => {
    expect(formatted(text)).toBe(html);
  });

  it('have the colours of a known language', () => {
    expect(formatted('```js\nconst a = "<";\n```')).toBe(
      '<pre data-language="js" dir="ltr"><code tabindex="0"><span class="hljs-keyword">const</span> a = <span class="hljs-string">&quot;&lt;&quot;</span>;\n</code></pre>',
    );
    expect(formatted('```klingon\nconst a\n```')).toBe(
      '<pre data-language="klingon" dir="ltr"><code tabindex="0">const a\n</code></pre>',
    );
  });

  it('have the same colours whichever languages were shown before', () => {
    const page = '```html\n<style>a { color: red }</style><script>const a = 1</script>\n```';
    const first = formatted(page);
    formatted('```css\na { color: red }\n```\n```js\nconst a = 1\n```');
    expect(formatted(page)).toBe(first);
  });

  it('of more than 2,000 characters in a message have no colours', () => {
    expect(formatted(code(2000))).toContain('<span class="hljs-');
    expect(formatted(code(2001))).not.toContain('<span');
    expect(formatted(`${code(1000)}\n${code(1001)}`).match(/<span/g)).toHaveLength(1);
  });
});

describe('text as it was typed', () => {
  it.each([
    '# heading',
    'heading\n===',
    'a\n---\nb',
    '- - -',
    '* * *',
    '-',
    '2.',
    '1984. A year',
    '>_< >:(',
    '>a',
    '```',
    '```js',
    '```\n\n```',
    '~~~\na\n~~~',
    '2*3*4 2**3**2 a_b_c a~~b~~c',
    '** a **',
    '[a](b) [a](/b) [a](#b) [](http://)',
    '[a](javascript:alert(1)) [a](data:text/html,b) [a](mailto:b)',
    '[a]: b',
    '| a | b |\n|---|---|\n| c | d |',
    '    indented',
    '<b>bold</b> <!-- --> &amp; &#42; &nbsp;',
    'C:\\Users\\ann \\\\server ¯\\_(ツ)_/¯',
    '\\',
    '😀',
  ])('%j', (text) => {
    expect(format(text)).toEqual({ html: linkify(text) });
  });

  it.each([
    ['![a](http://a.example/b.png)', `![a](${link('http://a.example/b.png')})`],
    ['[http://a.example](http://b.example)', `[${link('http://a.example')}](${link('http://b.example')})`],
    ['[a](http://b@c.example)', '[a](http://b@c.example)'],
  ])('stays, with its addresses: %j', (text, html) => {
    expect(formatted(text)).toBe(html);
  });

  it('costs no more than links, without marks', () => {
    expect(mayBeFormatted('Well, 2 > 1 - or not? (See https://a.example/b-c.) 好的~')).toBe(false);
    expect(mayBeFormatted(`**${'a'.repeat(8000)}**`)).toBe(false);
  });
});

describe('what is read aloud or notified', () => {
  it('has no marks', () => {
    expect(shownText('**a** [b](http://c.example)\n- `d`\n```js\ne\n```')).toBe('a b\nd\ne');
    expect(shownText('a > b\n\n- c')).toBe('a > b\nc');
    expect(shownText('a\n\nb')).toBe('a\n\nb');
  });
});

describe('text without code', () => {
  it.each([
    ['a `@b` @c', 'a      @c'],
    ['@a\n```\n@b\n```\n@c', '@a\n\n\n\n@c'],
    ['> `@a`\n> @b', '>     \n> @b'],
    ['\\`@a\\` `@b`', '\\`@a\\`     '],
    ['`@a', '`@a'],
  ])('%j', (text, rest) => {
    expect(withoutCode(text)).toBe(rest);
  });
});
