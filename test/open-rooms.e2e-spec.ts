import { describe, expect, it } from 'vitest';
import type { DirectoryJson } from '../src/rooms/dto/open-rooms.json.js';
import type { RoomJson, RoomsJson } from '../src/rooms/dto/rooms.json.js';
import { type Account, PASSWORD, freshAccounts, meOf } from './support/account.js';
import { done, refused, roomPath, told } from './support/groups.js';
import { filledIn, formWith, pageOf, send } from './support/pressing.js';
import { form } from './support/html.js';
import { RestClient } from './support/rest-client.js';
import { sharedApp } from './support/test-app.js';
import { writerOf } from './support/writer-of.js';

const TEN_MINUTES_MS = 10 * 60 * 1000;
const server = sharedApp({ LIMIT_ROOMS: '3/3600' });
const [ann, bob] = freshAccounts(server, 'Ann', 'Bob');
let made = 0;
const freshName = (): string => `Club ${++made}`;

const create = (who: RestClient, name: string, topic?: string) =>
  done<RoomJson>(who as Account, '/api/open-rooms', { name, ...(topic === undefined ? {} : { topic }) });
/** The refusal of a new room by Ann. */
const asked = (body: object) => refused(ann.postJson('/api/open-rooms', body));
const setTopic = (who: RestClient, room: string, topic: string) =>
  who.postJson(roomPath(room, '/topic'), { topic });

async function directory(after?: string): Promise<DirectoryJson> {
  const query = after === undefined ? '' : `?after=${after}`;
  return (await (await ann.get(`/api/open-rooms${query}`)).json()) as DirectoryJson;
}
const keysOf = ({ rooms }: DirectoryJson): string[] => rooms.map(({ room }) => room);

it('the page of all open rooms says how many are in each now', async () => {
  const name = freshName();
  const { room } = await create(ann, name);
  const online = async () => /<bdi>([^<]*)<.*?(\d+) online/su.exec(await pageOf(ann, '/rooms'))?.slice(1);
  expect(await online()).toBeUndefined();
  await bob.updates({ [room]: 0 }, { wait: 0, here: `0:${room}` });
  server.clock.advance(1000);
  expect(await online()).toEqual([name, '1']);
});

describe('creating an open room', () => {
  it('names it, says what it is for and who created it, and lists it for them', async () => {
    const name = freshName();
    const room = await create(ann, `#${name}`, 'Games on Friday');
    const key = name.toLowerCase();
    expect(room).toMatchObject({ room: key, kind: 'open', name, topic: 'Games on Friday', unread: 0 });
    expect(await told(bob, key)).toEqual([
      `${ann.name} founded ${name}`,
      `${ann.name} topic Games on Friday`,
    ]);
    const { rooms } = (await (await ann.get('/api/rooms')).json()) as RoomsJson;
    expect(rooms.map((one) => one.room)).toEqual(['lobby', key]);
    const page = await pageOf(bob, `/room?room=${encodeURIComponent(key)}`);
    expect(page.match(/<p[^>]*dir="auto"[^>]*>Games on Friday/g)).toHaveLength(2);
    expect(page).toContain(`created the room \u2068${name}\u2069`);
  });

  it('is refused where there is one, in a name that no room can have, and too often', async () => {
    const name = freshName();
    await bob.say(name, 'first');
    expect(await asked({ name: name.toUpperCase() })).toBe('409 ROOM_EXISTS');
    expect(await asked({ name: 'lobby' })).toBe('409 ROOM_EXISTS');
    expect(await asked({ name: 'a/b' })).toBe('400 ROOM_INVALID');
    expect(await asked({ name: '' })).toBe('400 ROOM_INVALID');
    expect(await asked({ name: freshName(), topic: 'x'.repeat(251) })).toBe('400 TOPIC_TOO_LONG');
    for (let n = 0; n < 3; n += 1) await create(ann, freshName());
    expect(await asked({ name: freshName() })).toBe('429 TOO_MANY_REQUESTS');
  });

  it('makes a guest of a visitor, who may change the topic once they have an account', async () => {
    const visitor = await RestClient.at(server.url);
    const { room } = await create(visitor, freshName(), 'first');
    expect((await meOf(visitor)).guest).toBe(true);
    expect(await refused(setTopic(visitor, room, 'second'))).toBe('403 NOT_ALLOWED');
    await done(visitor as Account, '/api/account', { name: `Founder ${made}`, password: PASSWORD });
    expect((await setTopic(visitor, room, 'second')).status).toBe(200);
  });

  it('works by a form, which says beside the field what is wrong', async () => {
    const name = freshName();
    const fields = filledIn(form(await pageOf(ann, '/rooms'), '/rooms'));
    const taken = await send(ann, '/rooms', { ...fields, name: 'lobby', topic: 'kept' });
    expect([taken.status, filledIn(form(taken.html, '/rooms'))]).toMatchObject([
      409,
      { name: 'lobby', topic: 'kept' },
    ]);
    expect(taken.html).toMatch(/id="name"[^>]*aria-invalid="true"/);
    const answer = await ann.post('/rooms', { ...fields, name });
    expect([answer.status, answer.headers.get('location')]).toEqual([
      303,
      `/room?room=${encodeURIComponent(name.toLowerCase())}`,
    ]);
  });
});

