import type { Message } from '../../public/server/entry.js';
import { PendingMessages } from '../../public/outbox/pending-messages.js';
import { Outbox } from '../../public/outbox/outbox.js';
import { PersonalStorage } from '../../public/storage/personal-storage.js';

/** The storage of one browser, shared by its tabs. */
export class Shelf {
  [key: string]: unknown;

  getItem(key: string): string | null {
    return Object.hasOwn(this, key) ? String(this[key]) : null;
  }

  setItem(key: string, text: string): void {
    this[key] = text;
  }

  removeItem(key: string): void {
    delete this[key];
  }
}

export interface Tab {
  outbox: Outbox;
  pendingMessages: PendingMessages;
  /** Bodies that left for the server. */
  tried: string[];
  sent: string[];
  /** What the next sends end with: an error, or nothing for an acknowledgement. */
  ends: (Error | undefined)[];
  states: () => string[];
}

/** A tab over the storage of a browser. */
export function openTab(storage: () => Storage, kept = new PersonalStorage('ann', storage)): Tab {
  const pendingMessages = new PendingMessages(kept);
  const tab = { pendingMessages, tried: [], sent: [], ends: [] } as unknown as Tab;
  tab.states = () => pendingMessages.list().map(({ body, state }) => `${body}: ${state}`);
  tab.outbox = new Outbox({
    pendingMessages,
    send: async ({ body }) => {
      tab.tried.push(body);
      await Promise.resolve();
      const error = tab.ends.shift();
      if (error) throw error;
      return {} as Message;
    },
    reason: (error) => (error as Error).message,
    onChange: () => undefined,
    onSent: ({ body }) => tab.sent.push(body),
  });
  return tab;
}
