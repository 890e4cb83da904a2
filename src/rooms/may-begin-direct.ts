import type { User } from '../accounts/user.js';
import type { Author } from '../log/entry.js';
import type { LogTransaction } from '../log/room-log.store.js';

/** Whether somebody may begin to talk with somebody else. The one place for what people decide about who may. */
export async function mayBeginDirect(_trx: LogTransaction, _from: User, _to: Author): Promise<boolean> {
  return Promise.resolve(true);
}
