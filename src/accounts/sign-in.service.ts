import { Injectable } from '@nestjs/common';
import { ChatError } from '../chat-error.js';
import { Clock } from '../clock.js';
import { userLock } from '../storage/lock.js';
import { Storage } from '../storage/storage.js';
import { type Account, signedInUser, findAccountById, findAccountForSignIn, typedKey } from './accounts.js';
import { PasswordHasher } from './password-hasher.js';
import { isPossiblePassword } from './password.js';
import type { Session } from './session.js';
import { SessionStart } from './session-start.js';
import { type Attempt, SignInThrottle } from './sign-in-throttle.js';
import type { RequestContext } from './request-context.js';

/** Checks names and passwords. */
@Injectable()
export class SignInService {
  constructor(
    private readonly storage: Storage,
    private readonly hasher: PasswordHasher,
    private readonly throttle: SignInThrottle,
    private readonly start: SessionStart,
    private readonly clock: Clock,
  ) {}

  /**
   * Begins a session of the account. Throws SIGN_IN_FAILED for a wrong password and, in the same words after the same work, for an unknown
   * name; TOO_MANY_REQUESTS, TOO_BUSY, SESSION_ENDED.
   */
  async signIn(
    context: RequestContext,
    { name, password }: { name: string; password: string },
  ): Promise<Session> {
    const account = await findAccountForSignIn(this.storage.reader, name, this.clock.now());
    // Attempts under present and former names of an account count together.
    const attempt = { account: typedKey(account?.name ?? name), address: context.address };
    if (!(await this.#isRight(attempt, account, password)) || !account) throw new ChatError('SIGN_IN_FAILED');
    return this.start.begin(context, [userLock(account.id)], async (trx) => {
      const present = await findAccountById(trx, account.id);
      // The password may have changed since it was checked.
      if (present?.passwordHash !== account.passwordHash) throw new ChatError('SIGN_IN_FAILED');
      return present;
    });
  }

  /**
   * The account of the session, if the password is right. Throws PASSWORD_WRONG, SIGN_IN_REQUIRED, SESSION_ENDED, TOO_MANY_REQUESTS,
   * TOO_BUSY.
   */
  async confirm({ session, address }: RequestContext, password: string): Promise<Account> {
    const account = await findAccountById(this.storage.reader, signedInUser(session).id);
    if (!account) throw new ChatError('SESSION_ENDED');
    const attempt = { account: typedKey(account.name), address };
    if (!(await this.#isRight(attempt, account, password))) throw new ChatError('PASSWORD_WRONG');
    return account;
  }

  async #isRight(attempt: Attempt, account: Account | undefined, password: string): Promise<boolean> {
    await this.throttle.take(attempt);
    if (!isPossiblePassword(password)) return false;
    try {
      const isRight = await this.hasher.verify(account?.passwordHash ?? null, password);
      if (isRight) await this.throttle.succeeded(attempt);
      return isRight;
    } catch (error) {
      // The password was not checked, so the attempt revealed nothing.
      await this.throttle.dropped(attempt);
      throw error;
    }
  }
}
