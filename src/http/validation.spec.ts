import { describe, expect, it } from 'vitest';
import { isLocalPath } from './validation.js';

describe('a local path', () => {
  it.each([
    '/',
    '/room?room=42',
    '/room?room=a%20b#message',
    '/a//b',
    '/a/../b',
    '/?next=https://example.org/',
    '/?next=//example.org',
    '/a:b@c',
    '/你好',
    '/%5c%0a',
    '/ a',
    `/${'a'.repeat(1999)}`,
  ])('is %j', (path) => {
    expect(isLocalPath(path)).toBe(true);
    expect(new URL(path, 'http://ours.example').origin).toBe('http://ours.example');
  });

  it.each([
    '',
    'a',
    'room?room=1',
    './a',
    '?a',
    '#a',
    '//evil.example',
    '///evil.example',
    '////evil.example',
    '/\\evil.example',
    '\\/evil.example',
    '\\\\evil.example',
    '/a\\b',
    '/\t/evil.example',
    '\t//evil.example',
    ' //evil.example',
    '/\n/evil.example',
    '/\r/evil.example',
    '/a\r\nSet-Cookie: a=b',
    '/\u0000/evil.example',
    '/a\u007f',
    '/a\u0085',
    'https:evil.example',
    'https:/evil.example',
    'https://evil.example',
    'HTTPS://evil.example',
    'http://ours.example@evil.example',
    'javascript:alert(1)',
    'data:text/html,x',
    `/${'a'.repeat(2000)}`,
    undefined,
    null,
    1,
    ['/'],
    { toString: (): string => '/' },
  ])('is not %j', (path) => {
    expect(isLocalPath(path)).toBe(false);
  });

  it('is never what a browser would follow to another server, with anything in between', () => {
    const between = ['', '\t', '\n', '\r', '\u0000', ' ', '\u0001', '\u001f', '\u007f', '\u0080'];
    let elsewhere = 0;
    for (const first of between) {
      for (const second of between) {
        for (const slashes of ['//', '/\\', '\\/', '\\\\']) {
          const path = `${first}${slashes[0]}${second}${slashes[1]}evil.example`;
          const leadsAway = new URL(path, 'http://ours.example').host !== 'ours.example';
          if (leadsAway) {
            elsewhere++;
            expect(isLocalPath(path)).toBe(false);
          }
        }
      }
    }
    // Premise: many of them do lead elsewhere.
    expect(elsewhere).toBeGreaterThan(50);
  });
});
