import { sql } from 'kysely';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type DatabaseNode, closeNodes, openNodes } from '../../../test/support/postgres/nodes.js';
import { until } from '../../../test/support/until.js';
import { personChanged } from '../../signals/signal.js';
import { PostgresExpiredRows, deleteOldSignals } from './postgres-expired-rows.js';
import { Clock } from '../../clock.js';

let node: DatabaseNode;
let other: DatabaseNode;
beforeEach(async () => {
  const { nodes } = await openNodes(2);
  [node, other] = nodes as [DatabaseNode, DatabaseNode];
});
afterEach(closeNodes);

/** Stores a signal, through a node or behind the back of both. */
async function record(
  subject: string,
  { n, age = '0 hours' }: { n?: number; age?: string } = {},
): Promise<void> {
  if (n === undefined)
    await node.storage.transact({ lock: [], signals: () => [personChanged(subject)] }, () =>
      Promise.resolve(),
    );
  else
    await sql`
      insert into signals (n, kind, subject, at) values (${n}, 'person', ${subject}, now() - ${age}::interval)
    `.execute(node.storage.writer);
}

/** Nobody asks between this and what is done next. */
async function move(head: number): Promise<void> {
  await sql`update signals_head set n = ${head}`.execute(node.storage.writer);
}

async function numbers(): Promise<number[]> {
  const { rows } = await sql<{ n: number }>`select n from signals order by n`.execute(node.storage.reader);
  return rows.map(({ n }) => n);
}

describe('a node whose signals were deleted before it heard them', () => {
  const gone = expect.objectContaining({ message: expect.stringMatching(/Signals 1 to 2 are gone/) });

  it.each([
    ['and younger ones are left', [3]],
    ['and none are left', []],
  ])('ends itself, %s', async (_, left) => {
    await node.storage.writer.transaction().execute(async (trx) => {
      for (const n of left)
        await sql`insert into signals (n, kind, subject) values (${n}, 'person', 'ann')`.execute(trx);
      await sql`update signals_head set n = ${left[0] ?? 2}`.execute(trx);
    });
    await expect(node.storage.feed.current()).rejects.toThrow('gone');
    await until(() => other.deaths.length > 0, 'the other node, which only its timer tells, ends too');
    expect([node.deaths[0], other.deaths[0]]).toEqual([gone, gone]);
  });

  it('serves nothing from then on', async () => {
    const told: string[] = [];
    node.signals.on('person', (subjects) => told.push(...subjects));
    await move(2);
    await expect(node.storage.feed.current()).rejects.toThrow('gone');
    await until(() => node.storage.feed.isStale, 'its lease is over');
    await expect(node.storage.feed.current()).rejects.toThrow('gone');
    expect(told).toEqual([]);
  });
});

it('a node whose database was replaced by an older one ends itself', async () => {
  await record('ann');
  await other.storage.feed.current();
  await sql`delete from signals`.execute(node.storage.writer);
  await move(0);
  await expect(other.storage.feed.current()).rejects.toThrow('replaced by an older one');
  expect(other.deaths).toHaveLength(1);
});

it('a node that hears everything lives on', async () => {
  for (const subject of ['ann', 'bob']) await record(subject);
  const told: string[] = [];
  other.signals.on('person', (subjects) => told.push(...subjects));
  await record('cem');
  await other.storage.feed.current();
  expect([told.at(-1), node.deaths, other.deaths]).toEqual(['cem', [], []]);
});

describe('old signals', () => {
  it('are deleted after a day, and younger ones stay', async () => {
    await record('old', { n: 1, age: '25 hours' });
    await record('older than its commit', { n: 2, age: '24 hours 1 minute' });
    await record('young', { n: 3, age: '23 hours' });
    await deleteOldSignals(node.storage);
    expect(await numbers()).toEqual([3]);
  });

  it('stay while one before them is young, so that there are no holes', async () => {
    await record('young', { n: 1, age: '23 hours' });
    await record('of a transaction that began before', { n: 2, age: '25 hours' });
    await record('younger', { n: 3, age: '22 hours' });
    await deleteOldSignals(node.storage);
    expect(await numbers()).toEqual([1, 2, 3]);
  });

  it('are all deleted, however many', async () => {
    await sql`
      insert into signals (n, kind, subject, at)
      select n, 'person', 'ann', now() - interval '2 days' from generate_series(1, 25000) as n
    `.execute(node.storage.writer);
    await deleteOldSignals(node.storage);
    expect(await numbers()).toEqual([]);
  });

  it('are deleted by a node that starts', async () => {
    await record('old', { n: 1, age: '25 hours' });
    const cleaning = new PostgresExpiredRows(node.storage, new Clock());
    await cleaning.onModuleInit();
    cleaning.onModuleDestroy();
    expect(await numbers()).toEqual([]);
  });
});
