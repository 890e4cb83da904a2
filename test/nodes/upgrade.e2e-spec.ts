import pg from 'pg';
import { afterEach, describe, expect, it } from 'vitest';
import { ask } from '../support/postgres/ask.js';
import { freshDatabase } from '../support/postgres/databases.js';
import { RestClient } from '../support/rest-client.js';
import { runProgram } from '../support/run-program.js';
import { type ServerProcess, startServer } from '../support/server-process.js';

const started: ServerProcess[] = [];
afterEach(async () => {
  for (const server of started.splice(0)) await server.kill();
});

async function start(env: Record<string, string>): Promise<ServerProcess> {
  const server = await startServer({ env });
  started.push(server);
  return server;
}

/** What the next version's migration does: it adds, and says from which version on programs can run on it. */
async function migrateAhead(
  { DATABASE_URL, DATABASE_SCHEMA }: Record<'DATABASE_URL' | 'DATABASE_SCHEMA', string>,
  readableFrom: string,
): Promise<void> {
  const client = new pg.Client({
    connectionString: DATABASE_URL,
    options: `-c search_path=${DATABASE_SCHEMA}`,
  });
  await client.connect();
  await client.query('alter table entries add column reactions text');
  await client.query('create table attachments (id text primary key)');
  await client.query("insert into kysely_migration (name, timestamp) values ('9999-next', now()::text)");
  await client.query('update installation set readable_from = $1', [readableFrom]);
  await client.end();
}

describe('a rolling upgrade', () => {
  it('keeps nodes of the version before running, and lets them start again, beside the new one', async () => {
    const database = freshDatabase();
    const old = await start(database);
    const ann = await RestClient.at(old.url);
    await ann.say('lobby', 'before');
    await migrateAhead(database, '0001-first');
    await ann.say('lobby', 'after');
    const again = await start(database);
    ann.url = again.url;
    const { events } = await ann.updates({ lobby: 0 }, { wait: 0 });
    expect(events.map(({ message }) => message?.body)).toEqual(['before', 'after']);
    await ann.edit(events[0]?.message as never, 'changed');
  });

  it('shows a type of entry that only the new one knows as a place without content', async () => {
    const database = freshDatabase();
    const old = await start(database);
    const [ann, bob] = [await RestClient.at(old.url), await RestClient.at(old.url)];
    await ann.say('lobby', 'one');
    const other = await ann.say('other', 'two');
    const held = bob.updates({ lobby: 1, other: 1 }, { wait: 50 });
    // The poll is held once this has been answered.
    await bob.me();
    await ask(
      database.DATABASE_URL,
      `set search_path to ${database.DATABASE_SCHEMA};
       update rooms set last_seq = 2 where key in ('lobby', 'other');
       insert into entries (room_id, seq, id, type, at, author_id, author_name, body, target_seq)
       select id, 2, 'new ' || key, 'of-tomorrow', 0, 'u', 'n', 'canary', case key when 'other' then 1 end from rooms;
       update entries set changed_seq = 2 where id = '${other.id}'`,
    );
    const events = ['lobby', 'other'].map((room) => ({ room, seq: 2, type: 'hidden' }));
    expect((await held).events.length).toBeGreaterThan(0);
    const read = await bob.updates({ lobby: 1, other: 1 }, { wait: 0 });
    expect(read.events.toSorted((a, b) => a.room.localeCompare(b.room))).toEqual(events);
    for (const { room } of events) {
      const { entries } = await bob.entries(room, { after: 0 });
      expect(entries.map(({ type }) => type)).toEqual(['message', 'hidden']);
      const page = await (await bob.get(`/room?room=${room}`)).text();
      expect(page).toContain(`m${entries[0]?.message?.id}`);
      expect(page).not.toContain('canary');
    }
    expect((await ann.edit(other, 'changed')).body).toBe('changed');
    expect((await ann.say('lobby', 'three')).seq).toBe(3);
  });

  it('is refused to a version that is too old for the schema, in words, and nothing is changed', async () => {
    const database = freshDatabase();
    await (await start(database)).stop();
    await migrateAhead(database, '9999-next');
    const { code, stderr } = await runProgram({ ...database, PORT: '0' });
    expect([code, stderr]).toEqual([
      1,
      expect.stringMatching(/written by a newer version of Linger.*9999-next/s),
    ]);
  });

  it('loses no poll: the node that stops answers it, and it goes on at another', async () => {
    const database = freshDatabase();
    const [first, second] = [await start(database), await start(database)];
    const [ann, bob] = [await RestClient.at(first.url), await RestClient.at(first.url)];
    await ann.say('lobby', 'one');
    const held = bob.updates({ lobby: 1 }, { wait: 50 });
    ann.url = second.url;
    // The poll is held once this has been answered by the same node.
    await bob.me();
    expect(await first.stop()).toBe(0);
    const { events, retryMs } = await held;
    expect([events, retryMs > 0]).toEqual([[], true]);
    bob.url = second.url;
    const resumed = bob.updates({ lobby: 1 }, { wait: 50 });
    await ann.say('lobby', 'two');
    expect((await resumed).events.map(({ message }) => message?.body)).toEqual(['two']);
  });
});

describe('ten nodes that start at once on an empty database', () => {
  it('make one schema, with one epoch, and all serve it', async () => {
    const database = freshDatabase();
    const nodes = await Promise.all(
      Array.from({ length: 10 }, () => start({ ...database, DATABASE_POOL: '2' })),
    );
    const epochs = new Set<string>();
    for (const { url } of nodes) epochs.add((await (await RestClient.at(url)).me()).epoch);
    expect(epochs.size).toBe(1);
  });
});

describe('real nodes', () => {
  it('tell each other of entries over the database, without any other service', async () => {
    const database = freshDatabase();
    const [first, second] = [await start(database), await start(database)];
    const [ann, bob] = [await RestClient.at(first.url), await RestClient.at(second.url)];
    for (let seq = 0; seq < 20; seq++) {
      const held = bob.updates({ lobby: seq }, { wait: 50 });
      await ann.say('lobby', `${seq}`);
      expect((await held).events.map((event) => event.seq)).toEqual([seq + 1]);
    }
  });
});
