import { describe, expect, it } from 'vitest';
import { rawRequest } from './support/raw-http.js';
import { storedIn } from './support/stored.js';
import { sharedApp } from './support/test-app.js';
import { Visitor } from './support/visitor.js';

const NEW = '/a/message/new';
const JSON_TYPE = { 'content-type': 'application/json' };
const FORM_TYPE = { 'content-type': 'application/x-www-form-urlencoded' };

const server = sharedApp();

type Send = (visitor: Visitor) => Promise<Response>;

/** Expects one of these errors as JSON, nothing stored, no waiter left, and a visitor who can continue. */
async function expectRefused(status: 400 | 413, send: Send): Promise<void> {
  const visitor = await Visitor.at(server.url);
  const before = await storedIn(server);
  const answer = await send(visitor);
  expect(answer.status).toBe(status);
  expect(await answer.json()).toMatchObject({ status, code: expect.stringMatching(/^[A-Z_]+$/) });
  expect(await storedIn(server)).toEqual(before);
  expect(server.heldPolls.count).toBe(0);
  expect((await visitor.send('going on')).body).toBe('going on');
}

/** A body of JSON text; the token goes in a header, for what has no members. */
const json = (text: string, path = NEW): Send => {
  return (visitor) => visitor.postRaw(path, text, { ...JSON_TYPE, 'x-xsrftoken': visitor.token });
};

const form = (text: string, path = NEW): Send => {
  return (visitor) => visitor.postRaw(path, text, { ...FORM_TYPE, 'x-xsrftoken': visitor.token });
};

describe('R4 what is accepted', () => {
  it.each<[string, Send]>([
    ['a form', form('body=hello')],
    ['JSON', json('{"body":"hello"}')],
    ['50 fields', form(`body=hello${fields(49)}`)],
    [
      '4,000 characters of four bytes, each percent-encoded',
      form(`body=${encodeURIComponent('😀').repeat(4000)}`),
    ],
    ['unknown fields', json('{"body":"hello","colour":"red"}')],
    ['a number where nobody asked for one', json('{"body":"hello","colour":7,"loud":true}')],
  ])('%s', async (_, send) => {
    const visitor = await Visitor.at(server.url);
    expect((await send(visitor)).status).toBe(200);
  });
});

describe('R4 too much', () => {
  it.each<[string, Send]>([
    ['a form over 64 KiB', form(`body=hello&a=${'x'.repeat(64 * 1024)}`)],
    ['JSON over 64 KiB', json(`{"body":"hello","a":"${'x'.repeat(64 * 1024)}"}`)],
    ['64 KiB of spaces', json(`{"body":"hello"}${' '.repeat(64 * 1024)}`)],
    ['a megabyte', form(`body=${'x'.repeat(1_000_000)}`)],
    ['a megabyte of another change', form(`name=${'x'.repeat(1_000_000)}`, '/a/name')],
    ['a megabyte for a poll', form(`cursor=${'x'.repeat(1_000_000)}`, '/a/message/updates')],
  ])('%s is 413', (_, send) => expectRefused(413, send));

  it('is 413 also if the length is not declared', () =>
    expectRefused(413, (visitor) => {
      const body = new ReadableStream({
        start(controller) {
          controller.enqueue(Buffer.from(`body=hello&a=${'x'.repeat(70_000)}`));
          controller.close();
        },
      });
      const headers = { cookie: visitor.cookieHeader, ...FORM_TYPE, 'x-xsrftoken': visitor.token };
      return fetch(server.url + NEW, { method: 'POST', headers, body, duplex: 'half' });
    }));

  it.each<[string, Send]>([
    ['100 fields', form(`body=hello${fields(100)}`)],
    ['100 times one field', form(`body=hello${'&a=1'.repeat(100)}`)],
    ['100 members', json(`{"body":"hello",${Array.from({ length: 100 }, (_, i) => `"a${i}":1`).join()}}`)],
    ['4,001 characters', form(`body=${'x'.repeat(4001)}`)],
    ['4,001 characters of four bytes', json(JSON.stringify({ body: '😀'.repeat(4001) }))],
    ['a room of 65 characters', form(`body=hello&room=${'x'.repeat(65)}`)],
    ['a client_id of 65 characters', form(`body=hello&client_id=${'x'.repeat(65)}`)],
    ['a cursor of 101 characters', form(`cursor=${'x'.repeat(101)}`, '/a/message/updates')],
    ['a name of 41 characters', form(`name=${'x'.repeat(41)}`, '/a/name')],
  ])('%s is 400', (_, send) => expectRefused(400, send));
});

