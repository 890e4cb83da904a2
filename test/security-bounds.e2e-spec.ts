import { sql } from 'kysely';
import { beforeAll, describe, expect, it } from 'vitest';
import { ReadMarks } from '../src/rooms/read-marks.js';
import { refusal, signedUp } from './support/account.js';
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

/** Rooms with a message of somebody's in each. */
async function writeIn(author: string, prefix: string, count: number): Promise<void> {
  await sql`
    insert into rooms (key, last_seq, created_at) select ${prefix} || value, 1, 0 from json_each(${numbers(count)})
  `.execute(writer);
  await sql`
    insert into entries (room_id, seq, id, type, at, author_id, author_name, body)
    select id, 1, printf('%08d-0000-7000-8000-%012d', 1, id), 'message', 0, ${author}, 'x', 'x'
    from rooms where key glob ${`${prefix}*`}
  `.execute(writer);
}

async function accounts(prefix: string, count: number): Promise<void> {
  await sql`
    insert into users (id, name, created_at, account_key, password_hash)
    select ${prefix} || value, ${prefix} || ' ' || value, 0, ${prefix} || ' ' || value, 'x' from json_each(${numbers(count)})
  `.execute(writer);
}

describe('rooms that somebody has written in', () => {
  it('are not all read for each of their pages, even if there are thousands', async () => {
    const guest = await RestClient.at(server.url);
    const { author } = await guest.say('lobby', 'hello');
    await writeIn(author.id, 'mine', ROOMS);
    await sql`insert into read_marks (user_id, room_id, seq) select ${author.id}, id, 1 from rooms where key glob 'mine*'`.execute(
      writer,
    );
    for (const path of ['/', '/a/side?room=lobby', '/api/rooms']) {
      const reads = await readsDuring(async () => expect((await guest.get(path)).status).toBe(200));
      expect(mostRows(reads)).toBeLessThanOrEqual(50);
      const walk = reads.find(({ sql: text }) => text.includes('recursive walk'));
      expect(walk?.sql).toMatch(/limit \?\s*\)/);
    }
    const marks = await server.app.get(ReadMarks).of(author.id);
    expect(marks.read.size).toBeLessThanOrEqual(1001);
    expect([...marks.read.keys()]).toContain(`mine${ROOMS - 1}`);
  });

  it('are listed newest first if there are too many to read', async () => {
    const guest = await RestClient.at(server.url);
    const { author } = await guest.say('lobby', 'hello');
    await writeIn(author.id, 'many', ROOMS_LOOKED_AT + 100);
    const { rooms } = (await (await guest.get('/api/rooms')).json()) as { rooms: { room: string }[] };
    expect(rooms).toHaveLength(51);
    expect(rooms.map(({ room }) => room)).toContain(`many${ROOMS_LOOKED_AT + 99}`);
  });
});

describe('what others make plentiful', () => {
  it('is read in bounded steps: unread messages are counted some groups at a time', async () => {
    const ann = await signedUp(server, 'Ann Unread');
    await sql`
      insert into rooms (key, kind, name, last_seq, created_at)
      select printf('~%022d', value), 'group', 'G', 2, 0 from json_each(${numbers(60)})
    `.execute(writer);
    await sql`
      insert into memberships (room_id, user_id, role, joined_at)
      select id, ${ann.id}, 'member', 0 from rooms where key glob '~000*'
    `.execute(writer);
    await sql`
      insert into entries (room_id, seq, id, type, at, author_id, author_name, body)
      select r.id, v.value, printf('%08d-0000-7000-8000-%012d', r.id, v.value), 'message', 0, 'else', 'Else', 'x'
      from rooms r, json_each('[1,2]') v where r.key glob '~000*'
    `.execute(writer);
    let rooms: { unread: number }[] = [];
    const reads = await readsDuring(async () => {
      ({ rooms } = (await (await ann.get('/api/rooms')).json()) as { rooms: { unread: number }[] });
    });
    const counts = reads.filter(({ sql: text }) => text.includes('silent(id)'));
    expect([counts.length, mostRows(counts)]).toEqual([7, 10]);
    expect(rooms.filter(({ unread }) => unread === 2)).toHaveLength(60);
  });

  it('is listed up to a bound: invitations and requests, each of which can be answered', async () => {
    const ann = await signedUp(server, 'Ann Invited');
    await accounts('asker', 1200);
    await sql`
      insert into rooms (key, kind, name, last_seq, created_at)
      select printf('~i%021d', value), 'group', 'I', 0, 0 from json_each(${numbers(600)})
    `.execute(writer);
    await sql`
      insert into memberships (room_id, user_id, role, joined_at)
      select id, 'asker1', 'owner', 0 from rooms where key glob '~i*'
    `.execute(writer);
    await sql`
      insert into invitations (room_id, user_id, by_id, at) select id, ${ann.id}, 'asker1', id from rooms where key glob '~i*'
    `.execute(writer);
    await sql`
      insert into friend_requests (user_id, other_id, at) select 'asker' || value, ${ann.id}, 0 from json_each(${numbers(1200)})
    `.execute(writer);
    const pages = ['/', '/a/side?room=lobby', '/invitations', '/api/invitations'];
    for (const path of pages) {
      const reads = await readsDuring(async () => expect((await ann.get(path)).status).toBe(200));
      expect(mostRows(reads)).toBeLessThanOrEqual(200);
    }
    expect(await (await ann.get('/')).text()).toContain('(1000)');
    // The first of all, which is not listed any more.
    const oldest = `~i${'0'.repeat(21)}`;
    expect(await refusal(ann.postJson(`/api/invitations/${oldest}/decline`, {}))).toEqual([200, undefined]);
    expect(await refusal(ann.postJson(`/api/invitations/${oldest}/decline`, {}))).toEqual([404, 'NOT_FOUND']);
  });

  it.each([
    ['/people', 'friends'],
    ['/people', 'blocks'],
  ])('is paged: %s shows fifty of each list, here %s, and leads on', async (path, table) => {
    const ann = await signedUp(server, `Ann ${table}`);
    await accounts(table, 80);
    await sql`
      insert into ${sql.table(table)} (user_id, other_id, at) select ${ann.id}, ${table} || value, 0 from json_each(${numbers(80)})
    `.execute(writer);
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
    await accounts('member', 79);
    await sql`
      insert into memberships (room_id, user_id, role, joined_at)
      select r.id, 'member' || v.value, 'member', 9e12 from rooms r, json_each(${numbers(79)}) v where r.key = ${room}
    `.execute(writer);
    const rows = async (query: string): Promise<number> =>
      (await (await ann.get(`/members?room=${room}${query}`)).text()).split('<li class="list-row">').length -
      1;
    expect([await rows(''), await rows('&from=50'), await rows('&from=100')]).toEqual([50, 30, 0]);
    expect(await (await ann.get(`/members?room=${room}`)).text()).toContain(`room=${room}&amp;from=50"`);
  });
});
