import { format } from './formatting.js';
import { escape } from './linkify.js';
import { isOnlyEmoji } from './only-emoji.js';

/** The element that shows what a message says, for messages and previews. */
export function messageBody(text: string): string {
  const { html, typed } = format(text);
  const emoji = isOnlyEmoji(text) ? ' only-emoji' : '';
  const source = typed === undefined ? '' : ` data-typed="${escape(typed)}"`;
  return `<div class="message-body${emoji}" dir="auto"${source}>${html}</div>`;
}
