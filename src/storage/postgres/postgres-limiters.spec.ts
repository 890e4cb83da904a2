import { sql } from 'kysely';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { rateLimitContract } from '../../../test/limits/rate-limit.contract.js';
import {
  type DatabaseNode,
  closeNodes,
  openNodeOfOwnServer,
  openNodes,
} from '../../../test/support/postgres/nodes.js';
import { SignInThrottle } from '../../accounts/sign-in-throttle.js';
import { Clock } from '../../clock.js';
import { CookieSecret } from '../../config/cookie-secret.js';
import { loadConfig } from '../../config/load-config.js';
import { Limits } from '../../limits/limits.js';
import { RateLimit } from '../../limits/rate-limit.js';
import { PostgresExpiredRows } from './postgres-expired-rows.js';
import { PostgresLimiters } from './postgres-limiters.js';

const REFUSED = { code: 'TOO_MANY_REQUESTS' };
const config = loadConfig({
  COOKIE_SECRET: 'k9Wc1LrY7Tq0ZbXn4VdJ2sGmHf8uPoEa',
  LIMIT_SIGN_IN: '5/300',
  LIMIT_POSTS: '3/60',
});

afterEach(closeNodes);

const limitersOf = ({ storage }: DatabaseNode): PostgresLimiters =>
  new PostgresLimiters(storage, new CookieSecret(config));

rateLimitContract('PostgreSQL', async () => limitersOf((await openNodes(1)).nodes[0] as DatabaseNode));

describe('two nodes', () => {
  let nodes: DatabaseNode[];
  let limits: [Limits, Limits];
  beforeEach(async () => {
    ({ nodes } = await openNodes(2));
    limits = nodes.map((node) => new Limits(config, limitersOf(node))) as unknown as [Limits, Limits];
  });

  const inRates = async (): Promise<{ key: string }[]> =>
    (
      await sql<{ key: string }>`select key from rate_limits`.execute(
        (nodes[0] as DatabaseNode).storage.reader,
      )
    ).rows;

  it('count together, also at the same time', async () => {
    const [one, other] = nodes.map(
      (node) => new RateLimit(limitersOf(node).limiter('ten', { count: 10, seconds: 60 })),
    ) as [RateLimit, RateLimit];
    const all = await Promise.allSettled(
      Array.from({ length: 30 }, (_, n) => (n % 2 === 0 ? one : other).take('ann')),
    );
    expect(all.filter(({ status }) => status === 'fulfilled')).toHaveLength(10);
    expect([await one.count('ann'), await other.count('ann')]).toEqual([30, 30]);
  });

  it('stop guessing at a password together', async () => {
    const throttles = limits.map((all) => new SignInThrottle(all)) as [SignInThrottle, SignInThrottle];
    const attempt = { account: 'ann', address: '203.0.113.1' };
    for (let n = 0; n < 5; n++) await throttles[(n % 2) as 0 | 1].take(attempt);
    for (const throttle of throttles) await expect(throttle.take(attempt)).rejects.toMatchObject(REFUSED);
    await throttles[0].take({ ...attempt, address: '203.0.113.2' });
  });

  it.each([
    ['sign-ins from an address', 'signInFromAddress', 100],
    ['right passwords', 'rightPasswords', 60],
    ['attempts during an attack', 'stranger', 3],
    ['accounts', 'signUp', 60],
    ['sign-in links', 'signInLinks', 20],
    ['new names of groups', 'renames', 30],
  ] as const)('count %s together', async (_, name, count) => {
    const [one, other] = [limits[0][name], limits[1][name]];
    for (let n = 0; n < count; n++) await (n % 2 === 0 ? one : other).take('key');
    for (const limit of [one, other]) await expect(limit.take('key')).rejects.toMatchObject(REFUSED);
  });

  it.each([
    ['requests', 30],
    ['rooms', 20],
  ] as const)('count %s of a person together', async (name, count) => {
    const [one, other] = [limits[0][name], limits[1][name]];
    for (let n = 0; n < count; n++) await (n % 2 === 0 ? one : other).take('ann', `203.0.113.${n}`);
    for (const limit of [one, other])
      await expect(limit.take('ann', '203.0.113.99')).rejects.toMatchObject(REFUSED);
  });

  it('limit posts and reads each for itself, without asking the database', async () => {
    for (const { posts } of limits) {
      for (let n = 0; n < 3; n++) await posts.take('ann', '203.0.113.1');
      await expect(posts.take('ann', '203.0.113.1')).rejects.toMatchObject(REFUSED);
    }
    await limits[0].reads.take('ann', '203.0.113.1');
    expect(await inRates()).toEqual([]);
  });

  it('keep neither addresses nor names in the database', async () => {
    await new SignInThrottle(limits[0]).take({ account: 'ann', address: '203.0.113.1' });
    const keys = (await inRates()).map(({ key }) => key);
    expect(keys).toHaveLength(3);
    expect(keys.join(' ')).not.toMatch(/ann|203/);
  });
});

it('a limit lets nobody pass while the database is unavailable', async () => {
  const { node, stop } = await openNodeOfOwnServer();
  const limits = new Limits(config, limitersOf(node));
  await limits.signIn.take('ann');
  await stop();
  const { signIn, requests } = limits;
  const attempts = await Promise.allSettled([
    signIn.take('ann'),
    signIn.check('ann'),
    signIn.add('ann'),
    signIn.giveBack('ann'),
    signIn.count('ann'),
    requests.take('ann', '203.0.113.1'),
    new SignInThrottle(limits).take({ account: 'ann', address: '203.0.113.1' }),
  ]);
  const rejected = { status: 'rejected', reason: expect.objectContaining({ code: 'STORAGE_UNAVAILABLE' }) };
  expect(attempts).toEqual(attempts.map(() => rejected));
});

it('counts are deleted once they have expired at all nodes', async () => {
  const { nodes } = await openNodes(1);
  const { storage } = nodes[0] as DatabaseNode;
  const expired = (minutes: number): Promise<unknown> =>
    sql`insert into rate_limits values (${String(minutes)}, 1, ${Date.now() - minutes * 60_000}::bigint)`.execute(
      storage.writer,
    );
  for (const minutes of [-1, 1, 11]) await expired(minutes);
  const cleaning = new PostgresExpiredRows(storage, new Clock());
  await cleaning.onModuleInit();
  cleaning.onModuleDestroy();
  const { rows } = await sql<{ key: string }>`select key from rate_limits order by key`.execute(
    storage.reader,
  );
  expect(rows.map(({ key }) => key)).toEqual(['-1', '1']);
});
