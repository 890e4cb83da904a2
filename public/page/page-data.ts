import type { Person } from '../server/person.js';
import type { Room } from '../server/room.js';
import { find } from './elements.js';

/** What the server passes to the scripts of a page beside the list of rooms. */
export interface PageData {
  lang: string;
  epoch: string;
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

/** The same of the page of a room. */
export interface RoomPageData extends PageData {
  room: Room;
  /** The newest seq of the room on this page. */
  seq: number;
  /** The seq of the oldest message on it, shown or deleted. */
  oldestSeq: number;
  /** The reader's read mark when the page was rendered. */
  read: number;
  /** True if the room has messages before those on the page. */
  hasOlder: boolean;
}

/** @param document this one, or one that may take its place */
export function readPage(document: ParentNode): PageData | RoomPageData {
  return JSON.parse(find('.page', HTMLElement, document).dataset['page'] ?? '');
}

export function isRoomPage(page: PageData): page is RoomPageData {
  return 'room' in page;
}
