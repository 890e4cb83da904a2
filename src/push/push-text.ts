import { Injectable } from '@nestjs/common';
import { DELETED_NAME } from '../deleted-name.js';
import { shownText } from '../formatting/formatting.js';
import type { Language } from '../i18n/language.js';
import { Translator } from '../i18n/translator.js';
import type { Message } from '../log/message.js';
import { LOBBY, roomNameOf, roomPath } from '../rooms/room.js';

/** More of a message would not be shown. */
const MOST_CHARS = 200;

/** What the service worker shows. */
export interface PushPayload {
  title: string;
  body: string;
  lang: Language;
  /** Key of the room: a later notification of the same room takes the place of an earlier one. */
  room: string;
  seq: number;
  /** Where a click leads. */
  path: string;
}

/** Who reads the notification, and where it comes from. */
interface PushReader {
  userId: string;
  language: Language;
  /** Whether they have chosen that it shows what was written. */
  showsText: boolean;
  kind: 'open' | 'group' | 'direct';
  /** Name of the room, as stored. */
  name: string;
}

/** Says in the reader's language where there is a new message, and only for those who have chosen that, what it says. */
@Injectable()
export class PushText {
  constructor(private readonly translator: Translator) {}

  of({ room, seq, author, body, mentions }: Message, reader: PushReader): PushPayload {
    const { userId, language: lang, showsText, kind } = reader;
    const name = author.name === DELETED_NAME ? this.translator.t(lang, 'person.deleted') : author.name;
    const where = this.#roomName(room, reader);
    const place = { lang, room, seq, path: roomPath(room) };
    const t = (key: string) => this.translator.t(lang, key, { name, room: where });
    if (showsText) {
      const title = kind === 'direct' ? name : t('browser.toldIn');
      return { title, body: Array.from(shownText(body)).slice(0, MOST_CHARS).join(''), ...place };
    }
    if (kind === 'direct') return { title: t('push.from'), body: '', ...place };
    const isMention = mentions?.includes(userId) === true;
    return { title: t(isMention ? 'push.mention' : 'push.in'), body: '', ...place };
  }

  #roomName(key: string, { kind, name, language }: PushReader): string {
    if (kind !== 'open') return name;
    return key === LOBBY ? this.translator.t(language, 'room.lobby') : roomNameOf(name || key, key);
  }
}
