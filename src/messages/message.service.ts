import { Injectable } from '@nestjs/common';
import { v7 as uuidv7 } from 'uuid';
import { UserService } from '../accounts/user.service.js';
import type { Session } from '../accounts/session.js';
import { SessionService } from '../accounts/session.service.js';
import { type User, authorOf } from '../accounts/user.js';
import { ChatError } from '../chat-error.js';
import { Clock } from '../clock.js';
import type { Language } from '../i18n/language.js';
import type { Appended, ChangeDraft, Draft } from '../log/entry.js';
import type { Message } from '../log/message.js';
import { type ChangeType, MESSAGE } from '../log/entry-type.js';
import { RoomLogService } from '../log/room-log.service.js';
import { type Action, allowedTo } from '../rooms/may.js';
import { RoomAccessService } from '../rooms/room-access.service.js';
import { isPrivateKey, roomNameOf } from '../rooms/room.js';
import { detached } from '../text.js';
import { DELETION, EDIT } from './message-changes.js';
import { MessageTexts } from './message-texts.js';

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
    private readonly clock: Clock,
    private readonly sessions: SessionService,
    private readonly texts: MessageTexts,
  ) {}

  /**
   * Stores a message of the session's user, creating a guest, named in this language, if there is none, and returns it. A repeat (same
   * author and clientId) returns the first message. Throws what `MessageTexts` throws, SESSION_ENDED, NOT_FOUND
   * if the user may not write in the room at the moment of storing, CLIENT_ID_REUSED if the id belongs to
   * another message, and STORAGE_UNAVAILABLE if nothing was stored.
   */
  async send(
    session: Session,
    language: () => Language,
    { room, body, clientId, roomName = room }: NewMessage,
  ): Promise<Appended> {
    const checking = this.access.check(session.user, room, 'post');
    if (checking) await checking;
    const { body: text, mentions } = await this.texts.read(room, body);
    const author = authorOf(session.user ?? (await this.users.ensureUser(session, language())));
    const at = this.clock.now();
    // uuidv7 without a given time is monotonic within a process, whatever the clock does.
    const draft = {
      type: MESSAGE,
      room,
      id: uuidv7(),
      at,
      author,
      clientId,
      body: text,
      mentions,
      roomName: nameOf(room, roomName),
      allowed: allowedIn(room, 'post'),
    };
    const appended = await this.#append(session, draft);
    if (appended.outcome === 'refused') throw new ChatError('CLIENT_ID_REUSED');
    return appended;
  }

  /**
   * Changes the text of a message and returns its new state; the same text again changes nothing. Throws what
   * `MessageTexts` throws, SESSION_ENDED, NOT_FOUND if there is no such message (any more), NOT_YOURS, and
   * STORAGE_UNAVAILABLE if nothing was stored.
   */
  async edit(session: Session, { room, id, body }: MessageEdit): Promise<Message> {
    await this.access.check(session.user, room, 'edit-own');
    const target = await this.#find(room, id);
    if (!isOwn(target, session)) throw new ChatError('NOT_YOURS');
    const text = await this.texts.read(room, body);
    const draft = { ...this.#change(EDIT, target, session, 'edit-own'), ...text };
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
    const action = isOwn(target, session) ? 'delete-own' : 'delete-any';
    if (action === 'delete-any') await this.#checkDeleteAny(session, room);
    return (await this.#append(session, this.#change(DELETION, target, session, action))).entry.message;
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
    await this.#confirm(session);
    const appended = await this.log.append(draft);
    if (appended.outcome !== 'forbidden') return appended;
    // The account may have been deleted at another node.
    await this.#confirm(session);
    throw new ChatError('NOT_FOUND');
  }

  async #confirm(session: Session): Promise<void> {
    for (let looking; (looking = this.sessions.confirm(session));) await looking;
  }

  /** A change by the session's user, who must be allowed this action when it is stored. */
  #change(type: ChangeType, target: Message, { user }: Session, action: Action): ChangeDraft {
    const { room } = target;
    const entry = { room, id: uuidv7(), at: this.clock.now(), author: authorOf(user as User) };
    return { ...entry, type, target, body: '', allowed: allowedIn(room, action) };
  }

  async #find(room: string, id: string): Promise<Message> {
    const message = await this.log.findMessage(room, id);
    if (!message) throw new ChatError('NOT_FOUND');
    return message;
  }
}

function isOwn({ author }: Message, { user }: Session): boolean {
  return author.id === user?.id;
}

/** The room's name, if this message creates it. */
function nameOf(room: string, written: string): string | undefined {
  const name = isPrivateKey(room) ? room : roomNameOf(written, room);
  return name === room ? undefined : detached(name);
}

/** Anybody may write in an open room; in a private one the author's role is checked at the commit. */
function allowedIn(room: string, action: Action): Draft['allowed'] {
  return isPrivateKey(room) ? allowedTo(action) : undefined;
}