describe('R4 nested', () => {
  it.each<[string, Send]>([
    ['deep objects', json(`{"body":"hello","a":${'{"a":'.repeat(10_000)}1${'}'.repeat(10_000)}}`)],
    ['deep arrays', json(`{"body":"hello","a":${'['.repeat(30_000)}${']'.repeat(30_000)}}`)],
    ['deep arrays without an end', json(`{"body":"hello","a":${'['.repeat(60_000)}`)],
    ['a nested body', json('{"body":{"body":"hello"}}')],
    ['a body in an array', json('{"body":["hello"]}')],
    ['an unknown member that is nested', json('{"body":"hello","a":{"b":1}}')],
    ['a body with an index', form('body[0]=hello')],
    ['a body with an empty index', form('body[]=hello')],
    ['a body with a key', form('body[a]=hello')],
    ['a deep key', form(`body=hello&a${'[b]'.repeat(5000)}=1`)],
    ['a room with an index', form('body=hello&room[]=42')],
    ['a length', form('body=hello&room[length]=1')],
  ])('%s is 400', (_, send) => expectRefused(400, send));
});

describe('R4 twice', () => {
  it.each<[string, Send]>([
    ['the body', form('body=hello&body=again')],
    ['the body, the same', form('body=hello&body=hello')],
    ['the room', form('body=hello&room=1&room=2')],
    ['the room, one empty', form('body=hello&room=&room=2')],
    ['an unknown field', form('body=hello&a=1&a=2')],
    ['a JSON member', json('{"body":"hello","body":"again"}')],
    ['a JSON member, once escaped', json('{"body":"hello","b\\u006fdy":"again"}')],
    ['an unknown JSON member', json('{"body":"hello","a":1,"a":2}')],
    ['the cursor', form('cursor=a&cursor=b', '/a/message/updates')],
    ['the name', form('name=Ann&name=Bob', '/a/name')],
    ['the language', form('language=en&language=en', '/a/preferences')],
  ])('%s is 400', (_, send) => expectRefused(400, send));

  it('is 400 for the token in JSON', () =>
    expectRefused(400, (visitor) =>
      json(`{"body":"hello","_xsrf":"${visitor.token}","_xsrf":"x"}`)(visitor),
    ));
});

describe('R4 names that mean something to JavaScript', () => {
  it.each<[string, Send]>(
    ['__proto__', 'constructor', 'prototype'].flatMap((name): [string, Send][] => [
      [`${name} in a form`, form(`body=hello&${name}=1`)],
      [`${name} with a key in a form`, form(`body=hello&${name}[isAdmin]=1`)],
      [`${name} in JSON`, json(`{"body":"hello","${name}":{"isAdmin":true}}`)],
      [`${name} in JSON, a text`, json(`{"body":"hello","${name}":"x"}`)],
      [`${name} in JSON, escaped`, json(`{"body":"hello","${name.replace('o', '\\u006f')}":1}`)],
      [`${name} below another`, json(`{"body":"hello","a":{"${name}":1}}`)],
    ]),
  )('%s is 400', async (_, send) => {
    await expectRefused(400, send);
    expect(({} as Record<string, unknown>)['isAdmin']).toBeUndefined();
  });

  it.each(
    Object.getOwnPropertyNames(Object.prototype)
      .filter((name) => !/^(?:__proto__|constructor)$/.test(name))
      .concat('then', 'length', 'toJSON', 'inspect', 'validate', 'cookie', 'session', 'user'),
  )('%s are harmless', async (name) => {
    for (const send of [
      form(`body=hello&${name}=1`),
      json(`{"body":"hello","${name}":"x"}`),
      json(`{"${name}":1}`),
    ]) {
      const visitor = await Visitor.at(server.url);
      expect([200, 400]).toContain((await send(visitor)).status);
    }
    const page = await rawRequest(server.url, { path: `/room?room=42&${name}=1` });
    expect([200, 400]).toContain(page.status);
  });
});

function fields(count: number): string {
  return Array.from({ length: count }, (_, i) => `&a${i}=1`).join('');
}
