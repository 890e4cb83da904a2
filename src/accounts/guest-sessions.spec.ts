import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readsDuring } from '../../test/support/reads-counted.js';
import { Signals } from '../signals/signals.js';
import { openSqliteInMemory } from '../storage/sqlite/open-sqlite.js';
import type { SqliteStorage } from '../storage/sqlite/sqlite-storage.js';
import { type GuestSession, storeGuestSessions } from './guest-sessions.js';
import { nameKeysOf } from './names.js';

const NOW = 1000;

let storage: SqliteStorage;
beforeEach(async () => {
  storage = await openSqliteInMemory(new Signals());
});
afterEach(() => storage.onApplicationShutdown());

const guest = (id: string, name = 'Guest 1234'): GuestSession => ({
  idHash: `hash of ${id}`,
  startedAt: 0,
  user: { id, name, isGuest: true },
});

const crowd = (of: string, count: number) => Array.from({ length: count }, (_, i) => guest(`${of} ${i}`));

/** How many statements it takes to store these. */
async function statementsFor(guests: GuestSession[]): Promise<number> {
  return (await readsDuring(() => storeGuestSessions(storage, guests, NOW))).length;
}

describe('guests who are stored together', () => {
  it('take no more statements than one alone', async () => {
    const one = await statementsFor(crowd('one', 1));
    expect(one).toBeGreaterThan(5);
    expect(await statementsFor(crowd('many', 200))).toBe(one);
    expect(await storage.reader.selectFrom('sessions').select('user_id').execute()).toHaveLength(201);
  });

  it('share the user if they are first writes of the same visitor', async () => {
    const [first, second] = [guest('first'), { ...guest('second'), idHash: guest('first').idHash }];
    const [one, other] = await storeGuestSessions(storage, [first, second], NOW);
    expect(one).toEqual(other);
    expect(await storage.reader.selectFrom('users').select('id').execute()).toHaveLength(1);
  });

  it('get the stored user of a session that has one, and nothing for one that has ended', async () => {
    await storeGuestSessions(storage, [guest('known')], NOW);
    await storage.writer
      .insertInto('ended_sessions')
      .values({ id_hash: guest('gone').idHash, created_at: 0 })
      .execute();
    const again = { ...guest('other id'), idHash: guest('known').idHash };
    const users = await storeGuestSessions(storage, [again, guest('gone'), guest('new')], NOW);
    expect(users).toEqual([guest('known').user, 'ended', guest('new').user]);
  });

  it('get digits after a name that an account has or has reserved, each for themselves', async () => {
    await addAccount('Ann');
    await storage.writer
      .insertInto('former_names')
      .values({ user_id: 'account Ann', ...nameKeysOf('Bob'), given_up_at: NOW })
      .execute();
    const guests = ['Ann', 'Cat', 'Bob'].map((name) => guest(name, name));
    const users = (await storeGuestSessions(storage, guests, NOW)) as { name: string }[];
    expect(users.map(({ name }) => name)).toEqual([
      expect.stringMatching(/^Ann\d$/),
      'Cat',
      expect.stringMatching(/^Bob\d$/),
    ]);
  });
});

async function addAccount(name: string): Promise<void> {
  const { key, look } = nameKeysOf(name);
  const account = { id: `account ${name}`, name, account_key: key, look, created_at: 0 };
  await storage.writer.insertInto('users').values(account).execute();
}
