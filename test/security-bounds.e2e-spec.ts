import type { Selectable } from 'kysely';
import { beforeAll, describe, expect, it } from 'vitest';
import { ReadMarks } from '../src/rooms/read-marks.js';
import type { RoomTable } from '../src/storage/schema.js';
import { refusal, signedUp } from './support/account.js';
import { messageRow } from './support/message-row.js';
import { mostRows, numbers, readsDuring } from './support/reads-counted.js';
import { RestClient } from './support/rest-client.js';
import { sharedApp } from './support/test-app.js';
import { writerOf } from './support/writer-of.js';

const ROOMS = 2000;
const ROOMS_LOOKED_AT = 500;

const server = sharedApp();
let writer: ReturnType<typeof writerOf>;
beforeAll(async () => {
  writer = writerOf(server);
});

type Room = Pick<Selectable<RoomTable>, 'id' | 'key'>;

/** Private rooms if the keys begin with `~`. */
function rooms(keys: readonly string[], seq: number): Promise<Room[]> {
  const kind = keys[0]?.startsWith('~') ? ('group' as const) : ('open' as const);
  const values = keys.map((key) => ({ key, kind, name: 'G', last_seq: seq, created_at: 0 }));
  return writer.insertInto('rooms').values(values).returning(['id', 'key']).execute();
}

async function messages(inRooms: readonly Room[], seq: number, author: string): Promise<void> {
  const values = inRooms.map(({ id }) => messageRow({ room_id: id, seq }, author));
  await writer.insertInto('entries').values(values).execute();
}

/** Rooms with a message of somebody's in each. */
async function writeIn(author: string, prefix: string, count: number): Promise<Room[]> {
  const written = await rooms(
    numbers(count).map((n) => prefix + n),
    1,
  );
  await messages(written, 1, author);
  return written;
}

/** Returns their ids. */
async function accounts(prefix: string, count: number): Promise<string[]> {
  const ids = numbers(count).map((n) => prefix + n);
  const values = ids.map((id, n) => {
    const name = `${prefix} ${n}`;
    return { id, name, created_at: 0, account_key: name, password_hash: 'x' };
  });
  await writer.insertInto('users').values(values).execute();
  return ids;
}

async function members(userId: string, inRooms: readonly Room[], role: 'member' | 'owner'): Promise<void> {
  const values = inRooms.map(({ id }) => ({ room_id: id, user_id: userId, role, joined_at: 0 }));
  await writer.insertInto('memberships').values(values).execute();
}

describe('rooms that somebody has written in', () => {
  it('are not all read for each of their pages, even if there are thousands', async () => {
    const guest = await RestClient.at(server.url);
    const { author } = await guest.say('lobby', 'hello');
    const written = await writeIn(author.id, 'mine', ROOMS);
    const marked = written.map(({ id }) => ({ room_id: id, user_id: author.id, seq: 1 }));
    await writer.insertInto('read_marks').values(marked).execute();
    for (const path of ['/', '/a/side?room=lobby', '/api/rooms']) {
      const reads = await readsDuring(async () => expect((await guest.get(path)).status).toBe(200));
      expect(mostRows(reads)).toBeLessThanOrEqual(50);
      const walk = reads.find(({ sql: text }) => text.includes('wrote(room_id, step)'));
      expect(walk?.sql).toContain(`step < ${ROOMS_LOOKED_AT}`);
    }
    const marks = await server.app.get(ReadMarks).of(author.id);
    expect(marks.read.size).toBeLessThanOrEqual(1001);
    expect([...marks.read.keys()]).toContain(`mine${ROOMS - 1}`);
  });

  it('are listed newest first if there are too many to read', async () => {
    const guest = await RestClient.at(server.url);
    const { author } = await guest.say('lobby', 'hello');
    await writeIn(author.id, 'many', ROOMS_LOOKED_AT + 100);
    const { rooms: listed } = (await (await guest.get('/api/rooms')).json()) as { rooms: { room: string }[] };
    expect(listed).toHaveLength(51);
    expect(listed.map(({ room }) => room)).toContain(`many${ROOMS_LOOKED_AT + 99}`);
  });
});

