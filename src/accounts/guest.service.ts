import { randomInt } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { v7 as uuidv7 } from 'uuid';
import { Database } from '../database/database.js';
import type { Language } from '../i18n/language.js';
import { Translator } from '../i18n/translator.js';
import type { Session } from './session.js';
import { SessionService } from './session.service.js';
import { type User, displayName } from './user.js';

/** Guests: visitors who have written something. */
@Injectable()
export class GuestService {
  constructor(
    private readonly database: Database,
    private readonly sessions: SessionService,
    private readonly translator: Translator,
  ) {}

  /**
   * The session's user. The first write of a session makes one, whose name is in the visitor's language; writes at the
   * same time make one between them.
   */
  async ofSession(session: Session, language: Language): Promise<User> {
    if (session.user) return session.user;
    const name = this.translator.t(language, 'guest.name', { number: randomInt(1000, 100_000) });
    const guest: User = { id: uuidv7(), name, isGuest: true };
    return this.sessions.attach(session, guest);
  }

  /** Gives the session's user another name. Messages keep the name that they were sent under. */
  async rename(session: Session, language: Language, text: string): Promise<User> {
    const name = displayName(text);
    const user = await this.ofSession(session, language);
    await this.database.writer.updateTable('users').set({ name }).where('id', '=', user.id).execute();
    session.user = { ...user, name };
    return session.user;
  }
}
