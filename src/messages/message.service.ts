import { Injectable } from '@nestjs/common';
import { v7 as uuidv7 } from 'uuid';
import { GuestService } from '../accounts/guest.service.js';
import type { Session } from '../accounts/session.js';
import { SessionService } from '../accounts/session.service.js';
import { type User, authorOf } from '../accounts/user.js';
import { ChatError } from '../chat-error.js';
import { Clock } from '../clock.js';
import { Config } from '../config/config.js';
import type { Language } from '../i18n/language.js';
import type { Appended, Author, Draft, Message } from '../log/entry.js';
import { RoomLogService } from '../log/room-log.service.js';
import { RoomAccessService } from '../rooms/room-access.service.js';
import { isPrivateKey, roomNameOf } from '../rooms/room.js';
import { Mentions } from './mentions.js';
import { detached, readText } from '../text.js';

export interface NewMessage {
  room: string;
  body: string;
  clientId: string | null;
  /** How the name of an open room is written; counts if the message makes the room. */
  roomName?: string | undefined;
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
    private readonly access: RoomAccessService,
    private readonly log: RoomLogService,
    private readonly config: Config,
    private readonly clock: Clock,
    private readonly sessions: SessionService,
    private readonly mentions: Mentions,
  ) {}

  /**
   * Stores a message of the session's user, who is made by it if need be, and answers it; a repeat (same author and
   * clientId) gets the first answer. Throws what `checkBody` does, NOT_FOUND if the room is not there for them (at the moment in
   * which it is stored), CLIENT_ID_REUSED if the id belongs to another message, STORAGE_UNAVAILABLE if nothing was stored.
   */
  async send(
    session: Session,
    language: Language,
    { room, body, clientId, roomName = room }: NewMessage,
  ): Promise<Appended> {
    const checking = this.access.check(session.user, room, 'post');
    if (checking) await checking;
    const text = detached(this.checkBody(body));
    const author = authorOf(await this.guests.ofSession(session, language));
    const mentions = await this.mentions.in(room, text);
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
      mentions,
      ...nameOf(room, roomName),
      ...needs(room, 'member'),
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
    await this.access.check(session.user, room, 'edit-own');
    const target = await this.#find(room, id);
    if (!isOwn(target, session)) throw new ChatError('NOT_YOURS');
    const text = detached(this.checkBody(body));
    const change = { ...this.#change(session, room), ...needs(room, 'member') };
    const mentions = await this.mentions.in(room, text);
    const draft = { type: 'edit' as const, ...change, target, body: text, mentions };
    const { entry, outcome } = await this.#append(session, draft);
    if (outcome === 'refused') throw new ChatError('NOT_FOUND');
    return entry.message;
  }

  /**
   * Deletes a message: its text is gone from then on, its place stays. Answers what is left; once more changes nothing. Who looks
   * after a group may delete any of its messages. Throws NOT_FOUND, NOT_YOURS, STORAGE_UNAVAILABLE if nothing was changed.
   */
  async delete(session: Session, { room, id }: MessagePlace): Promise<Message> {
    await this.access.check(session.user, room, 'delete-own');
    const target = await this.#find(room, id);
    const own = isOwn(target, session);
    if (!own) await this.#checkDeleteAny(session, room);
    const change = { ...this.#change(session, room), ...needs(room, own ? 'member' : 'moderator') };
    return (await this.#append(session, { type: 'deletion', ...change, target })).entry.message;
  }

  /** To others it is told as of any message that is not theirs. */
  async #checkDeleteAny({ user }: Session, room: string): Promise<void> {
    try {
      await this.access.check(user, room, 'delete-any');
    } catch (error) {
      const refused = error instanceof ChatError && error.code === 'NOT_ALLOWED';
      throw refused ? new ChatError('NOT_YOURS') : error;
    }
  }

  /**
   * Only while the session lives: what comes after its end, or its account's, is written by nobody. Whoever has been removed from
   * the room by the time it is stored finds no room. Throws SESSION_ENDED, NOT_FOUND.
   */
  async #append(session: Session, draft: Draft): Promise<Appended> {
    for (let looking; (looking = this.sessions.confirm(session));) await looking;
    const appended = await this.log.append(draft);
    if (appended.outcome === 'forbidden') throw new ChatError('NOT_FOUND');
    return appended;
  }

  #change({ user }: Session, room: string): { room: string; id: string; at: number; author: Author } {
    return { room, id: uuidv7(), at: this.clock.now(), author: authorOf(user as User) };
  }

  async #find(room: string, id: string): Promise<Message> {
    const message = await this.log.findMessage(room, id);
    if (!message) throw new ChatError('NOT_FOUND');
    return message;
  }

  /** The body as it is stored. Throws BODY_BLANK, BODY_TOO_LONG or BODY_INVALID. */
  checkBody(body: string): string {
    const { maxBodyChars: max } = this.config;
    return readText(body, { max, blank: 'BODY_BLANK', tooLong: 'BODY_TOO_LONG', invalid: 'BODY_INVALID' });
  }
}

function isOwn({ author }: Message, { user }: Session): boolean {
  return author.id === user?.id;
}

/** What a room is called if it is made by a message. */
function nameOf(room: string, written: string): { roomName?: string } {
  const name = isPrivateKey(room) ? room : roomNameOf(written, room);
  return name === room ? {} : { roomName: detached(name) };
}

/** In an open room everybody may; in a private one it matters who they are when it is stored. */
function needs(room: string, role: 'member' | 'moderator'): Pick<Draft, 'needs'> {
  return isPrivateKey(room) ? { needs: role } : {};
}