describe('what others make plentiful', () => {
  it('is read in bounded steps: unread messages are counted some groups at a time', async () => {
    const ann = await signedUp(server, 'Ann Unread');
    const groups = await rooms(
      numbers(60).map((n) => `~${String(n).padStart(22, '0')}`),
      2,
    );
    await members(ann.id, groups, 'member');
    for (const seq of [1, 2]) await messages(groups, seq, 'else');
    let listed: { unread: number }[] = [];
    const reads = await readsDuring(async () => {
      ({ rooms: listed } = (await (await ann.get('/api/rooms')).json()) as { rooms: { unread: number }[] });
    });
    const counts = reads.filter(({ sql: text }) => text.includes('silent(id)'));
    expect([counts.length, mostRows(counts)]).toEqual([7, 10]);
    expect(listed.filter(({ unread }) => unread === 2)).toHaveLength(60);
  });

  it('is listed up to a bound: invitations and requests, each of which can be answered', async () => {
    const ann = await signedUp(server, 'Ann Invited');
    const askers = await accounts('asker', 1200);
    const groups = await rooms(
      numbers(600).map((n) => `~i${String(n).padStart(21, '0')}`),
      0,
    );
    await members('asker1', groups, 'owner');
    const invitations = groups.map(({ id }) => ({ room_id: id, user_id: ann.id, by_id: 'asker1', at: id }));
    await writer.insertInto('invitations').values(invitations).execute();
    const requests = askers.map((user_id) => ({ user_id, other_id: ann.id, at: 0 }));
    await writer.insertInto('friend_requests').values(requests).execute();
    const pages = ['/', '/a/side?room=lobby', '/invitations', '/api/invitations'];
    for (const path of pages) {
      const reads = await readsDuring(async () => expect((await ann.get(path)).status).toBe(200));
      expect(mostRows(reads)).toBeLessThanOrEqual(200);
    }
    expect(await (await ann.get('/')).text()).toContain('<span class="badge">1000<');
    // The first of all, which is not listed any more.
    const oldest = `~i${'0'.repeat(21)}`;
    expect(await refusal(ann.postJson(`/api/invitations/${oldest}/decline`, {}))).toEqual([200, undefined]);
    expect(await refusal(ann.postJson(`/api/invitations/${oldest}/decline`, {}))).toEqual([404, 'NOT_FOUND']);
  });

  it.each([
    ['/people', 'friends'],
    ['/people', 'blocks'],
  ] as const)('is paged: %s shows fifty of each list, here %s, and leads on', async (path, table) => {
    const ann = await signedUp(server, `Ann ${table}`);
    const others = await accounts(table, 80);
    const pairs = others.map((other_id) => ({ user_id: ann.id, other_id, at: 0 }));
    await writer.insertInto(table).values(pairs).execute();
    const shown = async (from: string): Promise<string[]> =>
      (await (await ann.get(path + from)).text()).match(new RegExp(`href="/people/${table}\\d+"`, 'g')) ?? [];
    const [first, second] = [await shown(''), await shown('?from=50')];
    expect([first.length, second.length, new Set([...first, ...second]).size]).toEqual([50, 30, 80]);
    expect(await (await ann.get(path)).text()).toContain('href="/people?from=50"');
    expect(await (await ann.get(`${path}?from=50`)).text()).not.toContain('?from=');
  });

  it('is paged: the members of a large group', async () => {
    const ann = await signedUp(server, 'Ann Members');
    const { room } = (await (await ann.postJson('/api/groups', { name: 'Large' })).json()) as {
      room: string;
    };
    const { id } = await writer
      .selectFrom('rooms')
      .select('id')
      .where('key', '=', room)
      .executeTakeFirstOrThrow();
    for (const member of await accounts('member', 79)) await members(member, [{ id, key: room }], 'member');
    const rows = async (query: string): Promise<number> =>
      (await (await ann.get(`/members?room=${room}${query}`)).text()).split('<li class="list-row">').length -
      1;
    expect([await rows(''), await rows('&from=50'), await rows('&from=100')]).toEqual([50, 30, 0]);
    expect(await (await ann.get(`/members?room=${room}`)).text()).toContain(`room=${room}&amp;from=50"`);
  });
});
