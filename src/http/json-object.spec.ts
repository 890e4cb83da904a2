import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ChatError } from '../chat-error.js';
import { parseJsonObject } from './json-object.js';

const refused = (text: string): boolean => {
  try {
    parseJsonObject(text);
  } catch (error) {
    if (error instanceof ChatError && error.code === 'BAD_REQUEST') return true;
    throw error;
  }
  return false;
};

describe('a JSON object', () => {
  it.each([
    ['{}', {}],
    [' {"a" : 1 , "b":"x"} ', { a: 1, b: 'x' }],
    ['{"a":{"a":{"a":{}}}}', { a: { a: { a: {} } } }],
    ['{"a":[{"b":1},{"b":2}]}', { a: [{ b: 1 }, { b: 2 }] }],
    ['{"a":{"b":1},"b":2}', { a: { b: 1 }, b: 2 }],
    ['{"a":"{\\"b\\":1,\\"b\\":2}"}', { a: '{"b":1,"b":2}' }],
    ['{"a":"[[[[[[[["}', { a: '[[[[[[[[' }],
    ['{"a":"\\\\","b":"\\""}', { a: '\\', b: '"' }],
    ['{"a":"__proto__"}', { a: '__proto__' }],
    ['{"":1}', { '': 1 }],
    ['{"a":"line\\nfeed: \\u2028"}', { a: 'line\nfeed: \u2028' }],
    ['{"a:":1,"a":2}', { 'a:': 1, a: 2 }],
  ])('may have %s', (text, value) => {
    expect(parseJsonObject(text)).toEqual(value);
  });

  it.each([
    ['nothing', ''],
    ['no JSON', '{a:1}'],
    ['the beginning of one', '{"a":'],
    ['two', '{}{}'],
    ['a comma at its end', '{"a":1,}'],
    ['a list', '[{"a":1}]'],
    ['a text', '"a"'],
    ['a number', '1'],
    ['null', 'null'],
    ['a member twice', '{"a":1,"b":2,"a":3}'],
    ['a member twice, once in escapes', '{"a":1,"\\u0061":2}'],
    ['a member twice further in', '{"x":[{"a":1,"a":2}]}'],
    ['a member twice after an object', '{"a":{"b":1},"a":2}'],
    ['__proto__', '{"__proto__":{"x":1}}'],
    ['__proto__ in escapes', '{"\\u005f_proto__":1}'],
    ['constructor', '{"a":{"constructor":1}}'],
    ['prototype', '{"prototype":1}'],
    ['five objects in one another', '{"a":{"a":{"a":{"a":{}}}}}'],
    ['five lists in one another', '{"a":[[[[1]]]]}'],
    ['a NUL', '{"a":"\u0000"}'],
  ])('may not be %s', (_, text) => {
    expect(refused(text)).toBe(true);
  });

  it('may not be 30,000 brackets, which do not overflow the stack', () => {
    for (const text of [
      `{"a":${'['.repeat(30_000)}${']'.repeat(30_000)}}`,
      '['.repeat(60_000),
      '{"a":'.repeat(10_000),
    ]) {
      expect(refused(text)).toBe(true);
    }
  });

  it('is read like JSON.parse, unless it is refused', () => {
    fc.assert(
      fc.property(fc.json({ maxDepth: 3 }), (text) => {
        const value: unknown = JSON.parse(text);
        const isObject = typeof value === 'object' && value !== null && !Array.isArray(value);
        if (!isObject) expect(refused(text)).toBe(true);
        else if (!refused(text)) expect(parseJsonObject(text)).toEqual(value);
      }),
    );
  });

  it('is never refused if its members are plain', () => {
    const name = fc.string().filter((text) => !['__proto__', 'constructor', 'prototype'].includes(text));
    fc.assert(
      fc.property(
        fc.dictionary(name, fc.oneof(fc.string(), fc.double(), fc.boolean(), fc.constant(null))),
        (value) => {
          expect(parseJsonObject(JSON.stringify(value))).toEqual(JSON.parse(JSON.stringify(value)));
        },
      ),
    );
  });
});
