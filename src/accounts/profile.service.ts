import { Injectable } from '@nestjs/common';
import { userLock } from '../storage/lock.js';
import { Storage } from '../storage/storage.js';
import type { Language } from '../i18n/language.js';
import { readText, trimmed } from '../text.js';
import { signedInUser } from './accounts.js';
import { UserService } from './user.service.js';
import type { Session } from './session.js';

export const MAX_PROFILE_CHARS = 200;

export interface Profile {
  id: string;
  name: string;
  profile: string;
}

/** The name and profile text of an account. */
@Injectable()
export class ProfileService {
  constructor(
    private readonly storage: Storage,
    private readonly users: UserService,
  ) {}

  /** Throws SIGN_IN_REQUIRED. */
  async of(session: Session): Promise<Profile> {
    const { id, name } = signedInUser(session);
    const row = await this.storage.reader
      .selectFrom('users')
      .select('profile')
      .where('id', '=', id)
      .executeTakeFirst();
    return { id, name, profile: row?.profile ?? '' };
  }

  /**
   * Changes the given fields; if one of them is refused, none changes. Throws what `UserService.rename` throws, PROFILE_TOO_LONG,
   * PROFILE_INVALID, SIGN_IN_REQUIRED.
   */
  async change(
    session: Session,
    language: Language,
    { name, profile }: { name?: string | undefined; profile?: string | undefined },
  ): Promise<Profile> {
    const { id } = signedInUser(session);
    const text = profile === undefined ? undefined : profileText(profile);
    if (name !== undefined) await this.users.rename(session, language, name);
    if (text !== undefined) {
      await this.storage.transact({ lock: userLock(id) }, (trx) =>
        trx
          .updateTable('users')
          .set({ profile: text })
          .where('id', '=', id)
          .where('account_key', 'is not', null)
          .execute(),
      );
    }
    return this.of(session);
  }
}

/** A profile text as it is stored. Throws PROFILE_TOO_LONG or PROFILE_INVALID. */
function profileText(text: string): string {
  const rule = { max: MAX_PROFILE_CHARS, tooLong: 'PROFILE_TOO_LONG', invalid: 'PROFILE_INVALID' } as const;
  return trimmed(readText(text, rule));
}
