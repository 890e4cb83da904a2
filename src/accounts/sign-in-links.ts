import { Injectable } from '@nestjs/common';
import { ChatError } from '../chat-error.js';
import { Clock } from '../clock.js';
import { Database } from '../database/database.js';
import { Limits } from '../limits/limits.js';
import { accountOf, findAccountOf } from './accounts.js';
import type { Session } from './session.js';
import { SessionStart } from './session-start.js';
import { type SignInCode, codeHash, storeCode } from './sign-in-link.js';
import type { Visit } from './visit.js';

/** Links by which somebody signs in on another device. */
@Injectable()
export class SignInLinks {
  constructor(
    private readonly database: Database,
    private readonly start: SessionStart,
    private readonly limits: Limits,
    private readonly clock: Clock,
  ) {}

  /** Throws SIGN_IN_REQUIRED, TOO_MANY_REQUESTS. */
  async make(session: Session): Promise<SignInCode> {
    const { id } = accountOf(session);
    await this.limits.signInLinks.take(id);
    return storeCode(this.database.writer, id, this.clock.now());
  }

  /** Whether it would work now. Changes nothing: previews of links open them as well. */
  async works(code: string): Promise<boolean> {
    const row = await this.database.reader
      .selectFrom('sign_in_links')
      .select('user_id')
      .where('token_hash', '=', codeHash(code))
      .where('expires_at', '>', this.clock.now())
      .executeTakeFirst();
    return row !== undefined;
  }

  /** Begins a session of the account that made the link, which is used up. Throws SIGN_IN_LINK_INVALID, SESSION_ENDED. */
  async use(visit: Visit, code: string): Promise<Session> {
    if (!(await this.works(code))) throw new ChatError('SIGN_IN_LINK_INVALID');
    return this.start.begin(visit, async (trx) => {
      const link = await trx
        .deleteFrom('sign_in_links')
        .where('token_hash', '=', codeHash(code))
        .returning('user_id')
        .executeTakeFirst();
      const account = link && (await findAccountOf(trx, link.user_id));
      if (!account) throw new ChatError('SIGN_IN_LINK_INVALID');
      return account;
    });
  }
}
