import { Injectable, type OnModuleDestroy } from '@nestjs/common';
import type { Subscription } from 'rxjs';
import { findAccountOf } from '../accounts/accounts.js';
import type { User } from '../accounts/user.js';
import { ChatError } from '../chat-error.js';
import { Clock } from '../clock.js';
import { LRUCache } from 'lru-cache';
import { GenerationCache } from '../signals/generation-cache.js';
import { Signals } from '../signals/signals.js';
import { userLock } from '../storage/lock.js';
import { Storage, type Transaction } from '../storage/storage.js';
import { addPair, countPairs, dropPair, isBlocked } from './pair-rows.js';
import { findPerson } from './people.js';

const MAX_BLOCKED = 1000;
/** People whose blocks are kept in memory. */
const MAX_KEPT = 50_000;
const NOBODY: ReadonlySet<string> = new Set();

/** Runs in the transaction that takes a block back, and restores what the block kept from somebody. */
export type Restore = (trx: Transaction, userId: string, otherId: string) => Promise<void>;

/**
 * Whom people do not want to hear. A block is silent, closes no room and changes nothing for the other, who sees the same as
 * with one who never answers. Taken back, all is there again.
 */
@Injectable()
export class BlockService implements OnModuleDestroy {
  readonly #blocked = new GenerationCache<ReadonlySet<string>>(
    new LRUCache<string, ReadonlySet<string>>({ max: MAX_KEPT }),
    ([userId]) => this.#read(userId as string),
  );
  readonly #hearing: Subscription;
  readonly #restores: Restore[] = [];

  constructor(
    private readonly storage: Storage,
    private readonly signals: Signals,
    private readonly clock: Clock,
  ) {
    this.#hearing = signals.blocks.subscribe((userId) => this.#blocked.forget(userId));
  }

  onModuleDestroy(): void {
    this.#hearing.unsubscribe();
  }

  /** For folders above this one, which keep something from somebody while a block stands. */
  onUnblock(restore: Restore): void {
    this.#restores.push(restore);
  }

  /** Once more changes nothing. Throws NOT_FOUND where there is nobody with this id, YOURSELF, TOO_MANY_BLOCKED. */
  async block(me: User, otherId: string): Promise<void> {
    if (otherId === me.id) throw new ChatError('YOURSELF');
    await this.#change(me, otherId, async (trx) => {
      if (!(await findAccountOf(trx, me.id))) throw new ChatError('SESSION_ENDED');
      if (!(await findPerson(trx, otherId))) throw new ChatError('NOT_FOUND');
      if (await isBlocked(trx, me.id, otherId)) return;
      if ((await countPairs(trx, 'blocks', me.id)) >= MAX_BLOCKED)
        throw new ChatError('TOO_MANY_BLOCKED', { params: { max: MAX_BLOCKED } });
      await addPair(trx, 'blocks', me.id, otherId, this.clock.now());
    });
  }

  /** What they did meanwhile is seen from then on. Throws NOT_FOUND where there is no block. */
  async unblock(me: User, otherId: string): Promise<void> {
    await this.#change(me, otherId, async (trx) => {
      if (!(await dropPair(trx, 'blocks', me.id, otherId))) throw new ChatError('NOT_FOUND');
      for (const restore of this.#restores) await restore(trx, me.id, otherId);
    });
  }

  async #change(me: User, otherId: string, work: (trx: Transaction) => Promise<void>): Promise<void> {
    const lock = [userLock(me.id), userLock(otherId)];
    await this.storage.transact({ lock, committed: () => this.signals.blocks.next(me.id) }, work);
  }

  /** Whose writing somebody does not see: at once where it is known, as after the first time. */
  hiddenFrom(userId: string | undefined): ReadonlySet<string> | Promise<ReadonlySet<string>> {
    if (userId === undefined) return NOBODY;
    return this.#blocked.get(userId);
  }

  async #read(userId: string): Promise<ReadonlyMap<string, ReadonlySet<string>>> {
    const blocks = this.storage.reader.selectFrom('blocks').select('other_id');
    const rows = await blocks.where('user_id', '=', userId).execute();
    return new Map([[userId, rows.length === 0 ? NOBODY : new Set(rows.map(({ other_id }) => other_id))]]);
  }
}
