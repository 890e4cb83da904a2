import pg from 'pg';
import { afterEach, expect, it } from 'vitest';
import { ask } from '../../../test/support/postgres/ask.js';
import { freshDatabase } from '../../../test/support/postgres/databases.js';
import { closeNodes, openNode, openNodes } from '../../../test/support/postgres/nodes.js';
import { until } from '../../../test/support/until.js';
import { migrations } from './migrations/index.js';

afterEach(closeNodes);

it('a node that has started leaves no lock behind that others would wait for', async () => {
  const { settings } = await openNodes(1);
  const taking = `select pg_try_advisory_lock(hashtextextended('linger ${settings.schema}', 0))`;
  // The first makes the schema, and the second finds it made.
  for (const _ of ['first', 'second']) {
    await until(async () => (await ask(settings.url, taking))[0] === true, 'the lock is free', 5000);
    await openNode(settings);
  }
  await until(async () => (await ask(settings.url, taking))[0] === true, 'the lock is free', 5000);
});

it('a start is not disturbed by other programs that make and drop schemas in the same database', async () => {
  const { DATABASE_URL: url } = freshDatabase();
  const client = new pg.Client(url);
  await client.connect();
  const stop = new AbortController();
  const others = (async () => {
    while (!stop.signal.aborted) {
      await client.query('create schema others; create table others.places (id serial primary key)');
      await client.query('drop schema others cascade');
    }
  })();
  try {
    for (let i = 0; i < 5; i++) await openNodes(1);
  } finally {
    stop.abort();
    await others;
    await client.end();
  }
});

it('a node of a newer version migrates nothing of an installation with another cookie secret', async () => {
  const { settings } = await openNodes(1);
  await ask(settings.url, `update ${settings.schema}.installation set secret_tag = 'of others'`);
  const tables = `select tablename from pg_tables where schemaname = '${settings.schema}'`;
  const before = await ask(settings.url, tables);
  migrations['9999-of-tomorrow'] = { up: (db) => db.schema.createTable('tomorrow').execute() };
  try {
    await expect(openNode(settings)).rejects.toThrow('COOKIE_SECRET: this database belongs to');
    expect(await ask(settings.url, tables)).toEqual(before);
    // Premise: it would migrate its own.
    await ask(settings.url, `update ${settings.schema}.installation set secret_tag = 'tag'`);
    await openNode(settings);
    expect(await ask(settings.url, tables)).toHaveLength(before.length + 1);
  } finally {
    delete migrations['9999-of-tomorrow'];
  }
});
