import { Injectable } from '@nestjs/common';
import { v7 as uuidv7 } from 'uuid';
import { GuestService } from '../accounts/guest.service.js';
import type { Session } from '../accounts/session.js';
import { SessionService } from '../accounts/session.service.js';
import { ChatError } from '../chat-error.js';
import { Clock } from '../clock.js';
import { Config } from '../config/config.js';
import type { Language } from '../i18n/language.js';
import type { Appended, Author, Draft, Message } from '../log/entry.js';
import { RoomLogService } from '../log/room-log.service.js';
import { cleanText, codePoints, detached, hasStackedMarks, isBlank } from '../text.js';

export interface NewMessage {
  room: string;
  body: string;
  clientId: string | null;
}

/** Where a message is. */
export interface MessagePlace {
  room: string;
  id: string;
}

export interface MessageEdit extends MessagePlace {
  body: string;
}

/** Sending, editing and deleting. */
@Injectable()
export class MessageService {
  constructor(
    private readonly guests: GuestService,
    private readonly log: RoomLogService,
    private readonly config: Config,
    private readonly clock: Clock,
    private readonly sessions: SessionService,
  ) {}

  /**
   * Stores a message of the session's user, who is made by it if need be, and answers it; a repeat (same author and
   * clientId) gets the first answer. Throws what `checkBody` does, CLIENT_ID_REUSED if the id belongs to another message,
   * STORAGE_UNAVAILABLE if nothing was stored.
   */
  async send(session: Session, language: Language, { room, body, clientId }: NewMessage): Promise<Appended> {
    const text = detached(this.checkBody(body));
    const { id, name } = await this.guests.ofSession(session, language);
    const at = this.clock.now();
    // Without a time given, ids made in one process only ever increase, whatever its clock does.
    const draft = {
      room,
      id: uuidv7(),
      type: 'message' as const,
      at,
      author: { id, name },
      clientId,
      body: text,
    };
    const appended = await this.#append(session, draft);
    if (appended.outcome === 'refused') throw new ChatError('CLIENT_ID_REUSED');
    return appended;
  }

  /**
   * Gives a message another text and answers the message as it is then; the same text again changes nothing. Throws what
   * `checkBody` does, NOT_FOUND if there is no such message (any more), NOT_YOURS, STORAGE_UNAVAILABLE if nothing was stored.
   */
  async edit(session: Session, { room, id, body }: MessageEdit): Promise<Message> {
    const text = detached(this.checkBody(body));
    const target = await this.#own(session, room, id);
    const draft = { type: 'edit' as const, ...this.#change(session, room), target, body: text };
    const { entry, outcome } = await this.#append(session, draft);
    if (outcome === 'refused') throw new ChatError('NOT_FOUND');
    return entry.message;
  }

  /**
   * Deletes a message: its text is gone from then on, its place stays. Answers what is left; once more changes nothing.
   * Throws NOT_FOUND, NOT_YOURS, STORAGE_UNAVAILABLE if nothing was changed.
   */
  async delete(session: Session, { room, id }: MessagePlace): Promise<Message> {
    const target = await this.#own(session, room, id);
    const draft = { type: 'deletion' as const, ...this.#change(session, room), target };
    return (await this.#append(session, draft)).entry.message;
  }

  /** Only while the session lives: what comes after its end, or its account's, is written by nobody. Throws SESSION_ENDED. */
  async #append(session: Session, draft: Draft): Promise<Appended> {
    for (let looking; (looking = this.sessions.confirm(session));) await looking;
    return this.log.append(draft);
  }

  #change({ user }: Session, room: string): { room: string; id: string; at: number; author: Author } {
    const { id, name } = user as Author;
    return { room, id: uuidv7(), at: this.clock.now(), author: { id, name } };
  }

  async #own(session: Session, room: string, id: string): Promise<Message> {
    const message = await this.log.findMessage(room, id);
    if (!message) throw new ChatError('NOT_FOUND');
    if (message.author.id !== session.user?.id) throw new ChatError('NOT_YOURS');
    return message;
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
