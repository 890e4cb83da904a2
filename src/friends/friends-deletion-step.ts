import { Injectable } from '@nestjs/common';
import { AccountDeletion } from '../accounts/account-deletion.js';
import type { User } from '../accounts/user.js';
import type { LogTransaction } from '../log/log-transaction.js';
import { type Signal, blocksChanged } from '../signals/signal.js';

/** Deletes the friendships, requests and blocks of a deleted account. Blocks that others have against it stay. */
@Injectable()
export class FriendsDeletionStep {
  constructor(deletion: AccountDeletion) {
    deletion.addStep({ run: (change, user) => this.#deleteRelations(change, user) });
  }

  async #deleteRelations({ trx }: LogTransaction, { id }: User): Promise<Signal[]> {
    for (const table of ['friends', 'friend_requests'] as const) {
      await trx.deleteFrom(table).where('user_id', '=', id).execute();
      await trx.deleteFrom(table).where('other_id', '=', id).execute();
    }
    // Blocks by others stay, so that what the account wrote stays hidden from them.
    await trx.deleteFrom('blocks').where('user_id', '=', id).execute();
    return [blocksChanged(id)];
  }
}
