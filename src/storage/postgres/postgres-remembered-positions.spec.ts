import { sql } from 'kysely';
import { afterEach, expect, it } from 'vitest';
import { rememberedPositionsContract } from '../../../test/polls/remembered-positions.contract.js';
import {
  type DatabaseNode,
  closeNodes,
  openNodeOfOwnServer,
  openNodes,
} from '../../../test/support/postgres/nodes.js';
import { Clock } from '../../clock.js';
import { PostgresExpiredRows } from './postgres-expired-rows.js';
import { PostgresRememberedPositions } from './postgres-remembered-positions.js';
import type { PostgresStorage } from './postgres-storage.js';

afterEach(closeNodes);

async function age({ writer }: PostgresStorage, ms: number): Promise<void> {
  await sql`update remembered_positions set until = until - ${ms} * interval '1 millisecond'`.execute(writer);
}

async function open(
  count: number,
): Promise<{ storage: PostgresStorage; positions: PostgresRememberedPositions }[]> {
  const { nodes } = await openNodes(count);
  return nodes.map(({ storage }: DatabaseNode) => ({
    storage,
    positions: new PostgresRememberedPositions(storage),
  }));
}

type Node = Awaited<ReturnType<typeof open>>[number];

rememberedPositionsContract('PostgreSQL', async () => {
  const [{ storage, positions }] = (await open(1)) as [Node];
  return { positions, age: (ms) => age(storage, ms) };
});

it('a position is found by another node, and by one only of those that come at the same time', async () => {
  const nodes = await open(2);
  const seqs = [1, 2, 3, 4, 5, 6, 7, 8];
  for (const seq of seqs) await nodes[seq % 2]?.positions.remember('s', 'r', seq);
  const [a, b] = nodes as [Node, Node];
  const takes = Array.from({ length: 16 }, (_, i) => (i % 2 ? a : b).positions.take('s', 'r'));
  const taken = (await Promise.all(takes)).filter((seq) => seq !== undefined);
  expect(taken.toSorted((one, other) => one - other)).toEqual(seqs);
});

it('positions are rejected while the database is unavailable', async () => {
  const { node, stop } = await openNodeOfOwnServer();
  const positions = new PostgresRememberedPositions(node.storage);
  await stop();
  const UNAVAILABLE = { code: 'STORAGE_UNAVAILABLE' };
  await expect(positions.remember('s', 'r', 1)).rejects.toMatchObject(UNAVAILABLE);
  await expect(positions.take('s', 'r')).rejects.toMatchObject(UNAVAILABLE);
});

it('expired positions are deleted, and others stay', async () => {
  const [{ storage, positions }] = (await open(1)) as [Node];
  await positions.remember('s', 'old', 1);
  await age(storage, 60_000);
  await positions.remember('s', 'new', 2);
  const cleaning = new PostgresExpiredRows(storage, new Clock());
  await cleaning.onModuleInit();
  cleaning.onModuleDestroy();
  const { rows } = await sql`select room from remembered_positions`.execute(storage.reader);
  expect(rows).toEqual([{ room: 'new' }]);
});
