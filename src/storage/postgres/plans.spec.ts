import { afterEach, expect, it } from 'vitest';
import { draft } from '../../../test/storage/drafts.js';
import { ask } from '../../../test/support/postgres/ask.js';
import { type DatabaseNode, closeNodes, openNodes } from '../../../test/support/postgres/nodes.js';
import { until } from '../../../test/support/until.js';
import { Clock } from '../../clock.js';
import { ENTRY_TYPES } from '../../entry-types.js';
import { PostgresRoomLogStore } from './postgres-room-log.store.js';

afterEach(closeNodes);

it('a log is read along its index, also before PostgreSQL knows how large it is', async () => {
  const { nodes, settings } = await openNodes(1);
  const { storage } = nodes[0] as DatabaseNode;
  const store = new PostgresRoomLogStore(storage, new Clock(), ENTRY_TYPES);
  for (let i = 0; i < 5; i++) await store.append(Array.from({ length: 1000 }, () => draft('text')));
  const stretch = { after: 2000, before: 4000 };
  expect(await store.listOldest('lobby', 10, stretch)).toHaveLength(10);
  expect(await store.listNewest('lobby', 10, stretch)).toHaveLength(10);
  expect(await store.listNewestMessages('lobby', 10)).toHaveLength(10);
  expect(await store.listMessagesAfter('lobby', 4990)).toHaveLength(10);
  expect(await store.listAfterEach(new Map([['lobby', 4990]]), 20)).toHaveLength(10);
  const id = (await store.listNewestMessages('lobby', 1))[0]?.id as string;
  expect((await store.findMessage('lobby', id))?.id).toBe(id);
  // What a connection has read is counted when it ends, if not before.
  await storage.onApplicationShutdown();
  const counted = (what: string): Promise<unknown[]> =>
    ask(
      settings.url,
      `select ${what}::int from pg_stat_user_tables where schemaname = '${settings.schema}' and relname = 'entries'`,
    );
  await until(async () => Number((await counted('idx_scan'))[0]) > 10, 'the counts');
  expect(await counted('seq_tup_read')).toEqual([0]);
});
