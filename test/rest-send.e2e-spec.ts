import { beforeAll, describe, expect, it } from 'vitest';
import type { MessageJson } from '../src/messages/dto/message.json.js';
import { killAfterEach, start } from './support/programs.js';
import { RestClient, messagesPath } from './support/rest-client.js';
import { storedIn } from './support/stored.js';
import { sharedApp } from './support/test-app.js';

const server = sharedApp();
let ann: RestClient;
beforeAll(async () => {
  ann = await RestClient.at(server.url);
});
killAfterEach();

let rooms = 0;
const newRoom = (): string => `room ${++rooms}`;

/** One try to send: its status, whether it is marked as a repeat, and the message or the problem. */
async function send(client: RestClient, room: string, fields: object): Promise<Tried> {
  const answer = await client.postJson(messagesPath(room), fields);
  const replayed = answer.headers.get('idempotent-replayed');
  return { status: answer.status, replayed, json: (await answer.json()) as Tried['json'] };
}

interface Tried {
  status: number;
  replayed: string | null;
  json: MessageJson & { code?: string };
}

const bodies = async (room: string): Promise<string[]> =>
  (await ann.entries(room, { after: 0 })).entries.map(({ message }) => message?.body ?? '');

describe('POST /api/rooms/{room}/messages', () => {
  it('answers 201 with the message, which is stored and delivered', async () => {
    const room = newRoom();
    const { answer } = await ann.hold(server, { [room]: 0 });
    const { status, replayed, json } = await send(ann, room, { body: '\nHello <b> \n', client_id: 'c-1' });
    expect([status, replayed]).toEqual([201, null]);
    expect(json).toMatchObject({ room, seq: 1, body: 'Hello <b>', client_id: 'c-1', changed_seq: 1 });
    expect(json.html).toMatch(
      new RegExp(`^<div class="message" id="m${json.id}">[^]*Hello &lt;b&gt;[^]*</div>$`),
    );
    expect(json.author).toEqual({ id: (await ann.me()).id, name: (await ann.me()).name, guest: true });
    expect(json).not.toHaveProperty('edited_at');
    expect(json).not.toHaveProperty('deleted');
    const event = { room, seq: 1, type: 'message', message: json };
    expect((await answer).events).toEqual([event]);
    expect((await ann.entries(room)).entries).toEqual([event]);
  });

  it('takes a form too, with the token in a field', async () => {
    const room = newRoom();
    const answer = await ann.post(messagesPath(room), { body: 'from a form', client_id: '' });
    expect([answer.status, await bodies(room)]).toEqual([201, ['from a form']]);
  });

  it('sends to the room in the path, in whichever spelling', async () => {
    const { json } = await send(ann, 'ＴＷＩＮ', { body: 'hello', room: 'elsewhere', next: '/' });
    expect(json.room).toBe('twin');
    expect(await bodies('elsewhere')).toEqual([]);
  });

  it('ignores any author, time, seq or id in the request', async () => {
    const forged = { author: 'x', at: '2000-01-01', seq: 7, id: 'x', changed_seq: 9, deleted: true };
    const { json } = await send(ann, newRoom(), { body: 'hello', ...forged });
    expect(json).toMatchObject({ seq: 1, changed_seq: 1, author: { id: (await ann.me()).id } });
    expect(json.at).toBe(new Date(server.clock.now()).toISOString());
    expect(json).not.toHaveProperty('deleted');
  });

  it.each([
    [{}, 'BODY_BLANK'],
    [{ body: '' }, 'BODY_BLANK'],
    [{ body: ' \u200b\n' }, 'BODY_BLANK'],
    [{ body: 7 }, 'BODY_BLANK'],
    [{ body: 'x'.repeat(4001) }, 'BODY_TOO_LONG'],
    [{ body: `a${'\u0334'.repeat(17)}` }, 'BODY_INVALID'],
    [{ body: 'x', client_id: 'a b' }, 'FIELD_INVALID'],
    [{ body: 'x', client_id: 'c'.repeat(65) }, 'FIELD_INVALID'],
    [{ body: 'x', client_id: 7 }, 'FIELD_INVALID'],
    [{ body: ['x'] }, 'FIELD_INVALID'],
    [{ body: { toString: 'x' } }, 'FIELD_INVALID'],
  ])('refuses %j with 400 %s and stores nothing, not even a guest', async (fields, code) => {
    const visitor = await RestClient.at(server.url);
    const before = await storedIn(server);
    expect(await send(visitor, newRoom(), fields)).toMatchObject({ status: 400, json: { code } });
    expect(await storedIn(server)).toEqual(before);
  });
});

