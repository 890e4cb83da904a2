import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Account, signedIn, signedUp } from '../support/account.js';
import { directOf, groupOf } from '../support/groups.js';
import { markRead } from '../support/reading.js';
import { RestClient } from '../support/rest-client.js';
import { connectionTo } from '../../src/storage/postgres/postgres-settings.js';
import { sharedNodes } from './nodes.js';
import { type Plan, plansOf, statementsDuring } from './plans.js';

/** A page of 200 entries takes fewer. Each table has more: some by others, some by others in the same rooms. */
const MOST_ROWS = 2_500;

const OTHERS = `
  insert into users (id, name, created_at, account_key, look, password_hash)
    select 'u' || n, 'Other ' || n, 0, 'other ' || n, 'look ' || n, 'x' from generate_series(1, 10000) n;
  insert into rooms (key, kind, name, last_seq, created_at)
    select '~g' || lpad(n::text, 21, '0'), 'group', 'G', 1, 0 from generate_series(1, 10000) n;
  insert into memberships (room_id, user_id, role, joined_at)
    select r.id, 'u' || (1 + (r.id * 7 + k * 613) % 5000), 'member', 0
    from rooms r, generate_series(1, 5) k where r.key like '~g0%' on conflict do nothing;
  insert into friends (user_id, other_id, at)
    select 'u' || n, 'u' || (1 + (n + k) % 5000), 0 from generate_series(1, 5000) n, generate_series(1, 5) k;
  insert into friend_requests (user_id, other_id, at) select user_id, 'u' || (1 + length(other_id) * 97), 0 from friends on conflict do nothing;
  insert into blocks (user_id, other_id, at) select other_id, user_id, 0 from friends;
  insert into invitations (room_id, user_id, by_id, at)
    select id, 'u' || (1 + id % 5000), 'u1', 0 from rooms where kind = 'group';
  insert into read_marks (user_id, room_id, seq)
    select 'u' || n, r.id, 1 from generate_series(1, 5000) n, rooms r where r.key = 'lobby' or r.key = 'second';
  insert into followed_rooms (user_id, room_id, at, left_seq)
    select 'u' || n, r.id, n, case when n % 3 = 0 then 1 end from generate_series(1, 5000) n, rooms r where r.key in ('second', 'third');
  insert into room_preferences (user_id, room_id, bell, pinned)
    select 'u' || n, r.id, 'nothing', 1 from generate_series(1, 5000) n, rooms r where r.key in ('lobby', 'second', 'third');
  insert into sessions (id_hash, user_id, created_at, last_seen_at)
    select 'hash ' || n, 'u' || n, extract(epoch from now()) * 1000, extract(epoch from now()) * 1000 from generate_series(1, 5000) n;
  insert into entries (room_id, seq, id, type, at, author_id, author_name, author_guest, client_id, body, target_seq)
    select r.id, n, gen_random_uuid()::text, case when n % 10 = 0 then 'edit' else 'message' end, n,
           'u' || n % 50, 'Other', 0, null, 'text', case when n % 10 = 0 then n - 1 end
    from generate_series(10, 9000) n, rooms r where r.key in ('lobby', 'second', 'third');
  update entries e set changed_seq = seq + 1 from rooms r where r.id = e.room_id and e.seq % 10 = 9 and e.seq > 10 and r.kind = 'open';
  update rooms set last_seq = 9000 where key in ('lobby', 'second', 'third');`;

const OPEN_ROOMS = `
  insert into rooms (key, kind, last_seq, created_at, active_at)
    select 'open ' || n, 'open', 1, 0, n * 600000::bigint from generate_series(1, 5000) n;
  insert into entries (room_id, seq, id, type, at, author_id, author_name, body)
    select id, 1, gen_random_uuid()::text, 'message', active_at, 'u1', 'Other', 'text' from rooms where key like 'open %';`;

const nodes = sharedNodes();
let client: pg.Client;
let ann: Account;
let group: string;
let direct: string;

beforeAll(async () => {
  const { DATABASE_URL: url, DATABASE_SCHEMA: schema } = nodes.database;
  // Filling the tables takes longer than a request may.
  const noTimeouts = { query_timeout: 0, statement_timeout: 0 };
  client = new pg.Client({ ...connectionTo({ url, schema, pool: 1 }, 'test'), ...noTimeouts });
  await client.connect();
  ann = await signedUp(nodes.a, 'Ann');
  const bob = await signedUp(nodes.a, 'Bob');
  for (const room of ['lobby', 'second', 'third']) await bob.say(room, 'one');
  group = await groupOf(ann, bob);
  direct = await directOf(ann, bob);
  await client.query(OTHERS);
});
afterAll(() => client.end());

