import { Injectable, type OnModuleInit } from '@nestjs/common';
import { AccountDeletion, type Aftermath } from '../accounts/account-deletion.js';
import type { User } from '../accounts/user.js';
import type { LogTransaction } from '../log/log-transaction.js';
import { blocksChanged } from '../signals/signal.js';

/** Deletes the friendships, requests and blocks of a deleted account. Blocks that others have against it stay. */
@Injectable()
export class FriendsDeletionStep implements OnModuleInit {
  constructor(private readonly deletion: AccountDeletion) {}

  onModuleInit(): void {
    this.deletion.addStep({ run: (change, user) => this.#deleteRelations(change, user) });
  }

  async #deleteRelations({ trx }: LogTransaction, { id }: User): Promise<Aftermath> {
    for (const table of ['friends', 'friend_requests'] as const)
      await trx
        .deleteFrom(table)
        .where((is) => is.or([is('user_id', '=', id), is('other_id', '=', id)]))
        .execute();
    // Blocks by others stay, so that what the account wrote stays hidden from them.
    await trx.deleteFrom('blocks').where('user_id', '=', id).execute();
    return { signals: [blocksChanged(id)] };
  }
}
