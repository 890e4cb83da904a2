import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { MessageJson } from '../src/messages/dto/message.json.js';
import { RestClient, deletePath, editPath } from './support/rest-client.js';
import { storedIn } from './support/stored.js';
import { sharedApp } from './support/test-app.js';

const NOBODYS = '01890000-0000-7000-8000-000000000000';

const server = sharedApp();
let ann: RestClient;
let bob: RestClient;
let room: string;
let message: MessageJson;
let rooms = 0;
beforeAll(async () => {
  ann = await RestClient.at(server.url);
  bob = await RestClient.at(server.url);
  await bob.say('elsewhere', 'I am somebody');
});
beforeEach(async () => {
  room = `room ${++rooms}`;
  message = await ann.say(room, 'hello');
});

const newestSeq = async (): Promise<number> => (await ann.entries(room, { limit: 1 })).entries[0]?.seq ?? 0;

async function refused(
  client: RestClient,
  path: string,
  fields: object = { body: 'other' },
): Promise<[status: number, code: string]> {
  const before = await storedIn(server);
  const answer = await client.postJson(path, fields);
  const { code } = (await answer.json()) as { code: string };
  expect(await storedIn(server)).toEqual(before);
  return [answer.status, code];
}

describe('editing a message', () => {
  it('gives it the new text, and reports that in the log', async () => {
    server.clock.advance(60_000);
    const { answer } = await bob.hold(server, { [room]: 1 });
    const edited = await ann.edit(message, '\nHello <there> ');
    const at = new Date(server.clock.now()).toISOString();
    expect(edited).toMatchObject({
      id: message.id,
      room,
      seq: message.seq,
      author: message.author,
      at: message.at,
      html: expect.any(String),
      body: 'Hello <there>',
      edited_at: at,
      changed_seq: 2,
    });
    expect(edited.html).toContain('Hello &lt;there&gt;');
    expect(edited.html).toContain('data-seq="1"');
    expect(edited.html).toContain('data-changed="2"');
    expect(edited.html).toMatch(new RegExp(`<time class="message-edited" datetime="${at}"[^>]*>✎</time>`));
    expect(message.html).not.toContain('message-edited');
    expect((await answer).events).toEqual([{ room, seq: 2, type: 'edit', message: edited }]);
  });

  it('keeps its author, name, time and position', async () => {
    await ann.post('/a/name', { name: 'Another Ann' });
    const { author, at, seq, id } = await ann.edit(message, 'hello again');
    expect({ author, at, seq, id }).toEqual({
      author: message.author,
      at: message.at,
      seq: 1,
      id: message.id,
    });
  });

  it('works with a form too', async () => {
    const answer = await ann.post(editPath(message), { body: 'by form' });
    expect([answer.status, ((await answer.json()) as MessageJson).body]).toEqual([200, 'by form']);
  });

  it('with the same text again changes nothing and gets the same answer', async () => {
    const edited = await ann.edit(message, 'other');
    server.clock.advance(1000);
    expect(await ann.edit(message, '\n \nother \n')).toEqual(edited);
    expect(await newestSeq()).toBe(2);
    expect(await ann.edit(message, 'hello')).toMatchObject({ body: 'hello', changed_seq: 3 });
  });

  it('with its original text changes nothing', async () => {
    expect(await ann.edit(message, 'hello')).toEqual(message);
    expect(await newestSeq()).toBe(1);
  });

  it('twice at once makes one entry for each text', async () => {
    const [a, b] = await Promise.all(['a', 'a'].map((body) => ann.edit(message, body)));
    expect(a).toEqual(b);
    const [c, d] = await Promise.all(['c', 'd'].map((body) => ann.edit(message, body)));
    expect(new Set([a, c, d].map((edited) => edited?.changed_seq))).toEqual(new Set([2, 3, 4]));
    expect(await newestSeq()).toBe(4);
  });

  it('by somebody else is refused with 403', async () => {
    expect(await refused(bob, editPath(message))).toEqual([403, 'NOT_YOURS']);
    const nobody = await RestClient.at(server.url);
    expect(await refused(nobody, editPath(message))).toEqual([403, 'NOT_YOURS']);
  });

  it.each([
    ['that nobody wrote', () => editPath({ room, id: NOBODYS })],
    ['with an id that is none', () => editPath({ room, id: 'x' })],
    ['of another room', () => editPath({ room: 'elsewhere', id: message.id })],
    ['of a private room', () => editPath({ room: '~x', id: message.id })],
    ['with an id in capitals', () => editPath({ room, id: message.id.toUpperCase() })],
  ])('%s is 404', async (_, path) => {
    expect(await refused(ann, path())).toEqual([404, 'NOT_FOUND']);
  });

  it('by the id of one of its edits is 404, because that is no message', async () => {
    await ann.edit(message, 'other');
    const entries = await storedIn(server);
    const ids = entries.entries.map(({ id }) => id).filter((id) => id !== message.id);
    for (const id of ids.slice(-3))
      expect(await refused(ann, editPath({ room, id }))).toEqual([404, 'NOT_FOUND']);
  });

  it.each([
    [{}, 'BODY_BLANK'],
    [{ body: '' }, 'BODY_BLANK'],
    [{ body: '\u200b \u2800' }, 'BODY_BLANK'],
    [{ body: null }, 'FIELD_INVALID'],
    [{ body: 7 }, 'BODY_BLANK'],
    [{ body: 'x'.repeat(4001) }, 'BODY_TOO_LONG'],
    [{ body: `a${'\u0334'.repeat(17)}` }, 'BODY_INVALID'],
    [{ body: { x: 'y' } }, 'FIELD_INVALID'],
  ])('to %j is 400 %s', async (fields, code) => {
    expect(await refused(ann, editPath(message), fields)).toEqual([400, code]);
  });

  it('to 4,000 characters of any kind is accepted', async () => {
    expect((await ann.edit(message, '😀'.repeat(4000))).changed_seq).toBe(2);
  });
});

