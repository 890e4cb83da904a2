import { Injectable, Logger, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';
import { ChatError } from '../chat-error.js';
import { Clock } from '../clock.js';
import { DELETED_NAME } from '../deleted-name.js';
import type { LogChange } from '../log/log-change.js';
import { ownLogKey } from '../log/own-log.js';
import { RoomLogService } from '../log/room-log.service.js';
import { Signals } from '../signals/signals.js';
import { type Lock, NAMES_LOCK, userLock } from '../storage/lock.js';
import { Storage, type Transaction } from '../storage/storage.js';
import type { Account } from './accounts.js';
import { giveUpName } from './former-names.js';
import { endSessionsOf } from './session-rows.js';
import { SignInService } from './sign-in.service.js';
import type { User } from './user.js';
import type { Visit } from './visit.js';

const FINISH_EVERY_MS = 60_000;
/** The others come next time: whoever deletes an account waits for no more than these. */
const FINISHED_AT_ONCE = 100;

/** Up to its first `await` it runs before anybody is told of the deletion. */
type Telling = () => Promise<void>;

/** Takes what else belongs to an account out of the database, in the transaction in which it goes. */
export interface Companion {
  /** What it decides by, besides the account. */
  locks?: (db: Transaction, user: User) => Promise<readonly Lock[]>;
  /**
   * What it resolves with is called when it is committed, before anybody is told; whoever deletes the account waits for it.
   */
  leave: (change: LogChange, user: User) => Promise<Telling>;
}

/** Deleting accounts. What they wrote stays, under a name that says so. */
@Injectable()
export class AccountDeletion implements OnModuleInit, OnModuleDestroy {
  readonly #logger = new Logger(AccountDeletion.name);
  readonly #companions: Companion[] = [];
  #stop: (() => void) | undefined;

  constructor(
    private readonly storage: Storage,
    private readonly signIns: SignInService,
    private readonly signals: Signals,
    private readonly log: RoomLogService,
    private readonly clock: Clock,
  ) {}

  async onModuleInit(): Promise<void> {
    await this.#finishAll();
    this.#stop = this.clock.every(FINISH_EVERY_MS, () => void this.#finishAll());
  }

  onModuleDestroy(): void {
    this.#stop?.();
  }

  /** For the modules above this one, while the program starts. */
  accompany(companion: Companion): void {
    this.#companions.push(companion);
  }

  /**
   * The account's sessions end and its password, profile, name and links go at once; then its own log, and its name from what it wrote.
   * Throws PASSWORD_WRONG, SIGN_IN_REQUIRED, TOO_MANY_REQUESTS, TOO_BUSY.
   */
  async delete(visit: Visit, password: string): Promise<void> {
    const account = await this.signIns.confirm(visit, password);
    while (!(await this.#leave(account)));
    await this.#finishAll();
  }

  /** False, and nothing has happened, if there was more to be locked than could be known before. */
  async #leave(account: Account): Promise<boolean> {
    const user = { id: account.id, name: account.name, isGuest: false };
    const lock = [NAMES_LOCK, userLock(user.id), ...(await this.#locksOf(this.storage.reader, user))];
    let after: Promise<void>[] = [];
    const told = await this.log.transact<Telling[]>(
      { lock, committed: (tellings) => (after = tellings.map((tell) => tell())) },
      async (change) => {
        const needed = await this.#locksOf(change.trx, user);
        if (!needed.every((each) => lock.includes(each))) return [];
        const ended = await this.#forget(change.trx, account);
        const tellings: Telling[] = [
          async () => ended.forEach((idHash) => this.signals.sessions.next(idHash)),
        ];
        for (const { leave } of this.#companions) tellings.push(await leave(change, user));
        return tellings;
      },
    );
    await Promise.all(after);
    return told.length > 0;
  }

  async #locksOf(db: Transaction, user: User): Promise<Lock[]> {
    const locks: Lock[] = [];
    for (const companion of this.#companions) locks.push(...((await companion.locks?.(db, user)) ?? []));
    return locks;
  }

  async #forget(trx: Transaction, { id, passwordHash }: Account): Promise<string[]> {
    await giveUpName(trx, id, undefined, this.clock.now());
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

  /** Whoever is deleted and still has a name wrote under it: a stop or a full disk came between. */
  async #finishAll(): Promise<void> {
    try {
      const unfinished = await this.storage.reader
        .selectFrom('users')
        .select('id')
        .where('deleted_at', 'is not', null)
        .where('name', '<>', DELETED_NAME)
        .limit(FINISHED_AT_ONCE)
        .execute();
      for (const { id } of unfinished) {
        await this.log.dropLog(ownLogKey(id));
        await this.log.renameAuthor({ id, name: DELETED_NAME });
        await this.log.eraseRemains();
        await this.storage.transact({ lock: userLock(id) }, (trx) =>
          trx.updateTable('users').set({ name: DELETED_NAME }).where('id', '=', id).execute(),
        );
      }
    } catch (err) {
      this.#logger.warn({ event: 'deletion not finished', err });
    }
  }
}
