import { Injectable } from '@nestjs/common';
import { v7 as uuidv7 } from 'uuid';
import { GuestService } from '../accounts/guest.service.js';
import type { Session } from '../accounts/session.js';
import { ChatError } from '../chat-error.js';
import { Clock } from '../clock.js';
import { Config } from '../config/config.js';
import type { Language } from '../i18n/language.js';
import type { Appended } from '../log/entry.js';
import { RoomLogService } from '../log/room-log.service.js';
import { cleanText, codePoints, detached, hasStackedMarks, isBlank } from '../text.js';

export interface NewMessage {
  room: string;
  body: string;
  clientId: string | null;
}

/** Sending. */
@Injectable()
export class MessageService {
  constructor(
    private readonly guests: GuestService,
    private readonly log: RoomLogService,
    private readonly config: Config,
    private readonly clock: Clock,
  ) {}

  /**
   * Stores a message of the session's user, who is made by it if need be, and answers it; a repeat (same author and
   * clientId) gets the first answer. Throws what `checkBody` does, CLIENT_ID_REUSED if the id belongs to another message,
   * STORAGE_UNAVAILABLE if nothing was stored.
   */
  async send(session: Session, language: Language, { room, body, clientId }: NewMessage): Promise<Appended> {
    const text = detached(this.checkBody(body));
    const author = await this.guests.ofSession(session, language);
    const at = this.clock.now();
    // Without a time given, ids made in one process only ever increase, whatever its clock does.
    const draft = {
      room,
      id: uuidv7(),
      type: 'message' as const,
      at,
      author,
      clientId,
      body: text,
    };
    const appended = await this.log.append(draft);
    const { entry, replayed } = appended;
    if (replayed && (entry.room !== room || entry.body !== text)) throw new ChatError('CLIENT_ID_REUSED');
    return appended;
  }

  /** The body as it is stored. Throws BODY_BLANK, BODY_TOO_LONG or BODY_INVALID. */
  checkBody(body: string): string {
    const text = cleanText(body);
    if (isBlank(text)) throw new ChatError('BODY_BLANK');
    const max = this.config.maxBodyChars;
    if (codePoints(text) > max) throw new ChatError('BODY_TOO_LONG', { params: { max } });
    if (hasStackedMarks(text)) throw new ChatError('BODY_INVALID');
    return text;
  }
}
