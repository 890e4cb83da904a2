import { Injectable } from '@nestjs/common';
import { ChatError } from '../chat-error.js';
import { userLock } from '../storage/lock.js';
import { signedInUser } from './accounts.js';
import { PasswordHasher } from './password-hasher.js';
import { newPassword } from './password.js';
import type { Session } from './session.js';
import { endSessionsOf } from './session-rows.js';
import { SessionStart } from './session-start.js';
import { SignInService } from './sign-in.service.js';
import type { RequestContext } from './request-context.js';

@Injectable()
export class PasswordService {
  constructor(
    private readonly signIns: SignInService,
    private readonly hasher: PasswordHasher,
    private readonly start: SessionStart,
  ) {}

  /**
   * Changes the password. Ends all sessions of the account and deletes its sign-in links; the present session continues under a new id.
   * Throws PASSWORD_WRONG, what `newPassword` throws, SIGN_IN_REQUIRED, SESSION_ENDED, TOO_MANY_REQUESTS, TOO_BUSY.
   */
  async change(
    context: RequestContext,
    { password, next }: { password: string; next: string },
  ): Promise<Session> {
    const wanted = newPassword(next, signedInUser(context.session).name);
    const account = await this.signIns.confirm(context, password);
    const passwordHash = await this.hasher.hash(wanted);
    return this.start.begin(context, [userLock(account.id)], async (trx) => {
      const { numUpdatedRows } = await trx
        .updateTable('users')
        .set({ password_hash: passwordHash })
        .where('id', '=', account.id)
        .where('password_hash', '=', account.passwordHash)
        .executeTakeFirst();
      if (numUpdatedRows === 0n) throw new ChatError('PASSWORD_WRONG');
      await trx.deleteFrom('sign_in_links').where('user_id', '=', account.id).execute();
      return { ...account, ended: await endSessionsOf(trx, account.id) };
    });
  }
}
