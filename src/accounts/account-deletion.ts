import { Injectable } from '@nestjs/common';
import { ChatError } from '../chat-error.js';
import { Clock } from '../clock.js';
import { DELETED_NAME } from '../deleted-name.js';
import { InterruptedWork } from '../interrupted-work.js';
import type { LogTransaction } from '../log/log-transaction.js';
import { ownLogKey } from '../log/own-log.js';
import { RoomLogService } from '../log/room-log.service.js';
import { type Signal, sessionChanged } from '../signals/signal.js';
import { NAMES_LOCK, userLock } from '../storage/lock.js';
import { Storage, type Transaction } from '../storage/storage.js';
import type { Account } from './accounts.js';
import { reserveCurrentName } from './name-reservations.js';
import { endSessionsOf } from './session-rows.js';
import { SignInService } from './sign-in.service.js';
import type { User } from './user.js';
import type { RequestContext } from './request-context.js';

/** Unfinished deletions that one run finishes, so that a start does not take long. */
const FINISHED_AT_ONCE = 100;

/** Deletes what another folder stores of an account. */
export interface DeletionStep {
  /** Runs in the transaction that deletes the account, while all nodes wait for the names. Resolves with its signals. */
  run?: (change: LogTransaction, user: User) => Promise<readonly Signal[]>;
  /** Runs after the commit, and again if that was interrupted: the account can do nothing any more, but what it is part of is still there. */
  finish?: (user: User) => Promise<void>;
}

/** Deletes accounts. Their messages stay, under a name that says so. */
@Injectable()
export class AccountDeletion extends InterruptedWork {
  readonly #steps: DeletionStep[] = [];

  constructor(
    private readonly storage: Storage,
    private readonly signIns: SignInService,
    private readonly log: RoomLogService,
    clock: Clock,
  ) {
    super(clock, storage);
  }

  /** Adds a step. Folders above this one call it in constructors: a start finishes what was interrupted. */
  addStep(step: DeletionStep): void {
    this.#steps.push(step);
  }

  /**
   * Ends the account's sessions and deletes its password, profile, name and links in one commit; then removes it from its rooms, erases its
   * own log and replaces its name on everything it wrote. If that second part fails, it is retried within a minute. Throws PASSWORD_WRONG,
   * SIGN_IN_REQUIRED, SESSION_ENDED, TOO_MANY_REQUESTS, TOO_BUSY.
   */
  async delete(context: RequestContext, password: string): Promise<void> {
    const account = await this.signIns.confirm(context, password);
    const lock = [NAMES_LOCK, userLock(account.id)];
    await this.log.transact({ lock, signals: (signals: readonly Signal[]) => signals }, async (change) => {
      const ended = await this.#deleteAccount(change.trx, account);
      const signals = ended.map(sessionChanged);
      for (const { run } of this.#steps) signals.push(...((await run?.(change, userOf(account))) ?? []));
      return signals;
    });
    await this.attempt(() => this.#finishOne(userOf(account)));
  }

  async #deleteAccount(trx: Transaction, { id, passwordHash }: Account): Promise<string[]> {
    await reserveCurrentName(trx, id, undefined, this.clock.now());
    const { numUpdatedRows } = await trx
      .updateTable('users')
      .set({ account_key: null, look: null, password_hash: null, profile: '', deleted_at: this.clock.now() })
      .where('id', '=', id)
      .where('password_hash', '=', passwordHash)
      .executeTakeFirst();
    if (numUpdatedRows === 0n) throw new ChatError('PASSWORD_WRONG');
    await trx.deleteFrom('sign_in_links').where('user_id', '=', id).execute();
    return endSessionsOf(trx, id);
  }

  /** Finishes the second part of deletions. A deleted account that still has its name is new, or a stop or a full disk interrupted it. */
  protected async finishAll(): Promise<void> {
    const unfinished = await this.storage.reader
      .selectFrom('users')
      .select(['id', 'name'])
      .where('deleted_at', 'is not', null)
      .where('name', '<>', DELETED_NAME)
      .limit(FINISHED_AT_ONCE)
      .execute();
    for (const each of unfinished) await this.#finishOne(userOf(each));
  }

  async #finishOne(user: User): Promise<void> {
    for (const { finish } of this.#steps) await finish?.(user);
    const { id } = user;
    await this.log.dropLog(ownLogKey(id));
    await this.log.renameAuthor({ id, name: DELETED_NAME });
    await this.log.eraseRemains();
    await this.storage.transact({ lock: userLock(id) }, (trx) =>
      trx.updateTable('users').set({ name: DELETED_NAME }).where('id', '=', id).execute(),
    );
  }
}

function userOf({ id, name }: { id: string; name: string }): User {
  return { id, name, isGuest: false };
}