describe('the topic of an open room', () => {
  it('is set by the account that wrote first there, on a page of settings, and by nobody else', async () => {
    const room = freshName().toLowerCase();
    await ann.say(room, 'first');
    await bob.say(room, 'second');
    const path = `/room?room=${encodeURIComponent(room)}`;
    expect(await pageOf(bob, path)).not.toContain('href="/settings');
    expect(await refused(setTopic(bob, room, 'mine'))).toBe('403 NOT_ALLOWED');
    expect(await pageOf(ann, path)).toContain(`href="/settings?room=${encodeURIComponent(room)}"`);
    const settings = await pageOf(ann, `/settings?room=${encodeURIComponent(room)}`);
    const { action, fields } = formWith(settings, (label) => label === 'Save');
    await send(ann, action, { ...fields, topic: 'All about tea', next: '' });
    expect(await pageOf(bob, path)).toContain('All about tea');
    await setTopic(ann, room, '');
    await setTopic(ann, room, '');
    expect((await told(ann, room)).slice(2)).toEqual([
      `${ann.name} topic All about tea`,
      `${ann.name} topic`,
    ]);
    const long = await send(ann, action, { ...fields, topic: 'x'.repeat(251) });
    expect(long.html).toMatch(/id="topic"[^>]*aria-invalid="true"/);
  });

  it('is nobody’s in the lobby', async () => {
    await ann.say('lobby', 'first');
    expect(await refused(setTopic(ann, 'lobby', 'mine'))).toBe('403 NOT_ALLOWED');
  });
});

describe('the directory', () => {
  it('has all open rooms but the lobby, the last active first, and no private ones', async () => {
    const [quiet, busy] = [freshName(), freshName()];
    await ann.say(quiet, 'hello');
    await create(bob, busy, 'Busy');
    await done(ann, '/api/groups', { name: 'Secret group' });
    server.clock.advance(TEN_MINUTES_MS);
    await ann.say(quiet, 'again');
    const { rooms } = await directory();
    expect(rooms.slice(0, 2)).toMatchObject([
      { room: quiet.toLowerCase(), topic: '', seq: 2, active_at: new Date(server.clock.now()).toISOString() },
      { room: busy.toLowerCase(), name: busy, topic: 'Busy', seq: 2 },
    ]);
    expect(rooms.map(({ name }) => name)).not.toContain('Secret group');
    expect(rooms.map(({ room }) => room)).not.toContain('lobby');
    server.clock.advance(TEN_MINUTES_MS);
    await setTopic(bob, busy, 'Very busy');
    expect(keysOf(await directory())[0]).toBe(busy.toLowerCase());
  });

  it('comes in pages, each room once, on the page and in the API', async () => {
    const writer = writerOf(server);
    const at = server.clock.now() + TEN_MINUTES_MS;
    const many = Array.from({ length: 120 }, (_, n) => `paged ${n}`);
    const rooms = await writer
      .insertInto('rooms')
      .values(
        many.map((key, n) => ({
          key,
          last_seq: 1,
          created_at: at,
          active_at: at - (n % 3) * TEN_MINUTES_MS,
        })),
      )
      .returning(['id', 'key'])
      .execute();
    await writer
      .insertInto('entries')
      .values(
        rooms.map(({ id, key }) => ({
          room_id: id,
          seq: 1,
          id: `entry of ${key}`,
          type: 'message',
          at,
          author_id: ann.id,
          author_name: ann.name,
          client_id: null,
          body: key,
          mentions: null,
          target_seq: null,
          changed_seq: null,
        })),
      )
      .execute();
    const seen: string[] = [];
    let next: string | undefined;
    do {
      const page = await directory(next);
      seen.push(...keysOf(page));
      next = page.next;
    } while (next !== undefined);
    expect(seen.filter((key) => key.startsWith('paged')).toSorted()).toEqual(many.toSorted());
    expect(new Set(seen).size).toBe(seen.length);
    const first = await pageOf(await RestClient.at(server.url), '/rooms');
    const more = /href="(\/rooms\?after=[\d-]+)"/.exec(first)?.[1] ?? '';
    expect(first.match(/class="directory-room"/g)).toHaveLength(50);
    expect(await pageOf(ann, more)).not.toContain('Create the first one');
    expect(await refused(ann.get('/api/open-rooms?after=x'))).toBe('400 FIELD_INVALID');
  });
});
