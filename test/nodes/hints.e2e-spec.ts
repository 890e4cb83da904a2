import pg from 'pg';
import { expect, it } from 'vitest';
import { RestClient } from '../support/rest-client.js';
import { until } from '../support/until.js';
import { sharedNodes } from './nodes.js';

const nodes = sharedNodes();

it('an entry is hinted at only once it is committed', async () => {
  const { DATABASE_URL: url, DATABASE_SCHEMA: schema } = nodes.database;
  const ann = await RestClient.at(nodes.a.url);
  await ann.say('lobby', 'first');
  nodes.bus.lose();
  const client = new pg.Client(url);
  await client.connect();
  await client.query(`begin; lock table ${schema}.entries in share mode`);
  const saying = ann.say('lobby', 'second');
  try {
    const waiting = `select from pg_locks where relation = '${schema}.entries'::regclass and not granted`;
    await until(async () => (await client.query(waiting)).rowCount === 1, 'the entry is about to be stored');
    expect(nodes.bus.count).toBe(0);
  } finally {
    await client.end();
  }
  await saying;
  expect(nodes.bus.count).toBeGreaterThan(0);
});
