import { Readable } from 'node:stream';
import type { Request, Response } from 'express';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { RequestBody } from './body.js';
import { checkFields } from './fields.js';

const FORM = 'application/x-www-form-urlencoded';
const MAX_BYTES = 1000;

/** What becomes of a body. */
async function parsed(
  text: string | Buffer,
  type?: string,
  headers: Record<string, string> = {},
): Promise<unknown> {
  const bytes = Buffer.from(text);
  const length = bytes.length > 0 ? { 'content-length': String(bytes.length) } : {};
  const req = Object.assign(Readable.from(bytes.length > 0 ? [bytes] : []), {
    method: 'POST',
    headers: { ...length, ...(type === undefined ? {} : { 'content-type': type }), ...headers },
  }) as unknown as Request;
  await new RequestBody(MAX_BYTES).parse(req, {} as Response);
  return req.body;
}

describe('a form', () => {
  it.each([
    ['fields', 'a=1&b=2', { a: '1', b: '2' }],
    ['plus signs and escapes', 'a=x+y%2Bz%20%E4%BD%A0', { a: 'x y+z 你' }],
    ['empty and missing values', 'a=&b', { a: '', b: '' }],
    ['an = in a value', 'a=b=c', { a: 'b=c' }],
    ['broken escapes', 'a=%zz%E4', { a: '%zz\ufffd' }],
    ['a field twice, which checkFields refuses', 'a=1&a=2&a=3', { a: ['1', '2', '3'] }],
    ['a name in brackets, which checkFields refuses', 'a[]=1&b[c]=2', { 'a[]': '1', 'b[c]': '2' }],
    ['names of Object.prototype', 'toString=1&hasOwnProperty=2', { toString: '1', hasOwnProperty: '2' }],
  ])('with %s is read', async (_, text, fields) => {
    const body = (await parsed(text, FORM)) as object;
    expect(Object.entries(body)).toEqual(Object.entries(fields));
  });

  it('is read as URLSearchParams reads it, whether something in it is encoded or not', async () => {
    const text = fc.string({
      unit: fc.constantFrom('a', 'b', '1', '=', '&', '[', '?', '你', '%41', '+'),
      maxLength: 20,
    });
    await fc.assert(
      fc.asyncProperty(text, async (form) => {
        // Given as a text it would lose a question mark in front.
        const expected = new Map<string, string[]>();
        for (const [name, value] of new URLSearchParams(`&${form}`))
          expected.set(name, [...(expected.get(name) ?? []), value]);
        const body = (await parsed(form, FORM)) as Record<string, string | string[]>;
        expect(new Map(Object.entries(body).map(([name, value]) => [name, [value].flat()]))).toEqual(
          expected,
        );
      }),
    );
  });

  it('of nothing but separators is soon read', async () => {
    const text = '&'.repeat(3_000_000);
    const head = { 'content-type': FORM, 'content-length': String(text.length) };
    const req = Object.assign(Readable.from([Buffer.from(text)]), { method: 'POST', headers: head });
    // Where the rest was searched for an `=` from each of them on, it was minutes.
    await new RequestBody(10_000_000).parse(req as unknown as Request, {} as Response);
    expect((req as unknown as Request).body).toEqual({});
  });

  it.each([
    ['51 fields', 'a=1&'.repeat(51)],
    ['__proto__', '__proto__=1'],
    ['constructor', 'a=1&constructor=2'],
    ['prototype', 'prototype='],
  ])('with %s is refused', async (_, text) => {
    await expect(parsed(text, FORM)).rejects.toMatchObject({ code: 'BAD_REQUEST' });
    expect(await parsed('a=1&'.repeat(50), FORM)).toHaveProperty('a');
  });
});

describe('a body that comes in pieces', () => {
  it('is read whole, even if a character is split, and leaves no listeners', async () => {
    const bytes = Buffer.from('a=%E4%BD%A0%E5%A5%BD&b=你');
    const pieces = Array.from(bytes, (_, i) => bytes.subarray(i, i + 1));
    const stream = Object.assign(Readable.from(pieces), {
      method: 'POST',
      headers: { 'content-type': FORM, 'content-length': String(bytes.length) },
    });
    const ended = new Promise((resolve) => stream.once('end', resolve));
    await new RequestBody(MAX_BYTES).parse(stream as unknown as Request, {} as Response);

    expect((stream as unknown as Request).body).toEqual({ a: '你好', b: '你' });
    expect([stream.listenerCount('data'), stream.listenerCount('close')]).toEqual([0, 0]);
    // A connection takes the next request only after the end of this one.
    await ended;
  });
});

