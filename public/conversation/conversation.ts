import type { Person } from '../server/person.js';
import type { PendingMessageActions } from '../outbox/pending-message-actions.js';
import type { PendingMessage } from '../outbox/pending-messages.js';
import type { Outbox } from '../outbox/outbox.js';
import { isAway } from '../page/away.js';
import type { Strings } from '../page/strings.js';
import type { News } from '../poll/answer.js';
import type { Message } from '../server/entry.js';
import type { Announcer } from './announcer.js';
import { Echo } from './echo.js';
import type { LogView } from './log-view.js';

interface ConversationParts {
  room: string;
  view: LogView;
  announcer: Announcer;
  strings: Strings;
  actionsOn: (pending: PendingMessage) => PendingMessageActions;
  /** The server has told who the user is. */
  onMe: (me: Person) => void;
}

/** Other tabs tell of a message under way within a moment; this many are stored meanwhile at the most. */
const MOST_ARRIVED = 500;

/**
 * Merges what was sent with what arrived: shows every message once, and an echo only until its message
 * arrives.
 */
export class Conversation {
  /** By client id. */
  readonly #echoes = new Map<string, Echo>();
  /** Client ids of own messages that a poll brought: another tab may tell only now that they are under way. */
  readonly #arrived = new Set<string>();
  #me: Person | null = null;
  readonly #parts: ConversationParts;

  constructor(parts: ConversationParts) {
    this.#parts = parts;
  }

  setMe(me: Person): void {
    this.#me = me;
    this.#parts.view.log.setMe(me.id);
  }

  /** Called with what a poll brought. */
  news({ me, events, gaps }: News, outbox: Outbox): void {
    const { room, view, announcer } = this.#parts;
    const { log, scroll } = view;
    const { line } = view.catchingUp;
    const fresh = scroll.keep(() => {
      const gap = gaps.find((one) => one.room === room);
      if (gap) {
        line.arrived(gap.after + 1);
        view.gaps.open(gap);
      }
      const shown = events.filter((event) => {
        const { author, client_id: clientId } = event.message ?? {};
        const mine = author && (!this.#me || author.id === this.#me.id);
        if (mine && clientId !== undefined) this.#arrive(clientId);
        // Shown before its echo goes, which may have the focus.
        const isNew = event.room === room && log.apply(event);
        const sent = mine && clientId !== undefined && outbox.remove(clientId);
        if (sent) this.#meet(author);
        return isNew && !sent;
      });
      const other = shown.find(({ message }) => message?.author.id !== this.#me?.id);
      if (other && isAway()) line.arrived(other.seq);
      return shown;
    });
    if (me) log.setMe(me);
    const messages = fresh.flatMap(({ message }) => message ?? []);
    const others = messages.filter(({ author }) => author.id !== this.#me?.id);
    const mine = messages.findLast(({ author }) => author.id === this.#me?.id);
    if (mine) this.#meet(mine.author);
    view.keepShort(others.length);
    announcer.arrived(others);
  }

  /**
   * Shows the pending messages, in order.
   *
   * @param pendingMessages of all rooms
   */
  showPending(pendingMessages: PendingMessage[]): void {
    const { room, view, strings, actionsOn, announcer } = this.#parts;
    const { log, scroll } = view;
    const here = new Map(
      pendingMessages
        .filter((one) => one.room === room && !this.#arrived.has(one.clientId))
        .map((one) => [one.clientId, one]),
    );
    scroll.keep(() => {
      for (const [clientId, echo] of this.#echoes) {
        if (!here.has(clientId)) log.remove(echo.element);
        if (!here.has(clientId)) this.#echoes.delete(clientId);
      }
      for (const [clientId, pending] of here) {
        const author = this.#me?.name ?? strings.t('browser.you');
        const echo =
          this.#echoes.get(clientId) ?? new Echo(author, pending.body, strings, actionsOn(pending));
        if (echo.show(pending)) announcer.say(`${strings.t('browser.failed')}: ${pending.reason}`);
        if (!this.#echoes.has(clientId)) log.showEcho(echo.element);
        this.#echoes.set(clientId, echo);
      }
    });
  }

  /** Called with the server's answer to a send. */
  sent(pending: PendingMessage, message: Message): void {
    const { room, view } = this.#parts;
    const { log, scroll } = view;
    if (pending.room === room) scroll.keep(() => log.show(message));
    this.#meet(message.author);
  }

  #arrive(clientId: string): void {
    this.#arrived.add(clientId);
    const [oldest] = this.#arrived;
    if (oldest && this.#arrived.size > MOST_ARRIVED) this.#arrived.delete(oldest);
  }

  /** An own message tells the user's name, which may have changed in another tab. */
  #meet(me: Person): void {
    if (me.id !== this.#me?.id || me.name !== this.#me.name) this.#parts.onMe(me);
  }
}
