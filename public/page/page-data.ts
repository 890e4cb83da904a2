import type { Person } from '../server/person.js';
import type { Room } from '../server/room.js';
import { find } from './elements.js';

/** The data of this page that the server passes to the scripts. */
export interface PageData {
  lang: string;
  room: Room;
  /** The newest seq of the room on this page. */
  seq: number;
  /** The seq of the oldest message on it, shown or deleted. */
  oldestSeq: number;
  /** The reader's read mark when the page was rendered. */
  read: number;
  epoch: string;
  /** True if the room has messages before those on the page. */
  hasOlder: boolean;
  updatesUrl: string;
  apiUrl: string;
  me: Person | null;
  /** Whom the page acts for, as sent to the server. */
  actingAs: string;
  /** What this visitor was called before they had a user. */
  anonymousId: string;
  /** True if writing does not require an account. */
  guestsEnter: boolean;
  /** In code points. */
  maxBodyChars: number;
  /** The length of the server's holds. */
  holdMs: number;
  strings: Record<string, string>;
}

export function readPage(): PageData {
  return JSON.parse(find('.page', HTMLElement).dataset['page'] ?? '');
}