describe('a body that is cut off', () => {
  it.each([
    ['short', { 'content-length': '3' }],
    ['of unknown length', { 'transfer-encoding': 'chunked' }],
  ])('is refused: %s', async (_, length) => {
    const stream = new Readable({ read: () => undefined });
    const headers = { ...length, 'content-type': FORM };
    const req = Object.assign(stream, { method: 'POST', headers }) as unknown as Request;
    const parsing = new RequestBody(MAX_BYTES).parse(req, {} as Response);
    stream.push('a=');
    stream.destroy();
    // Express's reader waits for an event of `node:http` that says so.
    if ('transfer-encoding' in length) stream.emit('aborted');

    await expect(parsing).rejects.toMatchObject({ status: 400 });
  });
});

describe('JSON', () => {
  it('is read', async () => {
    expect(await parsed('{"a":"你","b":2}', 'application/json')).toEqual({ a: '你', b: 2 });
  });

  it('with 51 members is refused', async () => {
    const members = Array.from({ length: 51 }, (_, i) => [`m${i}`, 1]);
    const text = (count: number): string => JSON.stringify(Object.fromEntries(members.slice(0, count)));
    expect(await parsed(text(50), 'application/json')).toHaveProperty('m49');
    await expect(parsed(text(51), 'application/json')).rejects.toMatchObject({ code: 'BAD_REQUEST' });
  });
});

describe('the type of a body', () => {
  it.each([
    [FORM, 'a=1'],
    [`${FORM}; charset=UTF-8`, 'a=1'],
    [' Application/X-WWW-Form-Urlencoded ;x', 'a=1'],
    ['application/json;charset=utf-8', '{"a":"1"}'],
  ])('may be %s', async (type, text) => {
    expect(await parsed(text, type)).toEqual({ a: '1' });
  });

  it.each([
    'text/plain',
    'multipart/form-data; boundary=x',
    'application/xml',
    'application/jsonx',
    'text/json',
    '',
    undefined,
  ])('may not be %s', async (type) => {
    await expect(parsed('a=1', type)).rejects.toMatchObject({ code: 'UNSUPPORTED_MEDIA_TYPE' });
  });

  it('is ignored without a body', async () => {
    for (const type of [undefined, FORM, 'text/plain']) expect(await parsed('', type)).toEqual({});
    expect(await parsed('', 'text/plain', { 'content-length': '0' })).toEqual({});
  });
});

describe('the size of a body', () => {
  it('is limited', async () => {
    const longest = `a=${'x'.repeat(MAX_BYTES - 2)}`;
    expect(await parsed(longest, FORM)).toEqual({ a: 'x'.repeat(MAX_BYTES - 2) });
    await expect(parsed(`${longest}x`, FORM)).rejects.toMatchObject({ status: 413 });
  });

  it('is limited also if the length is not declared', async () => {
    const chunked = { 'transfer-encoding': 'chunked', 'content-length': '' };
    await expect(parsed(`a=${'x'.repeat(MAX_BYTES)}`, FORM, chunked)).rejects.toMatchObject({ status: 413 });
  });

  it('is not hidden by compression', async () => {
    await expect(parsed('a=1', FORM, { 'content-encoding': 'gzip' })).rejects.toMatchObject({ status: 415 });
  });
});

describe('checkFields', () => {
  it('accepts single texts, numbers and booleans', () => {
    expect(() => checkFields({ a: 'x', b: 1, c: true, d: '' })).not.toThrow();
  });

  it.each([
    ['a field twice', { body: ['1', '2'] }, 'body'],
    ['an object', { body: {} }, 'body'],
    ['null', { body: null }, 'body'],
    ['a nested name', { 'next[]': '/' }, 'next'],
    ['a nested name with a key', { 'a[b]': '1' }, 'a'],
    ['a name that is markup', { '<b>': [] }, '?'],
    ['a long name', { ['x'.repeat(100)]: [] }, 'x'.repeat(32)],
  ])('refuses %s and repeats at most a plain word of it', (_, fields, field) => {
    expect(() => checkFields(fields as Record<string, unknown>)).toThrow(
      expect.objectContaining({ code: 'FIELD_INVALID', params: { field } }) as Error,
    );
  });
});
