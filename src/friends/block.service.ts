import { Injectable, type OnModuleDestroy } from '@nestjs/common';
import type { Subscription } from 'rxjs';
import { findAccountById } from '../accounts/accounts.js';
import type { User } from '../accounts/user.js';
import { ChatError } from '../chat-error.js';
import { Clock } from '../clock.js';
import { LRUCache } from 'lru-cache';
import { GenerationCache } from '../signals/generation-cache.js';
import { blocksChanged } from '../signals/signal.js';
import { Signals } from '../signals/signals.js';
import { userLock } from '../storage/lock.js';
import { Storage, type Transaction } from '../storage/storage.js';
import { addPair, countPairs, dropPair, isBlocked } from './pair-rows.js';
import { findPerson } from './people.js';

const MAX_BLOCKED = 1000;
/** People whose blocks are cached. */
const MAX_KEPT = 50_000;
const NOBODY: ReadonlySet<string> = new Set();

/** Runs in the transaction that removes a block, and restores what the block kept from `userId`. */
export type Restore = (trx: Transaction, userId: string, otherId: string) => Promise<void>;

/**
 * Blocks. A block is silent: it closes no room and changes nothing for the blocked person, who sees the same as with somebody who never
 * answers. Unblocking brings everything back.
 */
@Injectable()
export class BlockService implements OnModuleDestroy {
  readonly #blocked = new GenerationCache<ReadonlySet<string>>(
    new LRUCache<string, ReadonlySet<string>>({ max: MAX_KEPT }),
    ([userId]) => this.#read(userId as string),
  );
  readonly #subscription: Subscription;
  readonly #restores: Restore[] = [];
  #changes = 0;

  constructor(
    private readonly storage: Storage,
    signals: Signals,
    private readonly clock: Clock,
  ) {
    this.#subscription = signals.on('blocks', (userIds) => {
      this.#changes += userIds.length;
      for (const userId of userIds) this.#blocked.forget(userId);
    });
  }

  /** Counts blocks and unblocks. While the number stays the same, what `hiddenFrom` returned is still true. */
  get changes(): number {
    return this.#changes;
  }

  onModuleDestroy(): void {
    this.#subscription.unsubscribe();
  }

  /** Registers a restore. Folders above this one call it for what they keep from somebody who blocks. */
  onUnblock(restore: Restore): void {
    this.#restores.push(restore);
  }

  /**
   * Does nothing if the person is already blocked. Throws NOT_FOUND if there is no such person, YOURSELF, TOO_MANY_BLOCKED, SESSION_ENDED.
   */
  async block(me: User, otherId: string): Promise<void> {
    if (otherId === me.id) throw new ChatError('YOURSELF');
    await this.#transact(me, otherId, async (trx) => {
      if (!(await findAccountById(trx, me.id))) throw new ChatError('SESSION_ENDED');
      if (!(await findPerson(trx, otherId))) throw new ChatError('NOT_FOUND');
      if (await isBlocked(trx, me.id, otherId)) return;
      if ((await countPairs(trx, 'blocks', me.id)) >= MAX_BLOCKED)
        throw new ChatError('TOO_MANY_BLOCKED', { params: { max: MAX_BLOCKED } });
      await addPair(trx, 'blocks', me.id, otherId, this.clock.now());
    });
  }

  /** Shows again what the person did while blocked. Throws NOT_FOUND if there is no block. */
  async unblock(me: User, otherId: string): Promise<void> {
    await this.#transact(me, otherId, async (trx) => {
      if (!(await dropPair(trx, 'blocks', me.id, otherId))) throw new ChatError('NOT_FOUND');
      for (const restore of this.#restores) await restore(trx, me.id, otherId);
    });
  }

  async #transact(me: User, otherId: string, work: (trx: Transaction) => Promise<void>): Promise<void> {
    const lock = [userLock(me.id), userLock(otherId)];
    await this.storage.transact({ lock, signals: () => [blocksChanged(me.id)] }, work);
  }

  /** Ids of the people whom this user has blocked. Synchronous once they are cached. */
  hiddenFrom(userId: string | undefined): ReadonlySet<string> | Promise<ReadonlySet<string>> {
    if (userId === undefined) return NOBODY;
    return this.#blocked.get(userId);
  }

  /** Reads what somebody sees by what is hidden from them; again, if that changes meanwhile. */
  async reading<T>(
    userId: string | undefined,
    read: (hidden: ReadonlySet<string>) => Promise<T>,
  ): Promise<T> {
    for (;;) {
      const hidden = await this.hiddenFrom(userId);
      const before = this.#changes;
      const result = await read(hidden);
      if (this.#changes === before) return result;
    }
  }

  async #read(userId: string): Promise<ReadonlyMap<string, ReadonlySet<string>>> {
    const blocks = this.storage.reader.selectFrom('blocks').select('other_id');
    const rows = await blocks.where('user_id', '=', userId).execute();
    return new Map([[userId, rows.length === 0 ? NOBODY : new Set(rows.map(({ other_id }) => other_id))]]);
  }
}
