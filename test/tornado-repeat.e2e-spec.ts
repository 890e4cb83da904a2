import { describe, expect, it } from 'vitest';
import { sharedApp } from './support/test-app.js';
import { type Form, type TornadoMessage, Visitor } from './support/visitor.js';

const server = sharedApp();

const send = (visitor: Visitor, form: Form): Promise<Response> => visitor.post('/a/message/new', form);
const isReplay = (answer: Response): boolean => answer.headers.get('idempotent-replayed') === 'true';

/** How many messages a room has. */
async function count(visitor: Visitor, room: string): Promise<number> {
  const cursor = '00000000-0000-0000-0000-000000000000';
  return (await visitor.poll({ room, cursor, wait: '0' })).messages?.length ?? 0;
}

describe('a repeated send', () => {
  it('gets the first answer, marked as a repeat, and is stored once', async () => {
    const ann = await Visitor.at(server.url);
    const form = { body: 'once', room: 'repeat', client_id: 'c-1_Z' };
    const [first, second] = [await send(ann, form), await send(ann, form)];
    expect([first.status, isReplay(first)]).toEqual([200, false]);
    expect([second.status, isReplay(second)]).toEqual([200, true]);
    const message = (await first.json()) as TornadoMessage;
    expect(message.client_id).toBe('c-1_Z');
    expect(await second.json()).toEqual(message);
    expect(await count(ann, 'repeat')).toBe(1);
  });

  it('is recognised by the stored form of text and room', async () => {
    const ann = await Visitor.at(server.url);
    await send(ann, { body: 'once', room: 'fold', client_id: 'f' });
    expect(isReplay(await send(ann, { body: ' once\r\n', room: 'ＦOLD ', client_id: 'f' }))).toBe(true);
    expect(await count(ann, 'fold')).toBe(1);
  });

  it('redirects to next like the first', async () => {
    const ann = await Visitor.at(server.url);
    const form = { body: 'once', client_id: 'n', next: '/room?room=1' };
    await send(ann, form);
    const again = await send(ann, form);
    expect([again.status, again.headers.get('location'), isReplay(again)]).toEqual([
      302,
      '/room?room=1',
      true,
    ]);
  });

  it('keeps the name under which it was first sent', async () => {
    const ann = await Visitor.at(server.url);
    const form = { body: 'once', client_id: 'named' };
    const first = (await (await send(ann, form)).json()) as TornadoMessage;
    await ann.post('/a/name', { name: 'Another' });
    expect((await ann.send('premise: renamed')).author.name).toBe('Another');
    expect(await (await send(ann, form)).json()).toEqual(first);
  });

  it.each([
    ['another body', { body: 'two', room: 'reuse' }],
    ['another room', { body: 'one', room: 'reuse elsewhere' }],
  ])('with %s is refused and stores nothing', async (_, other) => {
    const ann = await Visitor.at(server.url);
    const before = await count(ann, other.room);
    await send(ann, { body: 'one', room: 'reuse', client_id: 'r' });
    const stored = await count(ann, other.room);
    const answer = await send(ann, { ...other, client_id: 'r' });
    expect(answer.status).toBe(409);
    expect(await answer.json()).toMatchObject({ code: 'CLIENT_ID_REUSED', status: 409 });
    expect(await count(ann, other.room)).toBe(stored);
    // Premise: what was refused would have been taken under an id of its own.
    expect((await send(ann, { ...other, client_id: 'r2' })).status).toBe(200);
    expect(await count(ann, other.room)).toBeGreaterThan(before);
  });

  it('by somebody else is a message of its own', async () => {
    const [ann, bob] = [await Visitor.at(server.url), await Visitor.at(server.url)];
    const form = { body: 'mine', room: 'two authors', client_id: 'same' };
    const [a, b] = [await send(ann, form), await send(bob, form)];
    expect([isReplay(a), isReplay(b)]).toEqual([false, false]);
    expect(await count(ann, 'two authors')).toBe(2);
  });

  it('without a client_id stores another message', async () => {
    const ann = await Visitor.at(server.url);
    const form = { body: 'ok', room: 'no id' };
    expect([isReplay(await send(ann, form)), isReplay(await send(ann, form))]).toEqual([false, false]);
    expect(await count(ann, 'no id')).toBe(2);
  });

  it('that overlaps the first stores one message by one guest, which all requests get', async () => {
    const ann = await Visitor.at(server.url);
    const form = { body: 'at once', room: 'overlap', client_id: 'o' };
    // The first write of this visitor as well: the guest is made under way.
    const answers = await Promise.all(Array.from({ length: 8 }, () => send(ann, form)));
    expect(answers.map(({ status }) => status)).toEqual(Array.from({ length: 8 }, () => 200));
    expect(answers.filter((answer) => !isReplay(answer))).toHaveLength(1);
    const messages = await Promise.all(answers.map((answer) => answer.json()));
    expect(new Set(messages.map((message) => JSON.stringify(message))).size).toBe(1);
    expect(await count(ann, 'overlap')).toBe(1);
  });

  it('is delivered to pollers once', async () => {
    const [ann, bob] = [await Visitor.at(server.url), await Visitor.at(server.url)];
    const room = 'told once';
    const { id } = await ann.send('begin', { room });
    await Promise.all([1, 2, 3].map(() => send(ann, { body: 'x', room, client_id: 't' })));
    const { id: end } = await ann.send('end', { room });
    const { messages = [] } = await bob.poll({ room, cursor: id });
    expect(messages.map(({ body }) => body)).toEqual(['x', 'end']);
    expect(messages.at(-1)?.id).toBe(end);
  });
});
