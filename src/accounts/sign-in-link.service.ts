import { Injectable } from '@nestjs/common';
import { ChatError } from '../chat-error.js';
import { Clock } from '../clock.js';
import { Limits } from '../limits/limits.js';
import { userLock } from '../storage/lock.js';
import { Storage } from '../storage/storage.js';
import { signedInUser, findAccountById } from './accounts.js';
import type { Session } from './session.js';
import { SessionStart } from './session-start.js';
import { type SignInCode, codeHash, storeCode } from './sign-in-code.js';
import type { RequestContext } from './request-context.js';

/** Links that sign an account in on another device. */
@Injectable()
export class SignInLinkService {
  constructor(
    private readonly storage: Storage,
    private readonly start: SessionStart,
    private readonly limits: Limits,
    private readonly clock: Clock,
  ) {}

  /** Throws SIGN_IN_REQUIRED, TOO_MANY_REQUESTS. */
  async make(session: Session): Promise<SignInCode> {
    const { id } = signedInUser(session);
    await this.limits.signInLinks.take(id);
    return this.storage.transact({ lock: userLock(id) }, (trx) => storeCode(trx, id, this.clock.now()));
  }

  /** Whether the code works now. Changes nothing, since link previews open the page too. */
  async works(code: string): Promise<boolean> {
    return (await this.#userIdOf(code)) !== undefined;
  }

  async #userIdOf(code: string): Promise<string | undefined> {
    const row = await this.storage.reader
      .selectFrom('sign_in_links')
      .select('user_id')
      .where('token_hash', '=', codeHash(code))
      .where('expires_at', '>', this.clock.now())
      .executeTakeFirst();
    return row?.user_id;
  }

  /** Begins a session of the account that made the link, and uses the link up. Throws SIGN_IN_LINK_INVALID, SESSION_ENDED. */
  async use(context: RequestContext, code: string): Promise<Session> {
    const userId = await this.#userIdOf(code);
    if (userId === undefined) throw new ChatError('SIGN_IN_LINK_INVALID');
    return this.start.begin(context, [userLock(userId)], async (trx) => {
      const link = await trx
        .deleteFrom('sign_in_links')
        .where('token_hash', '=', codeHash(code))
        .returning('user_id')
        .executeTakeFirst();
      const account = link && (await findAccountById(trx, link.user_id));
      if (!account) throw new ChatError('SIGN_IN_LINK_INVALID');
      return account;
    });
  }
}