const entries = (room: string, query = ''): string => `/api/rooms/${room}/entries${query}`;

const OF_THE_LOG: Record<string, () => Promise<Response>> = {
  'the newest entries': () => ann.get(entries('lobby')),
  'entries after one': () => ann.get(entries('second', '?after=100&limit=200')),
  'entries before one': () => ann.get(entries('second', '?before=8000&limit=200')),
  'entries of a conversation': () => ann.get(entries(direct)),
  'updates of rooms': () =>
    ann.postJson('/api/updates', { after: { lobby: 100, [group]: 0 }, marks: '0', wait: 0 }),
};

const READING: Record<string, () => Promise<Response>> = {
  ...OF_THE_LOG,
  'the page': () => ann.get('/'),
  'the page of a group': () => ann.get(`/?room=${group}`),
  'the page of people': () => ann.get('/people'),
  'the list of rooms': () => ann.get('/api/rooms'),
  'the side': () => ann.get('/a/side?room=lobby'),
  'the members of a group': () => ann.get(`/api/rooms/${group}/members`),
  'a search for people': () => ann.get('/api/people?name=other'),
  'a person': () => ann.get('/api/people/u17'),
  invitations: () => ann.get('/api/invitations'),
  friends: () => ann.get('/api/friends'),
  sessions: () => ann.get('/api/sessions'),
};

const CHANGING: Record<string, () => Promise<Response>> = {
  'a message that mentions': () =>
    ann.postJson('/api/rooms/lobby/messages', { body: 'hello @Bob @Other 17' }),
  'a read mark': async () => {
    await markRead(nodes.a, ann, 'lobby', 8000);
    return ann.get('/healthz');
  },
  'a visit of an open room': () => ann.postJson('/api/rooms/second/follow', {}),
  'leaving an open room': () => ann.postJson('/api/rooms/second/leave', {}),
  'a choice for a room': () => ann.postJson('/api/rooms/third/preferences', { bell: 'nothing' }),
  'a sign-out of a guest': async () => {
    const guest = await RestClient.at(nodes.a.url);
    await guest.say('third', 'hello');
    return guest.postJson('/api/session/end', {});
  },
  'an invitation': () => ann.postJson(`/api/rooms/${group}/invitations`, { user: 'u42' }),
  'a friend request': () => ann.postJson('/api/friends/u43/request', {}),
  'a block': () => ann.postJson('/api/people/u44/block', {}),
  'a conversation': () => ann.postJson('/api/direct', { user: 'u45' }),
  'a new name': () => ann.postJson('/a/name', { name: 'Annie' }),
  'a sign-in': async () => {
    await signedIn(nodes.a, 'Annie');
    return ann.get('/healthz');
  },
};

async function plansOfRequest(request: () => Promise<Response>): Promise<Plan[]> {
  const statements = await statementsDuring(async () => {
    const answer = await request();
    expect([answer.status, await answer.text()]).toEqual([
      expect.toSatisfy((status: number) => status < 300),
      expect.any(String),
    ]);
  });
  return plansOf(client, statements);
}

const isDear = ({ rows, wholeTables }: Plan): boolean => rows > MOST_ROWS || wholeTables.length > 0;

async function check(request: () => Promise<Response>): Promise<void> {
  const plans = await plansOfRequest(request);
  expect(plans.length).toBeGreaterThan(0);
  expect(plans.filter(isDear)).toEqual([]);
}

describe('PostgreSQL reads by index and in order in a crowded database', () => {
  it.each(Object.entries(OF_THE_LOG))('that it has never analysed, for %s', (_, request) => check(request));

  describe('that it has analysed', () => {
    beforeAll(() => client.query('analyze'));

    it.each(Object.entries(READING))('for %s', (_, request) => check(request));

    it.each(Object.entries(CHANGING))('for %s', (_, request) => check(request));
  });

  describe('that has many open rooms', () => {
    beforeAll(async () => {
      await client.query(OPEN_ROOMS);
      await client.query('analyze');
    });

    it.each(['', '?after=1200000000-9000'])('for the list of them%s', (query) =>
      check(() => ann.get(`/api/open-rooms${query}`)),
    );
  });
});
