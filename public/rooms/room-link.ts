import type { Message } from '../server/entry.js';

export function mentionsUser({ mentions }: Message, me: string | null): boolean {
  return me !== null && mentions?.includes(me) === true;
}

/** Unread mentions of the user. */
export function mentionsIn(link: HTMLElement): number {
  return parseInt(link.querySelector('.mention')?.textContent?.slice(1) ?? '0', 10);
}

export function readOf(link: HTMLElement): number {
  return Number(link.dataset['read'] ?? 0);
}

export function isMuted(link: HTMLElement): boolean {
  return link.dataset['bell'] === 'nothing';
}

export function unreadOf(link: HTMLElement): number {
  return parseInt(link.querySelector('.badge')?.textContent ?? '0', 10);
}
