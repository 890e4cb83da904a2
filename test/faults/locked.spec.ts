import { join } from 'node:path';
import { DatabaseSync } from '@photostructure/sqlite';
import { expect, it } from 'vitest';
import { bodiesAt, killAfterEach, start } from '../support/programs.js';
import { until } from '../support/until.js';
import { Visitor } from '../support/visitor.js';
import { expectReadingToGoOn, expectRefusal, heldPolls } from './going-on.js';

const LOCK_MS = 30_000;

killAfterEach();

/** Does it again and again until the time has come; answers what came of it. */
async function repeatUntil<T>(deadline: number, act: () => Promise<T>): Promise<T[]> {
  const results: T[] = [];
  while (performance.now() < deadline) results.push(await act());
  return results;
}

/** How long the sign of life takes, every 50 ms. */
async function delay(visitor: Visitor): Promise<number> {
  const askedAt = performance.now();
  expect((await visitor.get('/healthz')).status).toBe(200);
  const delayMs = performance.now() - askedAt;
  await new Promise((resolve) => setTimeout(resolve, 50));
  return delayMs;
}

it('while a database is locked for half a minute only posts are refused, and everything recovers afterwards', async () => {
  const server = await start({ LOG_LEVEL: 'warn' });
  const visitors = await Promise.all(Array.from({ length: 6 }, () => Visitor.at(server.url)));
  const [ann, bob, carl] = visitors as [Visitor, Visitor, Visitor];
  const before = await ann.send('before');
  const held = heldPolls(bob, before);
  const other = new DatabaseSync(join(server.dataDir, 'linger.db'));
  other.exec('begin immediate');
  const deadline = performance.now() + LOCK_MS;
  const posting = visitors
    .filter((visitor) => visitor !== bob && visitor !== carl)
    .map((visitor) => repeatUntil(deadline, () => expectRefusal(visitor, { body: 'refused' })));
  const reading = repeatUntil(deadline, () => expectReadingToGoOn(carl, before));
  const delays = await repeatUntil(deadline, () => delay(carl));
  // Posts were refused all along; reads worked.
  for (const refusals of await Promise.all(posting)) expect(refusals.length).toBeGreaterThan(5);
  expect((await reading).length).toBeGreaterThan(5);
  expect((await carl.get('/readyz')).status).toBe(503);
  // A wait for the lock in the main thread would be 1.5 s, all the time.
  delays.sort((a, b) => a - b);
  expect(delays[Math.floor(delays.length / 2)]).toBeLessThan(750);

  other.exec('rollback');
  other.close();
  const after = await ann.send('after');
  expect(await held).toEqual([after.id, after.id]);
  expect(await bodiesAt(server)).toEqual(['before', 'after']);
  await until(async () => (await carl.get('/readyz')).status === 200, 'ready');
});
