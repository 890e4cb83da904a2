import { fromServer } from '../page/elements.js';
import type { Message } from '../server/entry.js';

/** Parses a message or a notice. */
export function messageFromServer(html: string): HTMLElement {
  const message = fromServer(html);
  if (!/^[mn][\w-]+$/.test(message.id)) throw new Error('the server sent something that is not a message');
  return message;
}

/** What a message says, as it is read: without the marks of its formatting. */
export function shownText({ html }: Message): string {
  return (html && bodyOf(messageFromServer(html))?.textContent) || '';
}

/** What a message says, as it was typed. */
export function typedText(message: Element): string {
  const body = bodyOf(message);
  return body?.dataset['typed'] ?? body?.textContent ?? '';
}

function bodyOf(message: Element): HTMLElement | null {
  return message.querySelector<HTMLElement>(':scope > .message-body');
}

/** The message's seq, and that of its last change. */
export function seqsOf(message: Element): { seq: number; changed: number } {
  const head = message.querySelector('.message-head') ?? message;
  const seq = Number(head?.getAttribute('data-seq'));
  return { seq, changed: Number(head?.getAttribute('data-changed') ?? seq) };
}

const PEOPLE = '/people/';

/** The name above a message: a link, unless the account is deleted. */
export function nameIn(message: Element | null | undefined): HTMLElement | null | undefined {
  return message?.querySelector<HTMLElement>(':scope > .message-head > .message-author');
}

/** What a screen reader calls the message: who wrote it, when, and what. */
export function labelOf(message: Element): string {
  const name = nameIn(message);
  // A deleted account has a name in every language.
  const shown = name?.querySelector(`[lang="${document.documentElement.lang}"]`) ?? name;
  const parts = [shown, message.querySelector('time'), bodyOf(message)];
  return parts.flatMap((part) => part?.textContent ?? []).join(' ');
}

/** Gives a message the focus, without moving the view. */
export function focusMessage(message: HTMLElement): void {
  message.tabIndex = -1;
  message.focus({ preventScroll: true });
}

/** The id of the message's author. */
export function authorOf(message: Element | undefined): string | undefined {
  const name = nameIn(message);
  return name?.dataset['author'] ?? name?.getAttribute('href')?.slice(PEOPLE.length);
}
