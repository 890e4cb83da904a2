import { randomInt } from 'node:crypto';
import type { Kysely } from 'kysely';
import { ChatError } from '../chat-error.js';
import type { Schema } from '../storage/schema.js';
import { DELETED_NAME } from '../deleted-name.js';
import { en } from '../i18n/en.js';
import { zhCn } from '../i18n/zh-cn.js';
import { nameKey } from '../text.js';
import { type NameKeys, isReserved } from './name-reservations.js';
import { skeletonOf } from './skeleton.js';

type Db = Kysely<Schema>;

/** What shows a deleted account; no person may look like it. */
const FORBIDDEN_LOOKS = new Set([DELETED_NAME, en['person.deleted'], zhCn['person.deleted']].map(skeletonOf));

/** What `name` is found and compared by. */
export function nameKeysOf(name: string): NameKeys {
  return { key: nameKey(name), look: skeletonOf(name) };
}

/** Whether an account other than `exceptId` has this name, has it reserved, or has one that looks like it. */
export async function isTaken(
  db: Db,
  { key, look }: NameKeys,
  { exceptId = '', now }: { exceptId?: string | undefined; now: number },
): Promise<boolean> {
  if (FORBIDDEN_LOOKS.has(look)) return true;
  const account = await db
    .selectFrom('users')
    .select('id')
    .where('account_key', 'is not', null)
    .where((eb) => eb.or([eb('account_key', '=', key), eb('look', '=', look)]))
    .where('id', '<>', exceptId)
    .executeTakeFirst();
  if (account) return true;
  return isReserved(db, { key, look }, { exceptId, now });
}

/** The key and look to store for `name`. Throws NAME_INVALID; NAME_TAKEN if another account has this name or one that looks like it. */
export async function claimName(
  trx: Db,
  name: string,
  by: { exceptId?: string | undefined; now: number },
): Promise<NameKeys> {
  const keys = nameKeysOf(name);
  if (keys.key === '' || keys.look === '') throw new ChatError('NAME_INVALID');
  if (await isTaken(trx, keys, by)) throw new ChatError('NAME_TAKEN');
  return keys;
}

/** Calls `make` and appends digits until no account has the name. */
export async function findFreeName(
  trx: Db,
  make: () => string,
  now: number,
): Promise<{ name: string; guest_key: string; look: string }> {
  for (let name = make(); ; name += String(randomInt(10))) {
    const keys = nameKeysOf(name);
    if (!(await isTaken(trx, keys, { now }))) return { name, guest_key: keys.key, look: keys.look };
  }
}

/** Renames at most `limit` guests who look like an account and could pass for it. Resolves with their ids. */
export async function renameLookalikeGuests(
  trx: Db,
  { id: exceptId, key, look }: { id: string } & NameKeys,
  { now, limit, make }: { now: number; limit: number; make: () => string },
): Promise<string[]> {
  const guests = await trx
    .selectFrom('users')
    .select(['id', 'created_at'])
    .where((eb) => eb.or([eb('guest_key', '=', key), eb('look', '=', look)]))
    .where('account_key', 'is', null)
    .where('id', '<>', exceptId)
    .limit(limit)
    .execute();
  if (guests.length === 0) return [];
  const rows: { id: string; created_at: number; name: string; guest_key: string; look: string }[] = [];
  for (const guest of guests) rows.push({ ...guest, ...(await findFreeName(trx, make, now)) });
  // The rows exist: on conflict, one statement updates each with its own values.
  await trx
    .insertInto('users')
    .values(rows)
    .onConflict((conflict) =>
      conflict.column('id').doUpdateSet((eb) => ({
        name: eb.ref('excluded.name'),
        guest_key: eb.ref('excluded.guest_key'),
        look: eb.ref('excluded.look'),
      })),
    )
    .execute();
  return guests.map(({ id }) => id);
}
