import { randomInt } from 'node:crypto';
import type { Kysely } from 'kysely';
import { ChatError } from '../chat-error.js';
import type { Schema } from '../storage/schema.js';
import { DELETED_NAME } from '../deleted-name.js';
import { en } from '../i18n/en.js';
import { zhCn } from '../i18n/zh-cn.js';
import { nameKey } from '../text.js';
import { type NameKeys, findReserved } from './name-reservations.js';
import { skeletonOf } from './skeleton.js';

type Db = Kysely<Schema>;

/** What shows a deleted account; no person may look like it. */
const FORBIDDEN_LOOKS = new Set([DELETED_NAME, en['person.deleted'], zhCn['person.deleted']].map(skeletonOf));

/** What `name` is found and compared by. */
export function nameKeysOf(name: string): NameKeys {
  return { key: nameKey(name), look: skeletonOf(name) };
}

interface Asking {
  /** Who may have the name already. */
  exceptId?: string | undefined;
  now: number;
}

/** Whether an account other than `exceptId` has this name, has it reserved, or has one that looks like it. */
export async function isTaken(db: Db, name: NameKeys, asking: Asking): Promise<boolean> {
  return (await takenAmong(db, [name], asking))(name);
}

/** Tells of each of these names whether it is taken. */
async function takenAmong(
  db: Db,
  names: readonly NameKeys[],
  { exceptId = '', now }: Asking,
): Promise<(name: NameKeys) => boolean> {
  const [keys, looks] = [names.map(({ key }) => key), names.map(({ look }) => look)];
  const accounts = await db
    .selectFrom('users')
    .select(['account_key as key', 'look'])
    .where('account_key', 'is not', null)
    .where((eb) => eb.or([eb('account_key', 'in', keys), eb('look', 'in', looks)]))
    .where('id', '<>', exceptId)
    .execute();
  const taken = [...accounts, ...(await findReserved(db, names, { exceptId, now }))];
  const [takenKeys, takenLooks] = [
    new Set(taken.map(({ key }) => key)),
    new Set(taken.map(({ look }) => look)),
  ];
  return ({ key, look }) => takenKeys.has(key) || takenLooks.has(look) || FORBIDDEN_LOOKS.has(look);
}

/** The key and look to store for `name`. Throws NAME_INVALID; NAME_TAKEN if another account has this name or one that looks like it. */
export async function claimName(trx: Db, name: string, by: Asking): Promise<NameKeys> {
  const keys = nameKeysOf(name);
  if (keys.key === '' || keys.look === '') throw new ChatError('NAME_INVALID');
  if (await isTaken(trx, keys, by)) throw new ChatError('NAME_TAKEN');
  return keys;
}

export interface FreeName {
  name: string;
  guest_key: string;
  look: string;
}

/** Appends digits to each of these names until no account has it. All are looked up at once: nobody else gets a name meanwhile. */
export async function findFreeNames(trx: Db, names: readonly string[], now: number): Promise<FreeName[]> {
  const wanted = names.map((name) => ({ name, ...nameKeysOf(name) }));
  const isTakenName = await takenAmong(trx, wanted, { now });
  const longer = wanted.filter(isTakenName).map(({ name }) => name + String(randomInt(10)));
  const others = longer.length > 0 ? await findFreeNames(trx, longer, now) : [];
  return wanted.map((each) => {
    const { name, key, look } = each;
    return isTakenName(each) ? (others.shift() as FreeName) : { name, guest_key: key, look };
  });
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
  const names = await findFreeNames(trx, guests.map(make), now);
  const rows = guests.map((guest, i) => ({ ...guest, ...(names[i] as FreeName) }));
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
