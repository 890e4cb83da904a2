import { fromServer } from '../page/elements.js';

/** Parses a message or a notice. */
export function messageFromServer(html: string): HTMLElement {
  const message = fromServer(html);
  if (!/^[mn][\w-]+$/.test(message.id)) throw new Error('the server sent something that is not a message');
  return message;
}

/** The message's seq, and that of its last change. */
export function seqsOf(message: Element): { seq: number; changed: number } {
  const head = message.querySelector('.message-head') ?? message;
  const seq = Number(head?.getAttribute('data-seq'));
  return { seq, changed: Number(head?.getAttribute('data-changed') ?? seq) };
}
