import { beforeAll, describe, expect, it } from 'vitest';
import { sharedApp } from './support/test-app.js';
import { type TornadoMessage, Visitor } from './support/visitor.js';

const server = sharedApp();
let ann: Visitor;
beforeAll(async () => {
  ann = await Visitor.at(server.url);
});

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/** Bodies of all messages of a room. */
async function bodies(room: string): Promise<string[]> {
  const cursor = '00000000-0000-0000-0000-000000000000';
  const { messages = [] } = await ann.poll({ room, cursor, wait: '0' });
  return messages.map(({ body }) => body);
}

async function json(fields: object, headers: Record<string, string> = {}): Promise<Response> {
  return ann.postRaw('/a/message/new', JSON.stringify(fields), {
    'content-type': 'application/json',
    'x-xsrftoken': ann.token,
    ...headers,
  });
}

describe('a message', () => {
  it('is answered with its id, text, HTML, position, author and time', async () => {
    const answer = await ann.post('/a/message/new', { body: 'hello', room: 'shape' });
    expect(answer.status).toBe(200);
    expect(answer.headers.get('content-type')).toBe('application/json; charset=utf-8');
    expect(answer.headers.get('cache-control')).toBe('no-store');
    expect(answer.headers.getSetCookie()).toEqual([]);
    expect(answer.headers.get('idempotent-replayed')).toBeNull();
    const message = (await answer.json()) as TornadoMessage;
    expect(message).toEqual({
      id: expect.stringMatching(UUID) as string,
      room: 'shape',
      seq: 1,
      body: 'hello',
      html: expect.any(String) as string,
      author: {
        id: expect.stringMatching(UUID) as string,
        name: expect.stringMatching(/^Guest \d+$/) as string,
        guest: true,
      },
      at: '2026-01-15T12:00:00.000Z',
      changed_seq: 1,
    });
    expect(message.html).toMatch(new RegExp(`^<div class="message" id="m${message.id}">.*</div>$`));
    expect(message.html).toContain(`>${message.author.name}</bdi>`);
    expect(message.html).toContain('<time datetime="2026-01-15T12:00:00.000Z"');
  });

  it('is escaped and linked in its HTML, and unchanged in its text', async () => {
    const body = '<b>&"\' see https://example.org/?a=1&b=2';
    const message = await ann.send(body, { room: 'markup' });
    expect(message.body).toBe(body);
    expect(message.html).toContain(
      '&lt;b&gt;&amp;&quot;&#39; see <a href="https://example.org/?a=1&amp;b=2"',
    );
    expect(message.html).not.toContain('<b>');
  });

  it.each([
    ['trimmed', ' \nover\tand \n out \u3000\n', 'over\tand \n out'],
    ['with its indentation', ' \n\tMon\tTue\nAnn\t1\t2\n', '\tMon\tTue\nAnn\t1\t2'],
    ['as paragraphs indented', '　　一。\n　　二。', '　　一。\n　　二。'],
    ['with the line breaks of Windows as line feeds', 'one\r\ntwo\rthree', 'one\ntwo\nthree'],
    ['without NUL and bidirectional overrides', 'a\u0000b\u202Ec', 'abc'],
    ['Chinese and astral', '你好 👋🏽 𝒳', '你好 👋🏽 𝒳'],
  ])('is stored %s', async (what, body, stored) => {
    const room = `stored ${what.slice(0, 9)}`;
    expect((await ann.send(body, { room })).body).toBe(stored);
    expect(await bodies(room)).toEqual([stored]);
  });

  it.each([
    ['1', 'x'],
    ['4,000 Chinese', '好'.repeat(4000)],
    ['4,000 astral', '𝒳'.repeat(4000)],
  ])('of %s characters is accepted', async (_, body) => {
    expect((await ann.send(body, { room: 'long' })).body).toBe(body);
  });

  it('gets the next seq of its room', async () => {
    const seqs: number[] = [];
    for (const room of ['dense a', 'dense b', 'dense a', 'dense a', 'dense b']) {
      seqs.push((await ann.send('x', { room })).seq);
    }
    expect(seqs).toEqual([1, 1, 2, 3, 2]);
  });
});

