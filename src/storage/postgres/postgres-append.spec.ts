import pg from 'pg';
import { afterEach, expect, it } from 'vitest';
import { change } from '../../../test/storage/changes.contract.js';
import { draft } from '../../../test/storage/drafts.js';
import { type DatabaseNode, closeNodes, openNodes } from '../../../test/support/postgres/nodes.js';
import { until } from '../../../test/support/until.js';
import { Clock } from '../../clock.js';
import { ENTRY_TYPES } from '../../entry-types.js';
import type { Appended } from '../../log/entry.js';
import { personChanged } from '../../signals/signal.js';
import { NO_LOCK } from '../lock.js';
import { PostgresRoomLogStore } from './postgres-room-log.store.js';

afterEach(closeNodes);

it('a deletion that has to wait for a table keeps no other node from recording signals', async () => {
  const { nodes, settings } = await openNodes(2);
  const [{ storage }, other] = nodes as [DatabaseNode, DatabaseNode];
  const store = new PostgresRoomLogStore(storage, new Clock(), ENTRY_TYPES);
  const [appended] = await store.append([draft('regretted')]);
  const locking = new pg.Client(settings.url);
  await locking.connect();
  await locking.query(`begin; lock table ${settings.schema}.entries in share mode`);
  const happened: string[] = [];
  const deleting = store
    .append([change((appended as Appended).entry.message)])
    .finally(() => happened.push('deleted, or not'));
  try {
    const waiting = `select from pg_locks where relation = '${settings.schema}.entries'::regclass and not granted`;
    await until(async () => (await locking.query(waiting)).rowCount === 1, 'the deletion waits');
    await other.storage.transact({ lock: NO_LOCK, signals: () => [personChanged('ann')] }, () =>
      Promise.resolve(),
    );
    expect(happened).toEqual([]);
  } finally {
    await locking.end();
  }
  expect((await deleting)[0]?.outcome).toBe('stored');
});
