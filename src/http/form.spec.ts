import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseQuery } from './form.js';

describe('the query of an address', () => {
  it.each([
    ['', {}],
    ['a=1&b=2', { a: '1', b: '2' }],
    ['a=1&a=2&a=3', { a: ['1', '2', '3'] }],
    ['after=lobby:812,~x:0,@me:7', { after: 'lobby:812,~x:0,@me:7' }],
    ['after=lobby%3A812%2C%40me%3A7', { after: 'lobby:812,@me:7' }],
    ['a', { a: '' }],
    ['&&a==&', { a: '=' }],
    ['?a=1', { '?a': '1' }],
    ['a=%E5%AD%97+x', { a: '字 x' }],
    ['a=%zz', { a: '%zz' }],
    ['__proto__=1&constructor=2', { ['__proto__']: '1', constructor: '2' }],
  ])('is read: %s', (text, fields) => {
    expect(Object.entries(parseQuery(text))).toEqual(Object.entries(fields));
  });

  it('is what URLSearchParams reads', () => {
    const text = fc
      .array(fc.constantFrom('a', 'b', '=', '&', '?', '%41', '%', '+', ':', ','), { maxLength: 30 })
      .map((parts) => parts.join(''));
    fc.assert(
      fc.property(text, (query) => {
        const expected: [string, string][] = [...new URLSearchParams(`&${query}`)];
        const pairs = Object.entries(parseQuery(query)).flatMap(([name, value]) =>
          [value].flat().map((one) => [name, one]),
        );
        expect(pairs.toSorted((one, other) => (String(one) < String(other) ? -1 : 1))).toEqual(
          expected.toSorted((one, other) => (String(one) < String(other) ? -1 : 1)),
        );
      }),
    );
  });

  it('keeps all values of a field that comes eight thousand times', () => {
    const { a } = parseQuery('a&'.repeat(8000)) as { a: string[] };
    expect(a.length).toBe(8000);
  });
});
