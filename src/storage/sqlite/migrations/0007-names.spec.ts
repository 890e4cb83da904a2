import { Kysely, Migrator } from 'kysely';
import { expect, it } from 'vitest';
import { findAccountByName } from '../../../accounts/accounts.js';
import { SqliteConnection } from '../sqlite-connection.js';
import { SqliteDialect } from '../sqlite-dialect.js';
import type { Schema } from '../../schema.js';
import { migrations } from './index.js';

it('earlier names keep their accounts, even if they now look the same', async () => {
  const db = new Kysely<Schema>({
    dialect: new SqliteDialect(new SqliteConnection({ file: ':memory:', readOnly: false, busyTimeoutMs: 0 })),
  });
  const migrator = new Migrator({ db, provider: { getMigrations: () => Promise.resolve(migrations) } });
  await migrator.migrateTo('0006-reading');
  const account = (id: string, name: string, key: string) =>
    db
      .insertInto('users')
      .values({ id, name, account_key: key, password_hash: 'x', created_at: 0 })
      .execute();
  await account('u1', "O'Brien", "o'brien");
  await account('u2', 'O’Brien', 'o’brien');
  await account('u3', 'D’Arcy', 'd’arcy');
  await account('u4', 'Κοσμάς', 'κοσμάς');
  await account('u5', 'Olga', 'olga');
  await account('u6', 'OIga', 'oiga');
  await db.insertInto('users').values({ id: 'g', name: 'Gаst', created_at: 0 }).execute();
  await db
    .insertInto('users')
    .values({ id: 'd', name: 'deleted account', deleted_at: 1, created_at: 0 })
    .execute();

  const { error } = await migrator.migrateToLatest();
  expect(error).toBeUndefined();
  const found = async (typed: string) => (await findAccountByName(db, typed))?.id;
  expect(
    await Promise.all(["O'Brien", 'O’Brien', "d'arcy", 'D’Arcy', 'ΚΟΣΜΆΣ', 'Olga', 'OIGA'].map(found)),
  ).toEqual(['u1', 'u2', 'u3', 'u3', 'u4', 'u5', 'u6']);
  const looks = await db.selectFrom('users').select(['id', 'look']).orderBy('id').execute();
  expect(Object.fromEntries(looks.map(({ id, look }) => [id, look]))).toMatchObject({
    u1: "o'brien",
    u2: "o'brien",
    u5: 'olga',
    u6: 'olga',
    g: 'gast',
    d: null,
  });
  await db.destroy();
});
