import { Kysely, Migrator } from 'kysely';
import { expect, it } from 'vitest';
import { countOwnRooms, listedRooms } from '../../../rooms/listed-rooms.js';
import type { Schema } from '../../schema.js';
import { SqliteConnection } from '../sqlite-connection.js';
import { SqliteDialect } from '../sqlite-dialect.js';
import { migrations } from './index.js';

const BEFORE = '0007-names';
const [ANN, BEN, CARA, DAN] = ['ann', 'ben', 'cara', 'dan'] as const;

it('earlier conversations count for whoever began them, and links and invitations whose makers have lost the right end', async () => {
  const db = new Kysely<Schema>({
    dialect: new SqliteDialect(new SqliteConnection({ file: ':memory:', readOnly: false, busyTimeoutMs: 0 })),
  });
  const migrator = new Migrator({ db, provider: { getMigrations: () => Promise.resolve(migrations) } });
  await migrator.migrateTo(BEFORE);
  for (const id of [ANN, BEN, CARA, DAN])
    await db
      .insertInto('users')
      .values({ id, name: id, account_key: id, password_hash: 'x', created_at: 0 })
      .execute();
  const old = db as unknown as Kysely<{ memberships: Record<string, unknown> }>;
  const room = async (
    id: number,
    kind: 'group' | 'direct',
    ...members: [string, string][]
  ): Promise<void> => {
    const row = { id, key: `~${id}`, kind, name: '', topic: '', last_seq: 1, created_at: 0 };
    await db.insertInto('rooms').values(row).execute();
    for (const [user_id, role] of members)
      await old.insertInto('memberships').values({ room_id: id, user_id, role, joined_at: 0 }).execute();
    const [low_id, high_id] = members.map(([user]) => user).toSorted() as [string, string];
    if (kind === 'direct')
      await db.insertInto('direct_pairs').values({ low_id, high_id, room_id: id }).execute();
  };
  await room(1, 'group', [ANN, 'owner'], [BEN, 'moderator'], [CARA, 'member']);
  await room(2, 'direct', [ANN, 'member'], [BEN, 'member']);
  await room(3, 'direct', [CARA, 'member'], [BEN, 'member']);
  await room(4, 'direct', [BEN, 'member'], [DAN, 'member']);
  for (const by_id of [ANN, BEN, CARA, DAN]) {
    const link = { room_id: 1, by_id, created_at: 0, expires_at: 9, uses_left: 1 };
    await db
      .insertInto('invite_links')
      .values({ ...link, id: `of ${by_id}`, token_hash: by_id })
      .execute();
    await db
      .insertInto('users')
      .values({ id: `asked by ${by_id}`, name: by_id, created_at: 0 })
      .execute();
    await db
      .insertInto('invitations')
      .values({ room_id: 1, user_id: `asked by ${by_id}`, by_id, at: 0 })
      .execute();
  }

  const { error } = await migrator.migrateToLatest();
  expect(error).toBeUndefined();
  const memberships = await db
    .selectFrom('memberships')
    .select(['room_id', 'user_id', 'by_others', 'hidden_seq'])
    .execute();
  expect(memberships.filter(({ by_others }) => by_others === 1)).toEqual([
    { room_id: 2, user_id: BEN, by_others: 1, hidden_seq: null },
    { room_id: 3, user_id: BEN, by_others: 1, hidden_seq: null },
    { room_id: 4, user_id: DAN, by_others: 1, hidden_seq: null },
  ]);
  expect(memberships.filter(({ hidden_seq }) => hidden_seq !== null)).toEqual([]);
  expect(await Promise.all([ANN, BEN, CARA, DAN].map((id) => countOwnRooms(db, id)))).toEqual([2, 2, 2, 0]);
  expect(new Set(await listedRooms(db, BEN))).toEqual(new Set([1, 2, 3, 4]));
  const links = await db.selectFrom('invite_links').select('by_id').orderBy('by_id').execute();
  expect(links.map(({ by_id }) => by_id)).toEqual([ANN, BEN]);
  const invitations = await db.selectFrom('invitations').select('by_id').orderBy('by_id').execute();
  expect(invitations.map(({ by_id }) => by_id)).toEqual([ANN, BEN]);
  await db.destroy();
});
