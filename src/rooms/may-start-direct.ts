import { areFriends } from '../friends/pair-rows.js';
import type { Author } from '../log/message.js';
import type { Transaction } from '../storage/storage.js';

/**
 * Whether `from` may begin a direct room with `to`, whose setting allows anyone or only friends. No other place decides this. Blocks play
 * no part: a blocked person must not notice the block.
 */
export async function mayStartDirect(trx: Transaction, from: Author, to: Author): Promise<boolean> {
  const row = await trx
    .selectFrom('users')
    .select('direct_from')
    .where('id', '=', to.id)
    .executeTakeFirstOrThrow();
  return row.direct_from === 'anyone' || areFriends(trx, to.id, from.id);
}
