import { afterEach, expect, it } from 'vitest';
import { gate } from '../../../test/support/gate.js';
import { ask } from '../../../test/support/postgres/ask.js';
import { type DatabaseNode, closeNodes, openNodes } from '../../../test/support/postgres/nodes.js';
import { until } from '../../../test/support/until.js';
import type { Storage } from '../storage.js';

afterEach(closeNodes);

const nothing = (): Promise<void> => Promise.resolve();

const storagesOf = (nodes: readonly DatabaseNode[]): [Storage, Storage] => [
  nodes[0]?.storage as Storage,
  nodes[1]?.storage as Storage,
];

it('one node at a time does a task, and others are refused it until that has finished', async () => {
  const { nodes } = await openNodes(2);
  const [one, other] = storagesOf(nodes);
  const [begun, finish] = [gate(), gate()];
  const first = one.alone('task', () => {
    begun.open();
    return finish.passed;
  });
  await begun.passed;
  const ran: string[] = [];
  const run = (who: string) => async (): Promise<void> => void ran.push(who);
  const refused = [await one.alone('task', run('one')), await other.alone('task', run('other'))];
  expect(refused).toEqual([false, false]);
  expect(await other.alone('another task', run('another task'))).toBe(true);
  finish.open();
  expect(await first).toBe(true);
  expect(await other.alone('task', run('after it'))).toBe(true);
  expect(ran).toEqual(['another task', 'after it']);
});

it('another installation in the same database does not wait', async () => {
  const [one, other] = [(await openNodes(1)).nodes[0]?.storage, (await openNodes(1)).nodes[0]?.storage];
  let inner: boolean | undefined;
  await one?.alone('task', async () => {
    inner = await other?.alone('task', nothing);
  });
  expect(inner).toBe(true);
});

it('a task that takes longer than an idle transaction may keeps its lock', async () => {
  const { nodes } = await openNodes(2);
  const [one, other] = storagesOf(nodes);
  await one.alone('task', async () => {
    await new Promise((resolve) => setTimeout(resolve, 1500));
    expect(await other.alone('task', nothing)).toBe(false);
  });
});

it('a node that dies leaves the task to others', async () => {
  const { nodes, settings } = await openNodes(2);
  const [one, other] = storagesOf(nodes);
  const [begun, finish] = [gate(), gate()];
  const first = one.alone('task', () => {
    begun.open();
    return finish.passed;
  });
  await begun.passed;
  expect(await other.alone('task', nothing)).toBe(false);
  const key = `hashtextextended('${settings.schema} alone task', 0)`;
  const holding = `select pid from pg_locks
    where locktype = 'advisory' and granted and ((classid::bigint << 32) | objid::bigint) = ${key}`;
  expect(await ask(settings.url, `select pg_terminate_backend(pid) from (${holding}) as holding`)).toEqual([
    true,
  ]);
  await until(() => other.alone('task', nothing), 'the other node runs it');
  finish.open();
  // What was begun goes on, which must be harmless.
  expect(await first).toBe(true);
});

it('nobody does it while the database is unavailable', async () => {
  const { nodes } = await openNodes(1);
  const storage = nodes[0]?.storage as Storage;
  const lost = {
    ...(storage as unknown as { settings: object }).settings,
    url: 'postgres://127.0.0.1:1/none',
  };
  Object.assign(storage, { settings: lost });
  let ran = false;
  const trying = storage.alone('task', () => {
    ran = true;
    return nothing();
  });
  await expect(trying).rejects.toMatchObject({ code: 'STORAGE_UNAVAILABLE' });
  expect(ran).toBe(false);
});
