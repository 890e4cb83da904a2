import { randomInt } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { v7 as uuidv7 } from 'uuid';
import { ChatError } from '../chat-error.js';
import { Clock } from '../clock.js';
import type { Language } from '../i18n/language.js';
import { Translator } from '../i18n/translator.js';
import { type Signal, personChanged } from '../signals/signal.js';
import { NAMES_LOCK, userLock } from '../storage/lock.js';
import { Storage, type Transaction } from '../storage/storage.js';
import { type NameKeys, reserveCurrentName } from './name-reservations.js';
import { claimName, isTaken, nameKeysOf, renameLookalikeGuests } from './names.js';
import type { Session } from './session.js';
import { SessionService } from './session.service.js';
import { type User, personName } from './user.js';

/** Guests renamed in one transaction; other writers wait for it. */
const RENAMED_AT_ONCE = 20;

/** Guests who were renamed in a transaction. `after` renames the rest, after its commit. */
interface Renaming {
  renamed: readonly string[];
  after: () => Promise<void>;
}

const NOBODY_RENAMED: Renaming = { renamed: [], after: () => Promise.resolve() };

const peopleChanged = (ids: readonly string[]): Signal[] => ids.map(personChanged);

/** Makes guests and accounts, and renames them. */
@Injectable()
export class UserService {
  constructor(
    private readonly storage: Storage,
    private readonly sessions: SessionService,
    private readonly translator: Translator,
    private readonly clock: Clock,
  ) {}

  /** The session's user. The first write makes one, named in the visitor's language; concurrent writes share it. Throws SESSION_ENDED. */
  async ensureUser(session: Session, language: Language): Promise<User> {
    if (session.user) return session.user;
    const guest: User = { id: uuidv7(), name: this.#randomGuestName(language), isGuest: true };
    return this.sessions.attach(session, guest);
  }

  /** Whether the name is an account’s, reserved, or looks like one of these. */
  isTaken(name: string): Promise<boolean> {
    return isTaken(this.storage.reader, nameKeysOf(name), { now: this.clock.now() });
  }

  /**
   * Turns the guest into an account, or makes a new one. Signal who was renamed, and call `after` after the commit. Throws NAME_INVALID,
   * NAME_TAKEN.
   */
  async makeAccount(
    trx: Transaction,
    guest: User | undefined,
    { name, passwordHash }: { name: string; passwordHash: string },
    language: Language,
  ): Promise<{ id: string } & Renaming> {
    const now = this.clock.now();
    const { key, look } = await claimName(trx, name, { now });
    const account = { name, account_key: key, guest_key: null, look, password_hash: passwordHash };
    const id = guest?.id ?? uuidv7();
    if (guest) await trx.updateTable('users').set(account).where('id', '=', id).execute();
    else
      await trx
        .insertInto('users')
        .values({ id, created_at: now, ...account })
        .execute();
    return { id, ...(await this.#renameLookalikes(trx, { id, key, look }, language)) };
  }

  /**
   * Renames the session's user. An account signs in with the new name from then on, and for a while still with the old one. Messages keep
   * the name that they were sent under. Throws what `personName` throws, NAME_TAKEN, SESSION_ENDED.
   */
  async rename(session: Session, language: Language, text: string): Promise<User> {
    // A name from before a stricter rule may be kept.
    if (session.user?.name === text) return session.user;
    const name = personName(text);
    const user = await this.ensureUser(session, language);
    const lock = [NAMES_LOCK, userLock(user.id)];
    const signals = ({ renamed }: Renaming): Signal[] => peopleChanged([user.id, ...renamed]);
    const { after } = await this.storage.transact({ lock, signals }, async (trx): Promise<Renaming> => {
      const keys = await storeName(trx, { ...user, name }, this.clock.now());
      return user.isGuest ? NOBODY_RENAMED : this.#renameLookalikes(trx, { id: user.id, ...keys }, language);
    });
    session.user = { ...user, name };
    await after();
    return session.user;
  }

  /** Renames guests who look like the account's new name: the first of them here, the rest in steps, so that other writers need not wait. */
  async #renameLookalikes(
    trx: Transaction,
    account: { id: string } & NameKeys,
    language: Language,
  ): Promise<Renaming> {
    const step = (db: Transaction): Promise<string[]> =>
      renameLookalikeGuests(db, account, {
        now: this.clock.now(),
        limit: RENAMED_AT_ONCE,
        make: () => this.#randomGuestName(language),
      });
    const renamed = await step(trx);
    const after = async (): Promise<void> => {
      for (let last = renamed; last.length === RENAMED_AT_ONCE;)
        last = await this.storage.transact({ lock: NAMES_LOCK, signals: peopleChanged }, step);
    };
    return { renamed, after };
  }

  #randomGuestName(language: Language): string {
    return this.translator.t(language, 'guest.name', { number: randomInt(1000, 100_000) });
  }
}

/**
 * Resolves with the key and look that were stored. Throws NAME_INVALID; NAME_TAKEN; SESSION_ENDED if the guest has become an account or the
 * account was deleted in the meantime, since both end the session.
 */
async function storeName(trx: Transaction, { id, name, isGuest }: User, now: number): Promise<NameKeys> {
  const by = { exceptId: id, now };
  const { key, look } = await claimName(trx, name, by);
  if (!isGuest) await reserveCurrentName(trx, id, { key, look }, now);
  const { numUpdatedRows } = await trx
    .updateTable('users')
    .set(isGuest ? { name, look, guest_key: key } : { name, look, account_key: key })
    .where('id', '=', id)
    .where('account_key', isGuest ? 'is' : 'is not', null)
    .executeTakeFirst();
  if (numUpdatedRows === 0n) throw new ChatError('SESSION_ENDED');
  return { key, look };
}