describe('sending again with the same client_id', () => {
  it('returns the stored message, and stores nothing', async () => {
    const room = newRoom();
    const first = await send(ann, room, { body: 'once', client_id: room.replace(' ', '-') });
    const again = await send(ann, room, { body: ' once ', client_id: room.replace(' ', '-') });
    expect(again).toEqual({ status: 201, replayed: 'true', json: first.json });
    expect(await bodies(room)).toEqual(['once']);
  });

  it('at the same time stores one message, over either surface', async () => {
    const room = newRoom();
    const visitor = await RestClient.at(server.url);
    const seed = { body: 'once', client_id: 'same', room };
    const tries = await Promise.all([
      ...Array.from({ length: 5 }, () => send(visitor, room, { body: 'once', client_id: 'same' })),
      visitor.send('once', { room, client_id: 'same' }).then((json) => ({ status: 201, json })),
      visitor.send('once', seed).then((json) => ({ status: 201, json })),
    ]);
    expect(new Set(tries.map(({ json }) => json.id)).size).toBe(1);
    expect(tries.map(({ status }) => status)).toEqual(tries.map(() => 201));
    const fresh = tries.filter((one) => 'replayed' in one && one.replayed === null);
    expect(fresh.length).toBeLessThanOrEqual(1);
    expect(await bodies(room)).toEqual(['once']);
    expect((await visitor.me()).id).toBe(tries[0]?.json.author.id);
  });

  it.each([
    ['another body', (room: string) => [room, 'twice'] as const],
    ['in another room', (room: string) => [`${room} b`, 'once'] as const],
  ])('with %s is 409, and stores nothing', async (_, other) => {
    const room = newRoom();
    const client_id = room.replace(' ', '-');
    await send(ann, room, { body: 'once', client_id });
    const [where, body] = other(room);
    const before = await storedIn(server);
    const refused = await send(ann, where, { body, client_id });
    expect(refused).toMatchObject({ status: 409, replayed: null, json: { code: 'CLIENT_ID_REUSED' } });
    expect(await storedIn(server)).toEqual(before);
  });

  it('by somebody else stores another message', async () => {
    const [room, bob] = [newRoom(), await RestClient.at(server.url)];
    await send(ann, room, { body: 'mine', client_id: 'shared' });
    expect(await send(bob, room, { body: 'mine', client_id: 'shared' })).toMatchObject({ replayed: null });
    expect(await bodies(room)).toEqual(['mine', 'mine']);
  });

  it('returns the message in its current state: edited, then deleted', async () => {
    const room = newRoom();
    const fields = { body: 'once', client_id: 'present' };
    const { json: sent } = await send(ann, room, fields);
    const edited = await ann.edit(sent, 'edited');
    expect(await send(ann, room, fields)).toEqual({ status: 201, replayed: 'true', json: edited });
    expect((await send(ann, room, { ...fields, body: 'edited' })).status).toBe(409);
    const deleted = await ann.remove(sent);
    expect(await send(ann, room, fields)).toEqual({ status: 201, replayed: 'true', json: deleted });
    expect(await send(ann, room, { ...fields, body: 'whatever' })).toMatchObject({ status: 201 });
    expect((await send(ann, `${room} b`, fields)).status).toBe(409);
    expect(await bodies(room)).toEqual(['', '', '']);
  });

  it('after a kill and a restart returns the same message', async () => {
    const first = await start();
    const client = await RestClient.at(first.url);
    const fields = { body: 'once', client_id: 'c' };
    const { json: sent } = await send(client, '42', fields);
    const edited = await client.edit(sent, 'edited');
    await first.kill();
    await start({ DATA_DIR: first.dataDir, PORT: new URL(first.url).port });
    expect(await send(client, '42', fields)).toEqual({ status: 201, replayed: 'true', json: edited });
    expect((await send(client, '42', { ...fields, body: 'other' })).status).toBe(409);
    expect((await client.entries('42')).entries.map(({ type }) => type)).toEqual(['edit', 'message']);
  });
});
