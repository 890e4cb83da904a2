import { randomInt } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { v7 as uuidv7 } from 'uuid';
import { ChatError } from '../chat-error.js';
import { Clock } from '../clock.js';
import type { Language } from '../i18n/language.js';
import { Translator } from '../i18n/translator.js';
import { Signals } from '../signals/signals.js';
import { NAMES_LOCK, userLock } from '../storage/lock.js';
import { Storage, type Transaction } from '../storage/storage.js';
import { type NameMarks, giveUpName } from './former-names.js';
import { claim, displaceGuests } from './names.js';
import type { Session } from './session.js';
import { SessionService } from './session.service.js';
import { type User, personName } from './user.js';

/** So many guests get another name in one transaction: others who write wait for it. */
const DISPLACED_AT_ONCE = 20;

/** Guests, visitors who have written something; and what everybody is called. */
@Injectable()
export class GuestService {
  constructor(
    private readonly storage: Storage,
    private readonly sessions: SessionService,
    private readonly signals: Signals,
    private readonly translator: Translator,
    private readonly clock: Clock,
  ) {}

  /**
   * The session's user. The first write of a session makes one, whose name is in the visitor's language; writes at the
   * same time make one between them. Throws SESSION_ENDED.
   */
  async ofSession(session: Session, language: Language): Promise<User> {
    if (session.user) return session.user;
    const guest: User = { id: uuidv7(), name: this.#madeUp(language), isGuest: true };
    return this.sessions.attach(session, guest);
  }

  /**
   * Gives the session's user another name; an account signs in with it from then on, and for a while with the earlier one too.
   * Messages keep the name that they were sent under. Throws what `personName` does, NAME_TAKEN, SESSION_ENDED.
   */
  async rename(session: Session, language: Language, text: string): Promise<User> {
    // A name from before a rule is kept by whoever has it.
    if (session.user?.name === text) return session.user;
    const name = personName(text);
    const user = await this.ofSession(session, language);
    const lock = [NAMES_LOCK, userLock(user.id)];
    const committed = (): void => this.signals.people.next(user.id);
    const after = await this.storage.transact({ lock, committed }, async (trx) => {
      const marks = await setName(trx, { ...user, name }, this.clock.now());
      return user.isGuest ? undefined : this.displace(trx, { id: user.id, ...marks }, language);
    });
    session.user = { ...user, name };
    await after?.();
    return session.user;
  }

  /**
   * Gives guests who look like what an account is called from now on another name. Resolves with what is to be called once that is
   * committed: the rest follow, if they are many, in steps with other writers between them.
   */
  async displace(
    trx: Transaction,
    account: { id: string } & NameMarks,
    language: Language,
  ): Promise<() => Promise<void>> {
    const step = (db: Transaction): Promise<string[]> =>
      displaceGuests(db, account, {
        now: this.clock.now(),
        limit: DISPLACED_AT_ONCE,
        make: () => this.#madeUp(language),
      });
    const tell = (ids: readonly string[]): void => ids.forEach((id) => this.signals.people.next(id));
    let displaced = await step(trx);
    return async () => {
      tell(displaced);
      while (displaced.length === DISPLACED_AT_ONCE)
        displaced = await this.storage.transact({ lock: NAMES_LOCK, committed: tell }, step);
    };
  }

  #madeUp(language: Language): string {
    return this.translator.t(language, 'guest.name', { number: randomInt(1000, 100_000) });
  }
}

/**
 * Resolves with what it is stored with. Throws NAME_TAKEN; SESSION_ENDED if the guest has become an account meanwhile, or the
 * account is gone: with it the session has ended.
 */
async function setName(trx: Transaction, { id, name, isGuest }: User, now: number): Promise<NameMarks> {
  const by = { exceptId: id, now };
  const { key, look } = await claim(trx, name, by);
  if (!isGuest) await giveUpName(trx, id, { key, look }, now);
  const { numUpdatedRows } = await trx
    .updateTable('users')
    .set(isGuest ? { name, look, guest_key: key } : { name, look, account_key: key })
    .where('id', '=', id)
    .where('account_key', isGuest ? 'is' : 'is not', null)
    .executeTakeFirst();
  if (numUpdatedRows === 0n) throw new ChatError('SESSION_ENDED');
  return { key, look };
}
