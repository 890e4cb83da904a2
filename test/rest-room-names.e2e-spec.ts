import { beforeAll, describe, expect, it } from 'vitest';
import { sharedApp } from './support/test-app.js';
import { RestClient, messagesPath } from './support/rest-client.js';
import { storedIn } from './support/stored.js';
import { type TornadoMessage, Visitor } from './support/visitor.js';
import { writerOf } from './support/writer-of.js';

const FLAGS = ['gbeng', 'gbsct', 'gbwls'].map(
  (place) =>
    `\u{1f3f4}${Array.from(place, (letter) => String.fromCodePoint(0xe0000 + letter.charCodeAt(0))).join('')}\u{e007f}`,
);

const server = sharedApp();
let ann: RestClient;
beforeAll(async () => {
  ann = await RestClient.at(server.url);
});

async function nameOf(room: string): Promise<unknown> {
  const answer = await ann.get(`/api/rooms/${encodeURIComponent(room)}`);
  return ((await answer.json()) as { name?: string }).name;
}

/** The heading and the title of a room's page, and what it is called in the list beside it. */
async function shownOn(who: Visitor, room: string): Promise<(string | undefined)[]> {
  const html = await (await who.get(`/room?room=${encodeURIComponent(room)}`)).text();
  const link = /aria-current="page"><bdi>([^<]*)/.exec(html)?.[1];
  return [/<h1[^>]*>([^<]*)/.exec(html)?.[1], /<title>([^<]*?)(?: · [^<]*)?<\/title>/.exec(html)?.[1], link];
}

describe('the name of an open room', () => {
  it.each([
    ['QA Team', 'qa team'],
    ['Straße', 'strasse'],
    ['👨‍👩‍👧', '👨‍👩‍👧'],
    ['I ❤️ tea', 'i ❤ tea'],
    ['می\u200cخواهم', 'میخواهم'],
    ...FLAGS.map((flag): [string, string] => [flag, flag]),
    ['日本語の部屋', '日本語の部屋'],
    ['ΟΔΟΣ', 'οδος'],
  ])('is shown as the first message spelled it: %s', async (name, key) => {
    const sent = await ann.send('first', { room: name });
    expect(sent.room).toBe(key);
    await ann.send('second', { room: key });
    await ann.say(name.toUpperCase(), 'third');
    expect(await nameOf(key)).toBe(name);
    expect(await nameOf(name)).toBe(name);
    expect(await shownOn(ann, key)).toEqual([name, name, name]);
    expect((await shownOn(await Visitor.at(server.url), name.toLowerCase())).slice(0, 2)).toEqual([
      name,
      name,
    ]);
    const { rooms } = (await (await ann.get('/api/rooms')).json()) as {
      rooms: { room: string; name: string }[];
    };
    expect(rooms.find(({ room }) => room === key)?.name).toBe(name);
    const { messages = [] } = await ann.poll({ room: name, cursor: '-', wait: '0' });
    expect(messages).toHaveLength(3);
  });

  it('may be given by the path of the first message, or beside its key', async () => {
    await ann.say('By Path', 'x');
    const fields = { body: 'x', room_name: 'By Field' };
    expect((await ann.postJson(messagesPath('by field'), fields)).status).toBe(201);
    await ann.send('x', { room: 'by form', room_name: 'By Form' });
    expect([await nameOf('by path'), await nameOf('by field'), await nameOf('by form')]).toEqual([
      'By Path',
      'By Field',
      'By Form',
    ]);
  });

  it('is taken from the address, cleaned, if there is no such room, and not stored', async () => {
    const before = await storedIn(server);
    expect((await shownOn(ann, ' Not  Yet\u3000')).slice(0, 2)).toEqual(['not  yet', 'not  yet']);
    expect((await shownOn(ann, ' Not Yet\u3000')).slice(0, 2)).toEqual(['Not Yet', 'Not Yet']);
    expect(await nameOf('Not Yet')).toBe('Not Yet');
    expect(await storedIn(server)).toEqual(before);
  });

  it('is sent by the form on the page of a room that does not exist yet', async () => {
    const html = await (await ann.get('/room?room=From+The+Page')).text();
    const form = /<form class="composer"[^]*?<\/form>/.exec(html)?.[0] ?? '';
    const fields = Object.fromEntries(
      Array.from(form.matchAll(/type="hidden" name="(\w+)" value="([^"]*)"/g), ([, name, value]) => [
        name as string,
        value as string,
      ]),
    );
    expect((await ann.post('/a/message/new', { ...fields, body: 'x' })).status).toBe(302);
    expect(await nameOf('from the page')).toBe('From The Page');
  });

  it.each([
    ['an invisible character', 'hid\u200bden one'],
    ['a right-to-left override', '\u202ehidden one'],
    ['another room’s name beside it', 'hidden one', 'Lobby'],
    ['what is too long', 'hidden one', `Hidden one${' '.repeat(60_000)}`],
  ])('is its key where the first message has %s', async (what, room, room_name = room) => {
    const own = `${room} ${what.length}`;
    const { room: key } = (await (
      await ann.postJson('/a/message/new', { body: 'x', room: own, room_name })
    ).json()) as TornadoMessage;
    expect(key).toMatch(/^hidden one \d+$/);
    expect(await nameOf(key)).toBe(key);
  });

  it('does not rename an existing room or the lobby', async () => {
    await ann.send('x', { room: 'LOBBY', room_name: 'L O B B Y' });
    expect(await nameOf('lobby')).toBe('lobby');
    await ann.send('x', { room: 'kept' });
    await ann.send('x', { room: 'KEPT', room_name: 'KePt' });
    expect(await nameOf('kept')).toBe('kept');
  });

  it('is the same for all who write the first message at once', async () => {
    const names = ['At Once', 'AT ONCE', 'at once', 'At once'];
    await Promise.all(names.map((room) => ann.send('x', { room })));
    const name = await nameOf('at once');
    expect(names).toContain(name);
    await ann.send('x', { room: 'aT oNCE' });
    expect(await nameOf('at once')).toBe(name);
  });
});

