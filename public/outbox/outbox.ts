import { pageSignal } from '../page/page-scope.js';
import type { Message } from '../server/entry.js';
import { newId } from '../server/new-id.js';
import { RequestError } from '../server/request-error.js';
import type { PendingMessage, PendingMessages } from './pending-messages.js';

interface OutboxOptions {
  pendingMessages: PendingMessages;
  send: (pending: PendingMessage) => Promise<Message>;
  /** Why it failed, in the reader's words. */
  reason: (error: unknown) => string;
  /** The pending messages have changed. */
  onChange: () => void;
  onSent: (pending: PendingMessage, message: Message) => void;
}

/**
 * Sends pending messages one after the other, in order. A repeat with the same client id is harmless, so lost answers
 * cost nothing, nor do two tabs that send the same pending message.
 */
export class Outbox {
  readonly #options: OutboxOptions;
  readonly #pendingMessages: PendingMessages;
  /** Client ids of pending messages that this tab sends. */
  readonly #mine = new Set<string>();
  /** The outbox of the next page goes on where this one ends. */
  readonly #ended = pageSignal();
  #sending = false;

  constructor(options: OutboxOptions) {
    this.#options = options;
    this.#pendingMessages = options.pendingMessages;
    this.#pendingMessages.watch(options.onChange);
  }

  /** Retries pending messages that failed, before this one. */
  add(room: string, body: string): void {
    const clientId = newId();
    const last = this.#pendingMessages.list().at(-1) ?? { at: 0, n: 0 };
    // Keeps the order even if the clock was set back.
    const at = Math.max(Date.now(), last.at);
    this.#pendingMessages.put({ clientId, room, body, at, n: last.n + 1, state: 'pending', reason: '' });
    this.#take((one) => one.state === 'failed' || one.clientId === clientId);
  }

  retry(clientId: string): void {
    this.#take((one) => one.clientId === clientId);
  }

  /**
   * Sends everything, including pending messages left by other tabs: after the network returns, or after such a tab
   * has left.
   */
  sendAll(): void {
    this.#take((one) => one.state !== 'refused');
  }

  /**
   * Removes a pending message: it was discarded, or a poll brought the message before the answer arrived.
   *
   * @returns whether it existed
   */
  remove(clientId: string): boolean {
    const there = this.#pendingMessages.remove(clientId);
    this.#mine.delete(clientId);
    if (there) this.#options.onChange();
    return there;
  }

  #take(which: (pending: PendingMessage) => boolean): void {
    for (const pending of this.#pendingMessages.list().filter(which)) {
      this.#mine.add(pending.clientId);
      if (pending.state !== 'pending')
        this.#pendingMessages.put({ ...pending, state: 'pending', reason: '' });
    }
    this.#options.onChange();
    void this.#work();
  }

  async #work(): Promise<void> {
    if (this.#sending) return;
    this.#sending = true;
    for (let [pending] = this.#waiting(); pending; [pending] = this.#waiting()) await this.#deliver(pending);
    this.#sending = false;
  }

  #waiting(): PendingMessage[] {
    if (this.#ended.aborted) return [];
    return this.#pendingMessages
      .list()
      .filter((one) => one.state === 'pending' && this.#mine.has(one.clientId));
  }

  async #deliver(pending: PendingMessage): Promise<void> {
    try {
      const message = await this.#options.send(pending);
      // Announce the user first: from then on what a visitor wrote is stored under another name.
      this.#options.onSent(pending, message);
      this.remove(pending.clientId);
    } catch (error) {
      const waiting = this.#waiting();
      if (!waiting.some((one) => one.clientId === pending.clientId)) return;
      if (isRefusal(error)) this.#fail([pending], 'refused', error);
      // If one pending message cannot get through, later ones must not overtake it.
      else this.#fail(isAccident(error) ? [pending] : waiting, 'failed', error);
    }
  }

  #fail(pendingMessages: PendingMessage[], state: 'failed' | 'refused', error: unknown): void {
    for (const pending of pendingMessages)
      this.#pendingMessages.put({ ...pending, state, reason: this.#options.reason(error) });
    this.#options.onChange();
  }
}

/**
 * The server refused this pending message with a reason. A refusal without a reason comes from something else on the
 * way.
 */
function isRefusal(error: unknown): boolean {
  if (!(error instanceof RequestError) || (!error.code && !error.detail) || error.isOfIdentity) return false;
  return error.status >= 400 && error.status < 429 && error.status !== 408;
}

/** The server failed on this pending message; others may get through. */
function isAccident(error: unknown): boolean {
  return error instanceof RequestError && error.status === 500;
}
