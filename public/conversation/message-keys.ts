import { beside, lastIn } from '../page/roving-focus.js';
import { focusMessage, labelOf } from './message-element.js';
import type { MessageLog } from './message-log.js';

const MESSAGE = '.message';

/**
 * Moves through the messages by keys. The log is the one stop of Tab; from there, arrow keys lead to a message in view and on to the next ones, Home
 * and End to the first and the last. While the log itself has the focus, browsers scroll it by Page Up, Page Down, Home and End.
 */
export function moveByKeys(inbox: HTMLElement, log: MessageLog): void {
  inbox.addEventListener('keydown', (event) => {
    const { target, key, ctrlKey, metaKey, altKey, shiftKey } = event;
    if (!(target instanceof HTMLElement) || ctrlKey || metaKey || altKey || shiftKey) return;
    if (target !== inbox && !target.matches(MESSAGE)) return;
    // The view moves on, and the focus would be left behind.
    if (key === 'PageUp' || key === 'PageDown') return inbox.focus({ preventScroll: true });
    const next = target === inbox ? inView(inbox, log, key) : nextOf(target, inbox, key);
    if (!next) return;
    event.preventDefault();
    focusMessage(next);
    next.scrollIntoView({ block: 'nearest' });
  });
  // Only while it has the focus: otherwise it would be read twice, once as the label and once as the text.
  inbox.addEventListener('focusin', ({ target }) => {
    if ((target as Element).matches(MESSAGE)) (target as Element).ariaLabel = labelOf(target as Element);
  });
  inbox.addEventListener('focusout', ({ target }) => {
    if ((target as Element).matches(MESSAGE)) (target as Element).ariaLabel = null;
  });
}

function nextOf(message: Element, inbox: Element, key: string): HTMLElement | undefined {
  if (key === 'Home') return inbox.querySelector<HTMLElement>(MESSAGE) ?? undefined;
  if (key === 'End') return lastIn(inbox, MESSAGE);
  const step = { ArrowUp: -1, ArrowDown: 1 }[key];
  return step ? beside(message, step, MESSAGE) : undefined;
}

/** The last message in view for the key that leads up, the first one for the key that leads down. */
function inView(inbox: HTMLElement, log: MessageLog, key: string): HTMLElement | undefined {
  const { top, bottom } = inbox.getBoundingClientRect();
  if (key === 'ArrowUp')
    return log.lastAbove(bottom) ?? inbox.querySelector<HTMLElement>(MESSAGE) ?? undefined;
  if (key !== 'ArrowDown') return undefined;
  const hidden = log.lastAbove(top);
  return hidden ? beside(hidden, 1, MESSAGE) : (inbox.querySelector<HTMLElement>(MESSAGE) ?? undefined);
}
