import pg from 'pg';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { change } from '../../../test/storage/changes.contract.js';
import { draft } from '../../../test/storage/drafts.js';
import { type DatabaseNode, closeNodes, openNodes } from '../../../test/support/postgres/nodes.js';
import { HeldLocks } from '../../../test/support/postgres/held-locks.js';
import { until } from '../../../test/support/until.js';
import { Clock } from '../../clock.js';
import { ENTRY_TYPES } from '../../entry-types.js';
import type { Appended } from '../../log/entry.js';
import { EDIT } from '../../messages/message-changes.js';
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

it('an append that fails after it has locked its rooms leaves them to others at once', async () => {
  const { nodes, settings } = await openNodes(1);
  const [{ storage }] = nodes as [DatabaseNode];
  const store = new PostgresRoomLogStore(storage, new Clock(), ENTRY_TYPES);
  const [appended] = await store.append([draft('changed')]);
  const locking = new pg.Client(settings.url);
  await locking.connect();
  const lock = `select key from ${settings.schema}.rooms for update nowait`;
  const decide = vi.fn<() => never>(() => {
    throw new Error('a mistake');
  });
  try {
    const failing = { ...change((appended as Appended).entry.message, 'new'), type: { ...EDIT, decide } };
    await expect(store.append([failing])).rejects.toThrow('a mistake');
    expect(decide).toHaveBeenCalled();
    expect((await locking.query(lock)).rows).toEqual([{ key: 'lobby' }]);
  } finally {
    await locking.end();
  }
  expect((await store.append([draft('next')]))[0]?.outcome).toBe('stored');
});

describe('a batch with drafts for a room that another node has locked for too long', () => {
  it('stores those for other rooms, in order, and says which it could not', async () => {
    const { nodes, settings } = await openNodes(1);
    const store = new PostgresRoomLogStore((nodes[0] as DatabaseNode).storage, new Clock(), ENTRY_TYPES);
    await store.append([draft('before', { room: 'locked' }), draft('before')]);
    const held = await HeldLocks.by(settings, `select from rooms where key = 'locked' for update`);
    const drafts = [
      draft('in vain', { room: 'locked' }),
      draft('one'),
      draft('new', { room: 'new' }),
      draft('two'),
    ];
    try {
      const appended = await store.append(drafts);
      expect(appended.map(({ outcome, entry }) => [outcome, entry.room, entry.seq])).toEqual([
        ['locked', 'locked', 0],
        ['stored', 'lobby', 2],
        ['stored', 'new', 1],
        ['stored', 'lobby', 3],
      ]);
    } finally {
      await held.release();
    }
    expect((await store.append([draft('again', { room: 'locked' })]))[0]).toMatchObject({
      outcome: 'stored',
      entry: { seq: 2 },
    });
  });
});
