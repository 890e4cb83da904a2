import type { Person } from '../server/person.js';
import type { PendingMessageActions } from '../outbox/pending-message-actions.js';
import type { PendingMessage } from '../outbox/pending-messages.js';
import type { Outbox } from '../outbox/outbox.js';
import type { Strings } from '../page/strings.js';
import type { News } from '../poll/answer.js';
import { Echo } from './echo.js';
import type { Message } from '../server/entry.js';
import type { History } from './history.js';
import type { MessageLog } from './message-log.js';
import type { NewMessagesPill } from './new-messages.js';
import type { StickyScroll } from './sticky-scroll.js';

interface ConversationParts {
  room: string;
  log: MessageLog;
  history: History;
  scroll: StickyScroll;
  pill: NewMessagesPill;
  strings: Strings;
  actionsOn: (pending: PendingMessage) => PendingMessageActions;
  /** The server has told who the user is. */
  onMe: (me: Person) => void;
}

/**
 * Merges what was sent with what arrived: shows every message once, and an echo only until its message
 * arrives.
 */
export class Conversation {
  /** By client id. */
  readonly #echoes = new Map<string, Echo>();
  #me: Person | null = null;
  readonly #parts: ConversationParts;

  constructor(parts: ConversationParts) {
    this.#parts = parts;
  }

  setMe(me: Person): void {
    this.#me = me;
    this.#parts.log.setMe(me.id);
  }

  /** Called with what a poll brought. */
  news({ me, events, gaps }: News, outbox: Outbox): void {
    const { room, log, history, scroll, pill } = this.#parts;
    const fresh = scroll.keep(() => {
      for (const gap of gaps) if (gap.room === room) history.showGap(gap);
      return events.filter((event) => {
        const { author, client_id: clientId } = event.message ?? {};
        const mine = author && (!this.#me || author.id === this.#me.id);
        const sent = mine && clientId !== undefined && outbox.remove(clientId);
        if (sent) this.#meet(author);
        return event.room === room && log.apply(event) && !sent;
      });
    });
    if (me) log.setMe(me);
    const authors = fresh.flatMap(({ message }) => message?.author ?? []);
    const mine = authors.findLast(({ id }) => id === this.#me?.id);
    if (mine) this.#meet(mine);
    if (scroll.atEnd) history.trim();
    else pill.add(authors.filter(({ id }) => id !== this.#me?.id).length);
  }

  /**
   * Shows the pending messages, in order.
   *
   * @param pendingMessages of all rooms
   */
  showPending(pendingMessages: PendingMessage[]): void {
    const { room, log, scroll, strings, actionsOn } = this.#parts;
    const here = new Map(
      pendingMessages.filter((one) => one.room === room).map((one) => [one.clientId, one]),
    );
    scroll.keep(() => {
      for (const [clientId, echo] of this.#echoes) {
        if (!here.has(clientId)) echo.element.remove();
        if (!here.has(clientId)) this.#echoes.delete(clientId);
      }
      for (const [clientId, pending] of here) {
        const author = this.#me?.name ?? strings.t('browser.you');
        const echo =
          this.#echoes.get(clientId) ?? new Echo(author, pending.body, strings, actionsOn(pending));
        echo.show(pending);
        if (!this.#echoes.has(clientId)) log.showEcho(echo.element);
        this.#echoes.set(clientId, echo);
      }
    });
  }

  /** Called with the server's answer to a send. */
  sent(pending: PendingMessage, message: Message): void {
    const { room, log, scroll } = this.#parts;
    if (pending.room === room) scroll.keep(() => log.show(message));
    this.#meet(message.author);
  }

  /** An own message tells the user's name, which may have changed in another tab. */
  #meet(me: Person): void {
    if (me.id !== this.#me?.id || me.name !== this.#me.name) this.#parts.onMe(me);
  }
}
