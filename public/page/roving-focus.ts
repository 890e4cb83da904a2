/**
 * The nearest element above this one (-1) or below it (1) in the log that matches the selector, or contains such an element. Only what
 * is between is looked at: the log may have thousands of messages.
 */
export function beside(element: Element, step: number, selector: string): HTMLElement | undefined {
  const next = (at: Element) => (step < 0 ? at.previousElementSibling : at.nextElementSibling);
  for (let at = next(element); at; at = next(at)) {
    const found = within(at, selector);
    if (found) return found;
  }
  return undefined;
}

/** The last such element in the log. */
export function lastIn(log: Element, selector: string): HTMLElement | undefined {
  const last = log.lastElementChild;
  return last ? (within(last, selector) ?? beside(last, -1, selector)) : undefined;
}

function within(element: Element, selector: string): HTMLElement | undefined {
  return (
    (element.matches(selector) ? (element as HTMLElement) : element.querySelector<HTMLElement>(selector)) ??
    undefined
  );
}

/**
 * Controls in the messages of a log, one in a message at the most, of which Tab reaches only one: the newest at first, later that of the
 * message with the focus. Arrow keys move to the others. They have `tabIndex` -1 when they are added.
 */
export class RovingFocus {
  readonly #log: HTMLElement;
  readonly #selector: string;
  #newest: HTMLElement | undefined;
  /** Where Tab stops. */
  #stop: HTMLElement | undefined;

  constructor(log: HTMLElement, selector: string) {
    this.#log = log;
    this.#selector = selector;
  }

  watch(): void {
    const log = this.#log;
    log.addEventListener('keydown', (event) => this.#onKey(event));
    log.addEventListener('focusin', ({ target }) => {
      const control = this.#in(target as Element);
      if (control) this.#stopAt(control);
    });
    new MutationObserver((changes) => this.#look(changes)).observe(log, { childList: true, subtree: true });
    this.#stopAt((this.#newest = lastIn(log, this.#selector)));
  }

  #look(changes: MutationRecord[]): void {
    const before = this.#newest;
    if (before && !this.#isValid(before)) this.#newest = lastIn(this.#log, this.#selector);
    else for (const change of changes) for (const node of touchedBy(change, this.#log)) this.#meet(node);
    const isKept = this.#stop !== undefined && this.#isValid(this.#stop);
    const isUsed = this.#stop?.closest('.message')?.contains(document.activeElement) === true;
    if (!isKept || (this.#newest !== before && !isUsed)) this.#stopAt(this.#newest);
  }

  /** A control that may be the newest. */
  #meet(node: Node | null): void {
    const control = node instanceof Element ? this.#in(node) : undefined;
    if (!control?.isConnected) return;
    const order = this.#newest?.compareDocumentPosition(control) ?? Node.DOCUMENT_POSITION_FOLLOWING;
    if (order & Node.DOCUMENT_POSITION_FOLLOWING) this.#newest = control;
  }

  #isValid(control: HTMLElement): boolean {
    return control.isConnected && control.matches(this.#selector);
  }

  /** The control of the message that this is, or is in. */
  #in(element: Element): HTMLElement | undefined {
    return element.closest('.message')?.querySelector<HTMLElement>(this.#selector) ?? undefined;
  }

  #onKey(event: KeyboardEvent): void {
    const step = { ArrowUp: -1, ArrowDown: 1 }[event.key];
    const { target } = event;
    if (!step || !(target instanceof Element) || !target.matches(this.#selector)) return;
    event.preventDefault();
    const message = target.closest('.message');
    if (message) beside(message, step, this.#selector)?.focus();
  }

  #stopAt(control: HTMLElement | undefined): void {
    if (this.#stop) this.#stop.tabIndex = -1;
    if (control) control.tabIndex = 0;
    this.#stop = control;
  }
}

/** Where a control may have appeared: whatever came, the message whose inside has changed, and the one below, which may have got a head. */
function touchedBy({ target, addedNodes, nextSibling }: MutationRecord, log: Element): Iterable<Node | null> {
  return target === log ? [...addedNodes, nextSibling] : [target];
}
