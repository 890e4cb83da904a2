import type { PendingMessage } from './outbox/pending-messages.js';
import type { News, Present } from './poll/answer.js';
import type { Message } from './server/entry.js';
import type { Person } from './server/person.js';

/** A conversation in the frame: what it is told. */
export interface FramedRoom {
  news(news: News): void;
  present(present: Present): void;
  /** The reader can no longer read it. */
  closed(): void;
  sent(pending: PendingMessage, message: Message): void;
  showPending(pending: PendingMessage[]): void;
  /** The number of unread messages in it. */
  unread(): number;
  showPerson(me: Person): void;
  /** Nothing can be written meanwhile: the page does not know for whom. */
  pause(on: boolean): void;
  /** What is written has to wait for the connection. */
  offline(on: boolean): void;
}
