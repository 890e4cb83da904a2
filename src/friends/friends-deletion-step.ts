import { Injectable, type OnModuleInit } from '@nestjs/common';
import { AccountDeletion } from '../accounts/account-deletion.js';
import type { User } from '../accounts/user.js';
import type { LogTransaction } from '../log/log-transaction.js';
import { Signals } from '../signals/signals.js';

/** Deletes the friendships, requests and blocks of a deleted account. Blocks that others have against it stay. */
@Injectable()
export class FriendsDeletionStep implements OnModuleInit {
  constructor(
    private readonly deletion: AccountDeletion,
    private readonly signals: Signals,
  ) {}

  onModuleInit(): void {
    this.deletion.addStep({ run: (change, user) => this.#deleteRelations(change, user) });
  }

  async #deleteRelations({ trx }: LogTransaction, { id }: User): Promise<() => Promise<void>> {
    for (const table of ['friends', 'friend_requests'] as const)
      await trx
        .deleteFrom(table)
        .where((is) => is.or([is('user_id', '=', id), is('other_id', '=', id)]))
        .execute();
    // Blocks by others stay, so that what the account wrote stays hidden from them.
    await trx.deleteFrom('blocks').where('user_id', '=', id).execute();
    return async () => this.signals.blocks.next(id);
  }
}
