import { Injectable } from '@nestjs/common';
import { signedInUser } from '../accounts/accounts.js';
import { OwnSessions } from '../accounts/own-sessions.js';
import type { Session } from '../accounts/session.js';
import type { User } from '../accounts/user.js';
import { ChatError } from '../chat-error.js';
import type { PersonJson } from '../friends/dto/friends.json.js';
import { FriendListService } from '../friends/friend-list.service.js';
import type { Language } from '../i18n/language.js';
import { Translator } from '../i18n/translator.js';
import type { Confirmation } from './confirmation.js';
import { deviceName } from './device-name.js';
import type { ConfirmQueryDto } from './dto/confirm-query.dto.js';

interface ToPerson {
  /** The relations to the user for which the action exists. */
  relations: readonly PersonJson['relation'][];
  path: 'friends' | 'people';
  act: string;
}

const TO_PEOPLE: Readonly<Record<string, ToPerson>> = {
  unfriend: { relations: ['friend'], path: 'friends', act: 'remove' },
  'withdraw-request': { relations: ['sent'], path: 'friends', act: 'withdraw' },
  'decline-request': { relations: ['received'], path: 'friends', act: 'decline' },
  block: { relations: ['friend', 'sent', 'received', 'none'], path: 'people', act: 'block' },
};

/** Confirmations about other people and about the user's account. */
@Injectable()
export class PeopleConfirmations {
  constructor(
    private readonly list: FriendListService,
    private readonly sessions: OwnSessions,
    private readonly translator: Translator,
  ) {}

  /** Undefined if there is no such action. Throws SIGN_IN_REQUIRED, NOT_FOUND. */
  async of(
    action: string,
    asked: ConfirmQueryDto,
    session: Session,
    language: Language,
  ): Promise<Confirmation | undefined> {
    const toPerson = Object.hasOwn(TO_PEOPLE, action) ? TO_PEOPLE[action] : undefined;
    if (toPerson) return this.#toPerson(action, toPerson, asked, signedInUser(session));
    switch (action) {
      case 'end-session':
        return this.#endOfOne(asked, session, language);
      case 'end-sessions':
        return this.#endOfAll(session);
      case 'delete-account':
        return ofAccount('delete-account', session, {
          post: '/account/delete',
          after: '/',
          password: true,
          leaves: true,
        });
      default:
        return undefined;
    }
  }

  async #toPerson(
    action: string,
    { relations, path, act }: ToPerson,
    { user = '' }: ConfirmQueryDto,
    me: User,
  ): Promise<Confirmation> {
    const { id, name, relation } = await this.list.person(me, user);
    if (!relations.includes(relation)) throw new ChatError('NOT_FOUND');
    const post = `/a/${path}/${encodeURIComponent(id)}/${act}`;
    return { key: action, names: { user: name }, post, back: `/people/${encodeURIComponent(id)}` };
  }

  async #endOfOne({ id }: ConfirmQueryDto, session: Session, language: Language): Promise<Confirmation> {
    const ended = (await this.sessions.list(session)).find((one) => one.id === id);
    if (!ended) throw new ChatError('NOT_FOUND');
    return ofAccount('end-session', session, {
      names: { device: deviceName(this.translator, language, ended.device) },
      post: `/account/sessions/${encodeURIComponent(ended.id)}/end`,
      leaves: ended.isThis,
    });
  }

  async #endOfAll(session: Session): Promise<Confirmation> {
    const { length: count } = await this.sessions.list(session);
    return ofAccount('end-sessions', session, {
      names: { count },
      post: '/account/sessions/end',
      leaves: true,
    });
  }
}

/** Throws SIGN_IN_REQUIRED. */
function ofAccount(
  key: string,
  session: Session,
  { names, ...rest }: { names?: Confirmation['names'] } & Omit<Confirmation, 'key' | 'names' | 'back'>,
): Confirmation {
  return { key, names: { user: signedInUser(session).name, ...names }, back: '/account', ...rest };
}
