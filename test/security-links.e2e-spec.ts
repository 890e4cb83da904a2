import { describe, expect, it } from 'vitest';
import { linkify } from '../src/formatting/linkify.js';
import { sharedApp } from './support/test-app.js';
import { Visitor } from './support/visitor.js';

const server = sharedApp();

const hrefs = (html: string) => [...html.matchAll(/<a\b[^>]*?href="([^"]*)"/g)].map(([, href = '']) => href);
/** The text of a message: above it, its author's name is a link. */
const bodyOf = (html: string): string => html.slice(html.indexOf('class="message-body"'));
/** The HTML without the links that we made. */
const rest = (html: string) =>
  html.replaceAll(
    /<a href="https?:\/\/[^"<>]*" target="_blank" rel="noopener noreferrer nofollow ugc">([^<>]*)<\/a>/g,
    '$1',
  );

const repeated = (text: string) => text.repeat(Math.ceil(4000 / text.length)).slice(0, 4000);

describe('X2 links', () => {
  it('are made of web addresses', async () => {
    const visitor = await Visitor.at(server.url);
    const { html } = await visitor.send('see http://a.example/b?c=d&e and HTTPS://B.EXAMPLE, www.c.example');
    expect(hrefs(bodyOf(html))).toEqual([
      'http://a.example/b?c=d&amp;e',
      'HTTPS://B.EXAMPLE',
      'http://www.c.example',
    ]);
  });

  it.each([
    'javascript:alert(1)',
    'JaVaScRiPt:alert(1)',
    'java\tscript:alert(1)',
    'java\nscript:alert(1)',
    '\u0001javascript:alert(1)',
    'javascript://a.example/%0aalert(1)',
    'javascript:http://a.example',
    'javascript:www.a.example',
    'data:text/html,<script>alert(1)</script>',
    'data:text/html;base64,PHNjcmlwdD4=',
    'data:http://a.example',
    'vbscript:msgbox(1)',
    'view-source:http://a.example',
    'blob:http://a.example/1',
    'file:///etc/passwd',
    'ftp://a.example',
    'mailto:a@a.example',
    'tel:110',
    'intent://a.example#Intent;end',
    '//a.example',
    '\\\\a.example',
    'ht\ttp://a.example',
    'http:\t//a.example',
    'http:/a.example',
    'http:\\\\a.example',
    'hxxp://a.example',
    'xhttp://a.example',
    'http://',
    'http://?',
    'http://"onxss="x',
    'http://bank.example@evil.example',
    'http://bank.example:x@evil.example/',
    'a.example',
  ])('are not made of %j', async (text) => {
    expect(linkify(text)).not.toContain('<a');
    const visitor = await Visitor.at(server.url);
    expect(bodyOf((await visitor.send(text)).html)).not.toMatch(/<a|href/);
  });

  it.each([
    'http://a.example/"onxss="x',
    "http://a.example/'onxss='x",
    'http://a.example/<xss>',
    'http://a.example/?<xss onxss=x>&lt;xss&gt;',
    'http://a.example/&quot;onxss=&quot;x',
    'http://a.example/`onxss=`x',
    'http://a.example/{{constructor}}',
    'http://a.example/\u202egnp.exe',
    'http://a.example/http://b.example',
    'http://a.example/javascript:alert(1)',
    '<http://a.example>"http://b.example"',
    '(http://a.example/(b))',
    'http://例子.example/中文，后面',
    'http://[::1]/',
  ])('contain nothing else if made of %j', (text) => {
    const html = linkify(text);
    expect(rest(html)).not.toMatch(/[<>"']/);
    for (const href of hrefs(html)) expect(href).toMatch(/^https?:\/\/[^\s"'<>]+$/i);
  });

  it.each([
    'http://',
    'https://a',
    'www.',
    ' www.',
    '!http://',
    'http://a.',
    'http://a/(',
    'http://a.b/)',
    'http://[',
    '(',
    '"',
    'http://a.b/?',
    'http://a:b@',
    'http://a@',
    'www.a',
    'www.a.b(',
    'http://-',
    'http://a-',
    'http://xn--',
    'h',
    'w.',
    '://',
    'http://a.b/"',
    "http://a.b/'",
    'http://a.b/[',
    'http://a.b/{',
    'http://a.b/<',
    'http://a.b/!',
    'http://a.b/...',
    '&',
    '<',
    'http://a.b/，',
    '中http://a.b',
    'http://1.',
    'http://a.b:1',
    '\u0301',
    'http://\u0301',
    '😀',
    'http://😀.',
    '\ud800',
    '\0',
  ])('are made quickly, also of hostile text: %j', (text) => {
    for (const hostile of [
      repeated(text),
      `http://a.example/${repeated(text)}`,
      `www.${repeated(text)}`,
      `${repeated(text)} `,
    ]) {
      const startedAt = performance.now();
      const html = linkify(hostile);
      // Takes a few milliseconds; a linker that backtracks takes minutes.
      expect(performance.now() - startedAt).toBeLessThan(500);
      expect(rest(html)).not.toMatch(/[<>"']/);
    }
  });
});
