import { Injectable } from '@nestjs/common';
import { v7 as uuidv7 } from 'uuid';
import { UserService } from '../accounts/user.service.js';
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
  /** The spelling of an open room's name; used if the message creates the room. */
  roomName?: string | undefined;
}

export interface MessagePlace {
  room: string;
  id: string;
}

export interface MessageEdit extends MessagePlace {
  body: string;
}

/** Sends, edits and deletes messages. */
@Injectable()
export class MessageService {
  constructor(
    private readonly users: UserService,
    private readonly access: RoomAccessService,
    private readonly log: RoomLogService,
    private readonly config: Config,
    private readonly clock: Clock,
    private readonly sessions: SessionService,
    private readonly mentions: Mentions,
  ) {}

  /**
   * Stores a message of the session's user, creating a guest if there is none, and returns it. A repeat (same
   * author and clientId) returns the first message. Throws what `checkBody` throws, SESSION_ENDED, NOT_FOUND
   * if the user may not write in the room at the moment of storing, CLIENT_ID_REUSED if the id belongs to
   * another message, and STORAGE_UNAVAILABLE if nothing was stored.
   */
  async send(
    session: Session,
    language: Language,
    { room, body, clientId, roomName = room }: NewMessage,
  ): Promise<Appended> {
    const checking = this.access.check(session.user, room, 'post');
    if (checking) await checking;
    const text = detached(this.checkBody(body));
    const author = authorOf(await this.users.ensureUser(session, language));
    const mentions = await this.mentions.in(room, text);
    const at = this.clock.now();
    // uuidv7 without a given time is monotonic within a process, whatever the clock does.
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
   * Changes the text of a message and returns its new state; the same text again changes nothing. Throws what
   * `checkBody` throws, SESSION_ENDED, NOT_FOUND if there is no such message (any more), NOT_YOURS, and
   * STORAGE_UNAVAILABLE if nothing was stored.
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
   * Deletes a message: its text is erased, its place in the log stays. Returns what is left; repeating it
   * changes nothing. Moderators of a group may delete any of its messages. Throws SESSION_ENDED, NOT_FOUND,
   * NOT_YOURS, and STORAGE_UNAVAILABLE if nothing was changed.
   */
  async delete(session: Session, { room, id }: MessagePlace): Promise<Message> {
    await this.access.check(session.user, room, 'delete-own');
    const target = await this.#find(room, id);
    const own = isOwn(target, session);
    if (!own) await this.#checkDeleteAny(session, room);
    const change = { ...this.#change(session, room), ...needs(room, own ? 'member' : 'moderator') };
    return (await this.#append(session, { type: 'deletion', ...change, target })).entry.message;
  }

  /** Throws NOT_YOURS if the user may not, or NOT_FOUND. */
  async #checkDeleteAny({ user }: Session, room: string): Promise<void> {
    try {
      await this.access.check(user, room, 'delete-any');
    } catch (error) {
      const refused = error instanceof ChatError && error.code === 'NOT_ALLOWED';
      throw refused ? new ChatError('NOT_YOURS') : error;
    }
  }

  /**
   * Confirms the session first, so that nothing is written after its end or its account's end. If the user
   * was removed from the room before the commit, the room is not found. Throws SESSION_ENDED, NOT_FOUND.
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

  /** The body as it will be stored. Throws BODY_BLANK, BODY_TOO_LONG or BODY_INVALID. */
  checkBody(body: string): string {
    const { maxBodyChars: max } = this.config;
    return readText(body, { max, blank: 'BODY_BLANK', tooLong: 'BODY_TOO_LONG', invalid: 'BODY_INVALID' });
  }
}

function isOwn({ author }: Message, { user }: Session): boolean {
  return author.id === user?.id;
}

/** The room's name, if this message creates it. */
function nameOf(room: string, written: string): { roomName?: string } {
  const name = isPrivateKey(room) ? room : roomNameOf(written, room);
  return name === room ? {} : { roomName: detached(name) };
}

/** Anybody may write in an open room; in a private one the author's role is checked at the commit. */
function needs(room: string, role: 'member' | 'moderator'): Pick<Draft, 'needs'> {
  return isPrivateKey(room) ? { needs: role } : {};
}
