import type { Person } from '../server/person.js';
import type { Room } from '../server/room.js';
import { find } from './elements.js';

/** What the server tells the scripts about this page. */
export interface PageData {
  lang: string;
  room: Room;
  /** Newest seq of the room that is in this page. */
  seq: number;
  /** Seq of the oldest message that is in it, shown or deleted. */
  oldestSeq: number;
  /** Up to where the reader had read when the page was made. */
  read: number;
  epoch: string;
  /** Whether the room has messages before those of the page. */
  hasOlder: boolean;
  /** Seq of the first message that is unread, also if it lies before those of the page; 0 if none is. */
  firstUnread: number;
  updatesUrl: string;
  apiUrl: string;
  me: Person | null;
  /** Who the page acts for, as it tells the server. */
  actingAs: string;
  /** What its visitor was called before anybody knew them. */
  nobody: string;
  /** Whether one may write without an account. */
  guestsEnter: boolean;
  /** In code points. */
  maxBodyChars: number;
  /** How long the server holds a poll. */
  holdMs: number;
  strings: Record<string, string>;
}

export function readPage(): PageData {
  return JSON.parse(find('.page', HTMLElement).dataset['page'] ?? '');
}
