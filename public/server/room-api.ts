import type { Message } from './entry.js';
import { post, postInDoubt } from './request.js';

interface Draft {
  body: string;
  client_id: string;
  /** Name of a room that its first message creates. */
  room_name?: string;
}

/** What a person has chosen for a room. */
export interface RoomChoice {
  /** What they are told of: `everything`, `mentions` or `nothing`. */
  bell: string;
  /** At the top of their list. */
  pinned: boolean;
}

/** Requests about rooms and their messages. */
export class RoomApi {
  readonly #url: string;
  readonly #onDoubt: () => void;

  /** @param onDoubt called if a request gets no answer: the connection may be dead */
  constructor(url: string, onDoubt: () => void) {
    this.#url = url;
    this.#onDoubt = onDoubt;
  }

  entriesUrl(room: string): string {
    return `${this.#url}/rooms/${encodeURIComponent(room)}/entries`;
  }

  send(room: string, message: Draft): Promise<Message> {
    return this.#post(room, 'messages', message);
  }

  edit(room: string, id: string, body: string): Promise<Message> {
    return this.#post(room, `messages/${id}/edit`, { body });
  }

  remove(room: string, id: string): Promise<Message> {
    return this.#post(room, `messages/${id}/delete`, {});
  }

  /** The HTML of what a message would say. */
  async preview(body: string): Promise<string> {
    return (await post<{ html: string }>(`${this.#url}/preview`, { body })).html;
  }

  /** Sets the read mark to this entry. */
  markRead(room: string, seq: number): Promise<unknown> {
    return this.#post(room, 'read', { seq });
  }

  /** Lists an open room from now on. */
  follow(room: string): Promise<unknown> {
    return this.#post(room, 'follow', {});
  }

  /** Says that the user is writing there. */
  writing(room: string): Promise<unknown> {
    return post(`${this.#url}/rooms/${encodeURIComponent(room)}/writing`, {});
  }

  /** What is absent stays. */
  choose(room: string, chosen: Partial<RoomChoice>): Promise<RoomChoice> {
    return this.#post(room, 'preferences', chosen);
  }

  #post<T>(room: string, path: string, data: object): Promise<T> {
    return postInDoubt(`${this.#url}/rooms/${encodeURIComponent(room)}/${path}`, data, this.#onDoubt);
  }
}
