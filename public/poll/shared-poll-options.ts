import type { News, Present } from './answer.js';
import type { Positions } from './positions.js';
import type { Sender } from './tab-channel.js';

/** What a tab hears from the shared poll. */
export interface SharedPollEvents {
  news: (news: News) => void;
  /** Who is in the page's room has changed. */
  present: (present: Present) => void;
  /** Another tab has read a room up to this seq. */
  read: (room: string, seq: number) => void;
  /** `retryAt`: time of the next try by `Date.now()`; 0 while trying. */
  trouble: (retryAt: number) => void;
  /** The trouble is over. */
  recovered: (wasLost: boolean) => void;
  /** The page belongs to another epoch and must be reloaded. */
  stale: () => void;
  /** The reader can no longer read the page's room. */
  closed: () => void;
  /** Another tab left, and this one has to finish its work. */
  tabLeft: () => void;
  /** Another tab has another user, or another name for the same one. */
  userChanged: () => void;
}

export interface SharedPollOptions {
  url: string;
  /** The room of the page; empty if it shows none. */
  room: string;
  epoch: string;
  /** The tab's user. */
  sender: () => Sender;
  after: Positions;
  holdMs: number;
  on: SharedPollEvents;
}
