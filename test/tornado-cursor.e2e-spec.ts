import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type TestApp, sharedApp, startApp } from './support/test-app.js';
import { until } from './support/until.js';
import { type Form, type TornadoMessage, type Updates, Visitor } from './support/visitor.js';

const BEGINNING = '00000000-0000-0000-0000-000000000000';
const NOBODYS = '01890000-0000-7000-8000-000000000000';
const BUFFER_SIZE = 4;

const server = sharedApp({ BUFFER_SIZE: String(BUFFER_SIZE) });
let ann: Visitor;
let bob: Visitor;
beforeAll(async () => {
  ann = await Visitor.at(server.url);
  bob = await Visitor.at(server.url);
});

/** Sends so many messages, one after the other. */
async function fill(room: string, count: number): Promise<TornadoMessage[]> {
  const messages: TornadoMessage[] = [];
  for (let i = 1; i <= count; i++) messages.push(await ann.send(`message ${i}`, { room }));
  return messages;
}

/** What a poll answers that must be held until the next message. */
async function heldUntilNext(form: Form): Promise<{ answer: Updates; sent: TornadoMessage }> {
  let answered = false;
  const polled = bob.poll(form).finally(() => (answered = true));
  await until(() => server.heldPolls.count === 1, 'the poll being held');
  expect(answered).toBe(false);
  const sent = await ann.send('at last', { room: form['room'] as string });
  return { answer: await polled, sent };
}

describe('a poll without a cursor', () => {
  it.each([
    ['none', {}],
    ['an empty one', { cursor: '' }],
  ])('waits for the next message, whatever is buffered: %s', async (what, form) => {
    const room = `absent ${what}`;
    await fill(room, 3);
    const { answer, sent } = await heldUntilNext({ room, ...form });
    expect(answer).toEqual({ messages: [sent] });
  });

  it('waits in a room where nobody has written', async () => {
    const { answer, sent } = await heldUntilNext({ room: 'nobody yet' });
    expect(answer).toEqual({ messages: [sent] });
    expect(sent.seq).toBe(1);
  });
});

describe('a poll with a known cursor', () => {
  it.each([
    ['the oldest in the buffer', 0],
    ['one in the middle', 1],
    ['the last but one', BUFFER_SIZE - 2],
  ])('gets everything after it at once: %s', async (what, index) => {
    const room = `known ${what}`;
    const messages = await fill(room, BUFFER_SIZE);
    const answer = await bob.poll({ room, cursor: messages[index]?.id as string });
    expect(answer).toEqual({ messages: messages.slice(index + 1) });
  });

  it('that is the newest waits for the next message', async () => {
    const [, newest] = await fill('newest', 2);
    const { answer, sent } = await heldUntilNext({ room: 'newest', cursor: newest?.id as string });
    expect(answer).toEqual({ messages: [sent] });
  });

  it('that is the oldest of the newest BUFFER_SIZE gets everything after it, without a gap', async () => {
    const messages = await fill('long', BUFFER_SIZE + 3);
    const answer = await bob.poll({ room: 'long', cursor: messages[3]?.id as string });
    expect(answer).toEqual({ messages: messages.slice(4) });
  });

  it('gets the same messages however often it is asked', async () => {
    const messages = await fill('again', 3);
    const form = { room: 'again', cursor: messages[0]?.id as string };
    const answers = [await bob.poll(form), await ann.poll(form), await bob.poll(form)];
    for (const answer of answers) expect(answer).toEqual({ messages: messages.slice(1) });
  });
});

describe('a poll with an unknown cursor', () => {
  it.each([
    ['of no message', NOBODYS],
    ['that is no UUID', 'yesterday'],
    ['that is a number', '7'],
  ])('gets the whole room without a gap if it fits into the buffer: %s', async (what, cursor) => {
    const room = `unknown ${what}`;
    const messages = await fill(room, BUFFER_SIZE);
    expect(await bob.poll({ room, cursor })).toEqual({ messages });
  });

  it.each([
    ['of no message', (): string => NOBODYS],
    ['older than the buffer', (messages: TornadoMessage[]): string => messages[0]?.id as string],
    ['just before the buffer', (messages: TornadoMessage[]): string => messages[2]?.id as string],
    ['of the beginning', (): string => BEGINNING],
  ])('gets the newest BUFFER_SIZE of a longer room, and a gap: %s', async (what, cursorOf) => {
    const room = `gap ${what}`;
    const messages = await fill(room, BUFFER_SIZE + 3);
    const answer = await bob.poll({ room, cursor: cursorOf(messages) });
    expect(answer).toEqual({ messages: messages.slice(3), gap: true });
  });

  it('of another room gets the whole buffer', async () => {
    const [elsewhere] = await fill('elsewhere', 1);
    const messages = await fill('here', 2);
    expect(await bob.poll({ room: 'here', cursor: elsewhere?.id as string })).toEqual({ messages });
  });

  it.each([
    ['unknown', NOBODYS],
    ['the beginning', BEGINNING],
  ])('waits in an empty room: %s', async (what, cursor) => {
    const { answer, sent } = await heldUntilNext({ room: `empty ${what}`, cursor });
    expect(answer).toEqual({ messages: [sent] });
  });

  it.each([
    ['too long', { cursor: 'x'.repeat(101) }],
    ['with a wait that is no number', { wait: 'long' }],
    ['with a negative wait', { wait: '-1' }],
    ['in a room that cannot be', { room: 'a/b' }],
  ])('is 400 if it is malformed: %s', async (_, form) => {
    const answer = await bob.post('/a/message/updates', { room: 'bad', wait: '0', ...form });
    expect(answer.status).toBe(400);
  });
});

describe('the cursor of the beginning', () => {
  it('gets everything that was sent between loading the page of an empty room and the first poll', async () => {
    await bob.get('/room?room=just+opened');
    const messages = await fill('just opened', 2);
    expect(await bob.poll({ room: 'just opened', cursor: BEGINNING })).toEqual({ messages });
  });
});

describe('after a restart on the same folder', () => {
  let again: TestApp;
  afterAll(() => again.close());

  it('cursors, messages and sessions are the same', async () => {
    const env = { DATA_DIR: mkdtempSync(join(tmpdir(), 'linger-')), BUFFER_SIZE: String(BUFFER_SIZE) };
    const before = await startApp(env);
    const carl = await Visitor.at(before.url);
    const messages: TornadoMessage[] = [];
    for (let i = 1; i <= BUFFER_SIZE + 2; i++) messages.push(await carl.send(`message ${i}`));
    await before.close();

    again = await startApp(env);
    const back = new Visitor(again.url);
    for (const [name, value] of carl.cookies) back.cookies.set(name, value);
    const poll = (index: number): Promise<Updates> => back.poll({ cursor: messages[index]?.id as string });
    // The first poll of a cold room.
    expect(await poll(3)).toEqual({ messages: messages.slice(4) });
    expect(await poll(2)).toEqual({ messages: messages.slice(3) });
    expect(await poll(1)).toEqual({ messages: messages.slice(2), gap: true });
    expect(await back.poll({ cursor: BEGINNING })).toEqual({ messages: messages.slice(2), gap: true });
    const sent = await back.send('after');
    expect([sent.author, sent.seq]).toEqual([messages[0]?.author, BUFFER_SIZE + 3]);
    expect(await poll(5)).toEqual({ messages: [sent] });
  });
});
