import type { News } from './answer.js';

/** What a tab hears of the poll that it shares with the others. */
export interface SharedPollEvents {
  news: (news: News) => void;
  /** Another tab has read a room up to here. */
  read: (room: string, seq: number) => void;
  /** `retryAt`: when the server is asked again, by `Date.now()`; 0 while it is asked. */
  trouble: (retryAt: number) => void;
  /** Follows trouble. */
  well: (wasLost: boolean) => void;
  /** The page is of another epoch and must be loaded anew. */
  stale: () => void;
  /** The room of the page is not there any more for who reads this. */
  closed: () => void;
  /** A tab left, and this one has to finish what it began. */
  left: () => void;
  /** A tab is of somebody else, or calls them by another name. */
  other: () => void;
}