describe('a room whose name has invisible characters', () => {
  const unseen = '\ufffc';

  it('does not exist, however it is asked for', async () => {
    await ann.send('x', { room: 'twin' });
    const room = `twin${unseen}`;
    const path = encodeURIComponent(room);
    const answers = await Promise.all([
      ann.post('/a/message/new', { room, body: 'x' }),
      ann.post('/a/message/updates', { room, wait: '0' }),
      ann.get(`/room?room=${path}`),
      ann.get(`/api/rooms/${path}/entries`),
      ann.get(`/api/updates?wait=0&after=${path}:0`),
      ann.postJson(messagesPath(room), { body: 'x' }),
    ]);
    expect(answers.map(({ status }) => status)).toEqual([400, 400, 400, 400, 400, 400]);
  });

  it('is no longer listed if it was made by an older version', async () => {
    await ann.send('x', { room: 'from before' });
    const writer = writerOf(server);
    await writer
      .updateTable('rooms')
      .set({ key: `from before${unseen}` })
      .where('key', '=', 'from before')
      .execute();
    const { rooms } = (await (await ann.get('/api/rooms')).json()) as { rooms: { room: string }[] };
    expect(rooms.length).toBeGreaterThan(1);
    expect(rooms.filter(({ room }) => room.startsWith('from before'))).toEqual([]);
  });
});

it('pages ignore a leading # before the name of a room', async () => {
  await ann.send('x', { room: 'General' });
  for (const typed of ['#general', '＃General', ' # general', '##GENERAL'])
    expect((await shownOn(ann, typed))[0]).toBe('General');
  expect((await ann.get('/room?room=%23')).status).toBe(400);
});
