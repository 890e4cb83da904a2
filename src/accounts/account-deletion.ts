import { Injectable } from '@nestjs/common';
import { ChatError } from '../chat-error.js';
import { Clock } from '../clock.js';
import { DELETED_NAME } from '../deleted-name.js';
import { InterruptedWork } from '../interrupted-work.js';
import type { LogTransaction } from '../log/log-transaction.js';
import { ownLogKey } from '../log/own-log.js';
import { RoomLogService } from '../log/room-log.service.js';
import { type Signal, sessionChanged } from '../signals/signal.js';
import { type Lock, NAMES_LOCK, userLock } from '../storage/lock.js';
import { Storage, type Transaction } from '../storage/storage.js';
import type { Account } from './accounts.js';
import { reserveCurrentName } from './name-reservations.js';
import { endSessionsOf } from './session-rows.js';
import { SignInService } from './sign-in.service.js';
import type { User } from './user.js';
import type { RequestContext } from './request-context.js';

/** Unfinished deletions that one run finishes, so that a start does not take long. */
const FINISHED_AT_ONCE = 100;

/** What follows the commit of a deletion. */
export interface Aftermath {
  signals: readonly Signal[];
  /** Called after the commit. The deletion waits for it. */
  after?: () => Promise<void>;
}

function signalsOf(aftermaths: readonly Aftermath[]): Signal[] {
  return aftermaths.flatMap(({ signals }) => signals);
}

/** Deletes what another folder stores of an account, in the transaction that deletes the account. */
export interface DeletionStep {
  /** Locks that `run` needs besides those of the account. */
  locks?: (db: Transaction, user: User) => Promise<readonly Lock[]>;
  run: (change: LogTransaction, user: User) => Promise<Aftermath>;
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

  /** Adds a step. Folders above this one call it while the program starts. */
  addStep(step: DeletionStep): void {
    this.#steps.push(step);
  }

  /**
   * Ends the account's sessions and deletes its password, profile, name and links in one commit; then erases its own log and replaces its
   * name on everything it wrote. If that second part fails, it is retried within a minute. Throws PASSWORD_WRONG, SIGN_IN_REQUIRED,
   * SESSION_ENDED, TOO_MANY_REQUESTS, TOO_BUSY.
   */
  async delete(context: RequestContext, password: string): Promise<void> {
    const account = await this.signIns.confirm(context, password);
    while (!(await this.#deleteOnce(account)));
    await this.attempt(() => this.#finishOne(account.id));
  }

  /** Resolves with false, and changes nothing, if the transaction finds that it needs more locks than were taken. */
  async #deleteOnce(account: Account): Promise<boolean> {
    const user = { id: account.id, name: account.name, isGuest: false };
    const lock = [NAMES_LOCK, userLock(user.id), ...(await this.#locksOf(this.storage.reader, user))];
    const done = await this.log.transact({ lock, signals: signalsOf }, async (change) => {
      const needed = await this.#locksOf(change.trx, user);
      if (!needed.every((each) => lock.includes(each))) return [];
      const ended = await this.#deleteAccount(change.trx, account);
      const aftermaths: Aftermath[] = [{ signals: ended.map(sessionChanged) }];
      for (const { run } of this.#steps) aftermaths.push(await run(change, user));
      return aftermaths;
    });
    for (const { after } of done) await after?.();
    return done.length > 0;
  }

  async #locksOf(db: Transaction, user: User): Promise<Lock[]> {
    const locks: Lock[] = [];
    for (const step of this.#steps) locks.push(...((await step.locks?.(db, user)) ?? []));
    return locks;
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
      .select('id')
      .where('deleted_at', 'is not', null)
      .where('name', '<>', DELETED_NAME)
      .limit(FINISHED_AT_ONCE)
      .execute();
    for (const { id } of unfinished) await this.#finishOne(id);
  }

  async #finishOne(id: string): Promise<void> {
    await this.log.dropLog(ownLogKey(id));
    await this.log.renameAuthor({ id, name: DELETED_NAME });
    await this.log.eraseRemains();
    await this.storage.transact({ lock: userLock(id) }, (trx) =>
      trx.updateTable('users').set({ name: DELETED_NAME }).where('id', '=', id).execute(),
    );
  }
}
