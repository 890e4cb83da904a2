import type { Message } from '../server/entry.js';

export function mentionsUser({ mentions }: Message, me: string | null): boolean {
  return me !== null && mentions?.includes(me) === true;
}

/** True if it shows an unread mention of the user. */
export function hasMention(link: HTMLElement): boolean {
  return link.querySelector('.mention') !== null;
}

export function readOf(link: HTMLElement): number {
  return Number(link.dataset['read'] ?? 0);
}

export function unreadOf(link: HTMLElement): number {
  return parseInt(link.querySelector('.badge')?.textContent ?? '0', 10);
}
