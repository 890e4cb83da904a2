import { randomInt } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { Kysely } from 'kysely';
import { v7 as uuidv7 } from 'uuid';
import { ChatError } from '../chat-error.js';
import { Database } from '../database/database.js';
import type { Schema } from '../database/schema.js';
import type { Language } from '../i18n/language.js';
import { Translator } from '../i18n/translator.js';
import { claimKey, displaceGuests, freeName } from './names.js';
import type { Session } from './session.js';
import { SessionEnds } from './session-ends.js';
import { SessionService } from './session.service.js';
import { type User, displayName } from './user.js';

/** Guests, visitors who have written something; and what everybody is called. */
@Injectable()
export class GuestService {
  constructor(
    private readonly database: Database,
    private readonly sessions: SessionService,
    private readonly ends: SessionEnds,
    private readonly translator: Translator,
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
   * Gives the session's user another name; an account signs in with it from then on. Messages keep the name that they were
   * sent under. Throws what `displayName` does, NAME_TAKEN, SESSION_ENDED.
   */
  async rename(session: Session, language: Language, text: string): Promise<User> {
    const name = displayName(text);
    const user = await this.ofSession(session, language);
    const displaced = await this.database.writer.transaction().execute(async (trx) => {
      const key = await claimKey(trx, name, user.id);
      await setName(trx, { ...user, name }, key);
      return user.isGuest ? false : this.displace(trx, key, user.id, language);
    });
    session.user = { ...user, name };
    if (displaced || !user.isGuest) this.ends.renew();
    return session.user;
  }

  /** Gives guests who are called as an account is from now on another name. Resolves with whether there were any. */
  displace(trx: Kysely<Schema>, key: string, ownId: string, language: Language): Promise<boolean> {
    return displaceGuests(trx, key, ownId, () => freeName(trx, this.#madeUp(language)));
  }

  #madeUp(language: Language): string {
    return this.translator.t(language, 'guest.name', { number: randomInt(1000, 100_000) });
  }
}

/** Throws SESSION_ENDED if the guest has become an account meanwhile, or the account is gone: with it the session has ended. */
async function setName(trx: Kysely<Schema>, { id, name, isGuest }: User, key: string): Promise<void> {
  const { numUpdatedRows } = await trx
    .updateTable('users')
    .set(isGuest ? { name, guest_key: key } : { name, account_key: key })
    .where('id', '=', id)
    .where('account_key', isGuest ? 'is' : 'is not', null)
    .executeTakeFirst();
  if (numUpdatedRows === 0n) throw new ChatError('SESSION_ENDED');
}
