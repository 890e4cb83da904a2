import { areFriends } from '../friends/pair-rows.js';
import type { Author } from '../log/entry.js';
import type { Transaction } from '../storage/storage.js';

/**
 * Whether somebody may begin to talk with somebody else, who decides about it: anyone may, or friends only. The one place for it. A
 * block plays no part here: to whom it is set, it must not show.
 */
export async function mayBeginDirect(trx: Transaction, from: Author, to: Author): Promise<boolean> {
  const row = await trx
    .selectFrom('users')
    .select('direct_from')
    .where('id', '=', to.id)
    .executeTakeFirstOrThrow();
  return row.direct_from === 'anyone' || areFriends(trx, to.id, from.id);
}
