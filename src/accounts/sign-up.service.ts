import { Injectable } from '@nestjs/common';
import { ChatError } from '../chat-error.js';
import { Config } from '../config/config.js';
import { Limits } from '../limits/limits.js';
import { NAMES_LOCK } from '../storage/lock.js';
import { UserService } from './user.service.js';
import { PasswordHasher } from './password-hasher.js';
import { newPassword } from './password.js';
import type { Session } from './session.js';
import { SessionStart } from './session-start.js';
import { personName } from './user.js';
import type { RequestContext } from './request-context.js';

@Injectable()
export class SignUpService {
  constructor(
    private readonly users: UserService,
    private readonly hasher: PasswordHasher,
    private readonly start: SessionStart,
    private readonly limits: Limits,
    private readonly config: Config,
  ) {}

  /**
   * Makes an account for the visitor. A guest keeps their id and so their messages. The session continues under a new id. Throws
   * SIGN_UP_CLOSED, ALREADY_SIGNED_IN, NAME_TAKEN, what `personName` and `newPassword` throw, TOO_MANY_REQUESTS, TOO_BUSY, SESSION_ENDED.
   */
  async signUp(context: RequestContext, wanted: { name: string; password: string }): Promise<Session> {
    if (!this.config.anyoneSignsUp) throw new ChatError('SIGN_UP_CLOSED');
    if (context.session.user?.isGuest === false) throw new ChatError('ALREADY_SIGNED_IN');
    const name = personName(wanted.name);
    const password = newPassword(wanted.password, name);
    if (await this.users.isTaken(name)) throw new ChatError('NAME_TAKEN');
    return this.#begin(context, name, await this.#hash(password, context.address));
  }

  /** Counts even if no account is made: the hash is what costs. */
  async #hash(password: string, address: string): Promise<string> {
    await this.limits.signUp.take(address);
    try {
      return await this.hasher.hash(password);
    } catch (error) {
      // Too many were waiting, so no hash was computed.
      await this.limits.signUp.giveBack(address);
      throw error;
    }
  }

  async #begin(context: RequestContext, name: string, passwordHash: string): Promise<Session> {
    let after: (() => Promise<void>) | undefined;
    const session = await this.start.begin(context, [NAMES_LOCK], async (trx, guest) => {
      if (guest?.isGuest === false) throw new ChatError('ALREADY_SIGNED_IN');
      const made = await this.users.makeAccount(trx, guest, { name, passwordHash }, context.language);
      after = made.after;
      return { id: made.id, name, renamed: made.renamed };
    });
    await after?.();
    return session;
  }
}
