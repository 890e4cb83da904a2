import { randomInt } from 'node:crypto';
import type { Kysely } from 'kysely';
import { ChatError } from '../chat-error.js';
import type { Schema } from '../storage/schema.js';
import { DELETED_NAME } from '../deleted-name.js';
import { en } from '../i18n/en.js';
import { zhCn } from '../i18n/zh-cn.js';
import { nameKey } from '../text.js';
import { type NameMarks, isFormerName } from './former-names.js';
import { lookOf } from './look.js';

type Db = Kysely<Schema>;

const RESERVED = new Set([DELETED_NAME, en['person.deleted'], zhCn['person.deleted']].map(lookOf));
export function marksOf(name: string): NameMarks {
  return { key: nameKey(name), look: lookOf(name) };
}

/** Whether an account other than `exceptId` has this name, has it reserved, or has one that looks like it. */
export async function isAccountName(
  db: Db,
  { key, look }: NameMarks,
  { exceptId = '', now }: { exceptId?: string | undefined; now: number },
): Promise<boolean> {
  if (RESERVED.has(look)) return true;
  const account = await db
    .selectFrom('users')
    .select('id')
    .where('account_key', 'is not', null)
    .where((eb) => eb.or([eb('account_key', '=', key), eb('look', '=', look)]))
    .where('id', '<>', exceptId)
    .executeTakeFirst();
  if (account) return true;
  return isFormerName(db, { key, look }, { exceptId, now });
}

/** The key and look to store for `name`. Throws NAME_INVALID; NAME_TAKEN if another account has this name or one that looks like it. */
export async function claim(
  trx: Db,
  name: string,
  by: { exceptId?: string | undefined; now: number },
): Promise<NameMarks> {
  const marks = marksOf(name);
  if (marks.key === '' || marks.look === '') throw new ChatError('NAME_INVALID');
  if (await isAccountName(trx, marks, by)) throw new ChatError('NAME_TAKEN');
  return marks;
}

/** Calls `make` and appends digits until no account has the name. */
export async function freeName(
  trx: Db,
  make: () => string,
  now: number,
): Promise<{ name: string; guest_key: string; look: string }> {
  for (let name = make(); ; name += String(randomInt(10))) {
    const marks = marksOf(name);
    if (!(await isAccountName(trx, marks, { now }))) return { name, guest_key: marks.key, look: marks.look };
  }
}

/** Renames at most `limit` guests who look like an account and could pass for it. Resolves with their ids. */
export async function displaceGuests(
  trx: Db,
  { id: exceptId, key, look }: { id: string } & NameMarks,
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
  for (const guest of guests) rows.push({ ...guest, ...(await freeName(trx, make, now)) });
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