describe('a message that is refused is not stored', () => {
  it.each([
    ['a missing body', {}, 'BODY_BLANK'],
    ['an empty body', { body: '' }, 'BODY_BLANK'],
    ['a blank body', { body: ' \n\t\u3000' }, 'BODY_BLANK'],
    ['invisible characters alone', { body: '\u200b\u2060\u00ad\ufe0f\u2800' }, 'BODY_BLANK'],
    ['4,001 characters', { body: '好'.repeat(4001) }, 'BODY_TOO_LONG'],
    ['5,000 marks on one letter', { body: `a${'\u0301'.repeat(3000)}` }, 'BODY_INVALID'],
    ['a client_id with a space', { body: 'x', client_id: 'a b' }, 'FIELD_INVALID'],
    ['a client_id of 65 characters', { body: 'x', client_id: 'a'.repeat(65) }, 'FIELD_INVALID'],
    ['a room of 65 characters', { body: 'x', room: 'r'.repeat(65) }, 'ROOM_INVALID'],
    ['a private room', { body: 'x', room: '~secret' }, 'ROOM_INVALID'],
  ])('%s', async (_, fields, code) => {
    const room = 'refused';
    const { seq } = await ann.send('premise: this room takes messages', { room });
    const form = { room, ...fields } as Record<string, string>;
    for (const answer of [await ann.post('/a/message/new', form), await json(form)]) {
      expect(answer.status).toBe(400);
      expect(await answer.json()).toMatchObject({ status: 400, code });
    }
    expect((await ann.send('next', { room })).seq).toBe(seq + 1);
  });
});

describe('JSON', () => {
  it('is accepted like a form, with the token in a header or a field', async () => {
    const byHeader = await json({ body: 'by header', room: 'json' });
    const byField = await json({ body: 'by field', room: 'json', _xsrf: ann.token }, { 'x-xsrftoken': '' });
    expect([byHeader.status, byField.status]).toEqual([200, 200]);
    expect(await bodies('json')).toEqual(['by header', 'by field']);
  });

  it('is accepted with a charset', async () => {
    const answer = await json(
      { body: '你', room: 'json charset' },
      { 'content-type': 'Application/JSON; charset=UTF-8' },
    );
    expect(await answer.json()).toMatchObject({ body: '你' });
  });

  it.each([
    ['a list', '["body","x"]'],
    ['a text', '"body"'],
    ['null', 'null'],
    ['nothing that is JSON', '{"body":'],
    ['a body that is a number', '{"body":5}'],
    ['a body that is an object', '{"body":{"a":1}}'],
    ['a body that is a list', '{"body":["x"]}'],
    ['a body that is null', '{"body":null}'],
    ['a room that is a list', '{"body":"x","room":["1"]}'],
    ['a member twice', '{"body":"x","body":"y"}'],
  ])('is 400 if it is %s', async (_, text) => {
    const headers = { 'content-type': 'application/json', 'x-xsrftoken': ann.token };
    const good = await ann.postRaw('/a/message/new', '{"body":"premise"}', headers);
    expect(good.status).toBe(200);
    const answer = await ann.postRaw('/a/message/new', text, headers);
    expect(answer.status).toBe(400);
    expect(answer.headers.get('content-type')).toMatch(/^application\/problem\+json/);
  });
});

describe('empty fields', () => {
  it.each(['room', 'next', 'client_id'])('are treated as absent: %s', async (field) => {
    const message = await ann.send('to the lobby', { [field]: '' });
    expect(message.room).toBe('lobby');
    expect(message).not.toHaveProperty('client_id');
  });

  it('are ignored, as are unknown ones', async () => {
    const answer = await ann.post('/a/message/new', { body: 'x', seq: '9', at: '1', author: 'eve', id: 'm' });
    expect(await answer.json()).toMatchObject({ body: 'x', at: '2026-01-15T12:00:00.000Z' });
  });
});
