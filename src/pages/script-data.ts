import { Injectable } from '@nestjs/common';
import type { Session } from '../accounts/session.js';
import { Config } from '../config/config.js';
import type { Language } from '../i18n/language.js';
import { RoomLogService } from '../log/room-log.service.js';
import { TEXTS_MARK } from '../views/script-texts.js';

/** What the scripts of a page beside the list of rooms are told: who it acts for, the addresses, the limits, the texts. */
@Injectable()
export class ScriptData {
  constructor(
    private readonly config: Config,
    private readonly log: RoomLogService,
  ) {}

  /** As JSON, together with `content`. */
  of({ user, actor, anonymousId }: Session, lang: Language, content: object): string {
    const { guestsEnter, maxBodyChars, holdMs } = this.config;
    return JSON.stringify({
      ...content,
      lang,
      epoch: this.log.epoch,
      updatesUrl: '/api/updates',
      apiUrl: '/api',
      me: user && { id: user.id, name: user.name },
      actingAs: actor,
      anonymousId,
      guestsEnter,
      maxBodyChars,
      holdMs,
      strings: TEXTS_MARK,
    });
  }
}
