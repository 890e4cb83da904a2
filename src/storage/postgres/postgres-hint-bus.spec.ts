import { createHash } from 'node:crypto';
import pg from 'pg';
import { afterEach, expect, it } from 'vitest';
import { dropDatabases, freshDatabase } from '../../../test/support/postgres/databases.js';
import { until } from '../../../test/support/until.js';
import { Clock } from '../../clock.js';
import type { Hint } from '../../signals/hint-bus.js';
import { PostgresHintBus } from './postgres-hint-bus.js';

afterEach(dropDatabases);

it('what is no hint is left out, whoever sends it', async () => {
  const { DATABASE_URL: url, DATABASE_SCHEMA: schema } = freshDatabase();
  const [bus, other] = [1, 2].map(() => new PostgresHintBus({ url, schema, pool: 1 }, new Clock())) as [
    PostgresHintBus,
    PostgresHintBus,
  ];
  const heard: Hint[] = [];
  bus.heard.subscribe((hints) => heard.push(...hints));
  await Promise.all([bus.onModuleInit(), other.onModuleInit()]);
  const client = new pg.Client(url);
  await client.connect();
  const channel = `linger_${createHash('sha256').update(schema).digest('hex').slice(0, 16)}`;
  for (const payload of [
    '',
    'hello',
    'x {',
    'x {"room":"a"}',
    'x [1,null,{"room":7,"seq":1},{"news":1},{"room":"a","seq":2}]',
    'x [{"watched":1},{"here":"a"},{"here":"a","node":"x","count":1,"ids":["b"],"faces":[{"id":"b"}],"writing":[]}]',
    'x [{"here":"a","node":"x","count":1,"ids":[1],"faces":[],"writing":[]}]',
  ])
    await client.query('select pg_notify($1, $2)', [channel, payload]);
  await client.end();
  other.publish([{ signals: 3 }]);
  await until(
    () => Promise.resolve(heard.some((hint) => 'signals' in hint)),
    'the hint of another node is heard',
  );
  expect(heard).toEqual([{ room: 'a', seq: 2 }, { signals: 3 }]);
  await Promise.all([bus.onApplicationShutdown(), other.onApplicationShutdown()]);
});
