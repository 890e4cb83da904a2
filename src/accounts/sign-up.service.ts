import { Injectable } from '@nestjs/common';
import { v7 as uuidv7 } from 'uuid';
import { ChatError } from '../chat-error.js';
import { Clock } from '../clock.js';
import { Config } from '../config/config.js';
import { Limits } from '../limits/limits.js';
import { NAMES_LOCK } from '../storage/lock.js';
import { Storage, type Transaction } from '../storage/storage.js';
import { UserService } from './user.service.js';
import { claimName, isTaken, nameKeysOf } from './names.js';
import { PasswordHasher } from './password-hasher.js';
import { newPassword } from './password.js';
import type { Session } from './session.js';
import { SessionStart } from './session-start.js';
import { type User, personName } from './user.js';
import type { RequestContext } from './request-context.js';

@Injectable()
export class SignUpService {
  constructor(
    private readonly storage: Storage,
    private readonly users: UserService,
    private readonly hasher: PasswordHasher,
    private readonly start: SessionStart,
    private readonly limits: Limits,
    private readonly config: Config,
    private readonly clock: Clock,
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
    const now = this.clock.now();
    if (await isTaken(this.storage.reader, nameKeysOf(name), { now })) throw new ChatError('NAME_TAKEN');
    return this.#make(context, name, await this.#hash(password, context.address));
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

  async #make(context: RequestContext, name: string, passwordHash: string): Promise<Session> {
    let after: (() => Promise<void>) | undefined;
    const session = await this.start.begin(context, [NAMES_LOCK], async (trx, guest) => {
      if (guest?.isGuest === false) throw new ChatError('ALREADY_SIGNED_IN');
      const { key, look } = await claimName(trx, name, { now: this.clock.now() });
      const account = { name, account_key: key, guest_key: null, look, password_hash: passwordHash };
      const id = await this.#claim(trx, guest, account);
      after = await this.users.renameLookalikes(trx, { id, key, look }, context.language);
      return { id, name };
    });
    await after?.();
    return session;
  }

  /** Turns the guest into an account, or makes a new user. */
  async #claim(
    trx: Transaction,
    guest: User | undefined,
    account: { name: string; account_key: string; guest_key: null; look: string; password_hash: string },
  ): Promise<string> {
    if (guest) {
      await trx.updateTable('users').set(account).where('id', '=', guest.id).execute();
      return guest.id;
    }
    const id = uuidv7();
    const row = { id, created_at: this.clock.now(), ...account };
    await trx.insertInto('users').values(row).execute();
    return id;
  }
}