describe('deleting a message', () => {
  it('keeps its position, and reports that in the log', async () => {
    await ann.edit(message, 'other');
    const { answer } = await bob.hold(server, { [room]: 2 });
    const deleted = await ann.remove(message);
    const { html: _, ...rest } = message;
    expect(deleted).toEqual({ ...rest, body: '', html: '', changed_seq: 3, deleted: true });
    expect((await answer).events).toEqual([{ room, seq: 3, type: 'deletion', message: deleted }]);
  });

  it('again changes nothing and gets the same answer, also at once', async () => {
    const [first, second] = await Promise.all([ann.remove(message), ann.remove(message)]);
    expect(second).toEqual(first);
    expect(await ann.remove(message)).toEqual(first);
    expect(await newestSeq()).toBe(2);
  });

  it('prevents further edits', async () => {
    await ann.remove(message);
    expect(await refused(ann, editPath(message))).toEqual([404, 'NOT_FOUND']);
    expect(await refused(ann, editPath(message), { body: '' })).toEqual([400, 'BODY_BLANK']);
    expect(await refused(bob, editPath(message))).toEqual([403, 'NOT_YOURS']);
  });

  it('by somebody else is refused with 403, also the second time', async () => {
    expect(await refused(bob, deletePath(message))).toEqual([403, 'NOT_YOURS']);
    await ann.remove(message);
    expect(await refused(bob, deletePath(message))).toEqual([403, 'NOT_YOURS']);
  });

  it('that does not exist is 404', async () => {
    expect(await refused(ann, deletePath({ room, id: NOBODYS }))).toEqual([404, 'NOT_FOUND']);
    expect(await refused(ann, deletePath({ room: 'elsewhere', id: message.id }))).toEqual([404, 'NOT_FOUND']);
  });
});
