import { listen } from '../page/page-scope.js';
import { isComposing } from '../composer/send-key.js';
import { element, iconButton } from '../page/elements.js';
import { watchAsking } from './asking-for-tools.js';

/** An action of a message. */
export interface MessageTool {
  name: string;
  /** The path of its icon. */
  icon: string;
  run: () => void;
}

interface MessageBarParts {
  inbox: HTMLElement;
  /** What screen readers call it. */
  label: string;
  /** What the reader can do with a message; often nothing. */
  toolsFor: (message: Element) => MessageTool[];
}

/** How far tools reach below the upper edge of their message. Anything larger covers nothing of it. */
const OVERLAP_PX = 14;
const MARGIN_PX = 4;

/**
 * The tools of one message, in a bar that floats over the log at the message's upper right corner, so that no text moves. It appears at
 * the message under the mouse, and at the one where the keyboard is. Opened by a press, it takes the focus and stays.
 */
export class MessageBar {
  readonly #parts: MessageBarParts;
  readonly #bar = element('div', { class: 'message-bar' });
  /** The message under the mouse. */
  #hovered: Element | null = null;
  /** The message that it is shown at. */
  #message: HTMLElement | undefined;
  #isOpen = false;
  /** It shows something other than tools. */
  #isLarge = false;
  /** What in the message had the focus when it was opened. */
  #from: HTMLElement | undefined;

  constructor(parts: MessageBarParts) {
    this.#parts = parts;
    this.#bar.setAttribute('role', 'group');
    this.#bar.hidden = true;
    parts.inbox.after(this.#bar);
    this.#follow();
    this.#stayInPlace();
    this.#closeWhenLeft();
    watchAsking(parts.inbox, (message, takesFocus) => this.open(message, takesFocus));
  }

  /** The message that the open bar is about. */
  get openAt(): Element | undefined {
    return this.#isOpen ? this.#message : undefined;
  }

  /** Opens the tools of a message, if it has any. */
  open(message: HTMLElement, takesFocus = true): void {
    const buttons = this.#buttonsFor(message);
    if (buttons.length === 0) return;
    this.#isLarge = false;
    this.#show(message, buttons, true);
    if (takesFocus) buttons[0]?.focus();
  }

  /** Shows something else about the message in their place, such as a question, and focuses `focused` in it. */
  openWith(
    message: HTMLElement,
    { label, content, focused }: { label: string; content: HTMLElement[]; focused: HTMLElement },
  ): void {
    this.#isLarge = true;
    this.#show(message, content, true);
    this.#bar.setAttribute('aria-label', label);
    focused.focus();
  }

  /** @param returnsFocus to what it was opened from */
  close(returnsFocus = false): void {
    const opener = this.#opener;
    const from = this.#from?.isConnected ? this.#from : opener;
    opener?.setAttribute('aria-expanded', 'false');
    this.#isOpen = false;
    this.#hide();
    if (returnsFocus) (from ?? this.#parts.inbox).focus({ preventScroll: true });
  }

  /** Shows the tools of the message that the mouse or the keyboard has reached. */
  #follow(): void {
    const { inbox } = this.#parts;
    const onPointer = ({ pointerType, target }: PointerEvent) => {
      if (pointerType !== 'mouse') return;
      this.#hovered = target as Element;
      this.#see(this.#hovered);
    };
    // The log also moves under a mouse that rests.
    inbox.addEventListener('pointerover', onPointer);
    inbox.addEventListener('pointermove', onPointer);
    inbox.parentElement?.addEventListener('pointerleave', () => {
      this.#hovered = null;
      this.#see(inbox.querySelector(':focus-visible'));
    });
    inbox.addEventListener('focusin', ({ target }) => {
      if ((target as Element).matches(':focus-visible')) this.#see(target as Element);
    });
    inbox.addEventListener('focusout', () => this.#see(this.#hovered));
  }

  /** @param at an element in a message, or elsewhere in the log */
  #see(at: Element | null): void {
    if (this.#isOpen) return;
    const message = at?.closest<HTMLElement>('.message');
    if (message && message === this.#message) return;
    const buttons = message ? this.#buttonsFor(message) : [];
    if (message && buttons.length > 0) this.#show(message, buttons, false);
    else this.#hide();
  }

  #show(message: HTMLElement, content: HTMLElement[], isOpen: boolean): void {
    this.#opener?.setAttribute('aria-expanded', 'false');
    const { activeElement } = document;
    if (isOpen && message.contains(activeElement)) this.#from = activeElement as HTMLElement;
    this.#message = message;
    this.#isOpen = isOpen;
    this.#opener?.setAttribute('aria-expanded', String(isOpen));
    this.#bar.setAttribute('aria-label', this.#parts.label);
    this.#bar.replaceChildren(...content);
    // Whoever only passes by with Tab does not want to stop at each tool.
    if (!isOpen) for (const button of this.#bar.querySelectorAll('button')) button.tabIndex = -1;
    this.#bar.hidden = false;
    this.#place();
  }

  #hide(): void {
    this.#message = this.#from = undefined;
    this.#isLarge = false;
    this.#bar.hidden = true;
  }

  #buttonsFor(message: Element): HTMLElement[] {
    return this.#parts.toolsFor(message).map(({ name, icon, run }) => iconButton(name, icon, run));
  }

  /** The ⋯ of its message. */
  get #opener(): HTMLElement | null {
    return this.#message?.isConnected ? this.#message.querySelector<HTMLElement>(':scope > .tools') : null;
  }

  /** Its message moves when the log scrolls or changes, and may be removed. */
  #stayInPlace(): void {
    const { inbox } = this.#parts;
    inbox.addEventListener('scroll', () => this.#place(), { passive: true });
    new ResizeObserver(() => this.#place()).observe(inbox);
    new ResizeObserver(() => this.#place()).observe(this.#bar);
    new MutationObserver(() => this.#place()).observe(inbox, { childList: true, subtree: true });
  }

  #place(): void {
    const message = this.#message;
    if (!message) return;
    if (!message.isConnected) return this.close(this.#bar.contains(document.activeElement));
    const frame = this.#parts.inbox.getBoundingClientRect();
    const { top, bottom } = message.getBoundingClientRect();
    const height = this.#bar.offsetHeight;
    const above = top - frame.top - height + (this.#isLarge ? -MARGIN_PX : OVERLAP_PX);
    const wanted = this.#isLarge && above < MARGIN_PX ? bottom - frame.top + MARGIN_PX : above;
    const place = Math.max(MARGIN_PX, Math.min(wanted, frame.height - height - MARGIN_PX));
    this.#bar.style.setProperty('--top', `${place}px`);
  }

  #closeWhenLeft(): void {
    const isOutside = (at: EventTarget | null): boolean =>
      at instanceof Element && !this.#bar.contains(at) && !at.closest('.tools');
    this.#bar.addEventListener('focusout', ({ relatedTarget }) => {
      if (this.#isOpen && isOutside(relatedTarget)) this.close();
    });
    listen(document, 'pointerdown', ({ target }) => {
      if (this.#isOpen && isOutside(target)) this.close();
    });
    listen(document, 'keydown', (event) => {
      if (event.key === 'Escape' && this.#isOpen && !isComposing(event)) this.close(true);
    });
  }
}
