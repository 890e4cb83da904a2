import { Injectable } from '@nestjs/common';
import { personChanged } from '../signals/signal.js';
import { userLock } from '../storage/lock.js';
import { Storage } from '../storage/storage.js';
import { type Preferences, storedPreferences } from './preferences.js';

/** Keeps the preferences of accounts, which then count in all their sessions. */
@Injectable()
export class PreferencesService {
  constructor(private readonly storage: Storage) {}

  /** Changes the given ones. Does nothing if the account was deleted meanwhile. */
  async change(accountId: string, changes: Partial<Preferences>): Promise<void> {
    const change = { lock: userLock(accountId), signals: () => [personChanged(accountId)] };
    await this.storage.transact(change, async (trx) => {
      const account = await trx
        .selectFrom('users')
        .select('preferences')
        .where('id', '=', accountId)
        .where('account_key', 'is not', null)
        .executeTakeFirst();
      if (!account) return;
      const preferences = JSON.stringify({ ...storedPreferences(account.preferences), ...changes });
      await trx.updateTable('users').set({ preferences }).where('id', '=', accountId).execute();
    });
  }
}
