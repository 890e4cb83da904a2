import { Kysely, Migrator } from 'kysely';
import { expect, it } from 'vitest';
import { SqliteConnection } from '../sqlite-connection.js';
import { SqliteDialect } from '../sqlite-dialect.js';
import type { Schema } from '../../schema.js';
import { migrations } from './index.js';

it('earlier users become guests, each under the key of their name', async () => {
  const db = new Kysely<Schema>({
    dialect: new SqliteDialect(new SqliteConnection({ file: ':memory:', readOnly: false, busyTimeoutMs: 0 })),
  });
  const migrator = new Migrator({ db, provider: { getMigrations: () => Promise.resolve(migrations) } });
  await migrator.migrateTo('0002-changes');
  const people = Array.from({ length: 1500 }, (_, n) => ({
    id: `u${n}`,
    name: `Ｐerson  ${n}`,
    created_at: 0,
  }));
  for (const person of people) await db.insertInto('users').values(person).execute();

  const { error } = await migrator.migrateTo('0003-accounts');
  expect(error).toBeUndefined();
  const users = await db.selectFrom('users').select(['id', 'account_key', 'guest_key', 'profile']).execute();
  expect(users).toHaveLength(1500);
  for (const { id, ...rest } of users)
    expect(rest).toEqual({ account_key: null, guest_key: `person ${id.slice(1)}`, profile: '' });
  await db.destroy();
});
