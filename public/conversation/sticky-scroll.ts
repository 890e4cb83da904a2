const NEAR_PX = 100;
/** What is shown stands so far below the upper edge, with the messages before it in view. */
const CONTEXT_PX = 96;

/** Keeps a view at its end while the reader is near it; otherwise never moves what they read. */
export class StickyScroll {
  readonly #view: HTMLElement;
  #stuck = true;
  readonly #limit: () => HTMLElement | undefined;

  /** @param limit what the view does not move past while nobody looks */
  constructor(view: HTMLElement, onMove: (atEnd: boolean) => void, limit: () => HTMLElement | undefined) {
    this.#view = view;
    this.#limit = limit;
    const look = () => {
      this.#stuck = this.atEnd;
      onMove(this.#stuck);
    };
    view.addEventListener('scroll', look, { passive: true });
    // The end stays in view when the composer grows, a keyboard opens or the window turns.
    new ResizeObserver(() => this.#stuck && this.toEnd()).observe(view);
    this.toEnd();
  }

  get atEnd(): boolean {
    const { scrollHeight, scrollTop, clientHeight } = this.#view;
    return scrollHeight - scrollTop - clientHeight <= NEAR_PX;
  }

  toEnd(): void {
    this.#stuck = true;
    this.#view.scrollTop = this.#view.scrollHeight;
  }

  /** Moves the view so that an element is near its upper edge. */
  show(shown: HTMLElement): void {
    this.#view.scrollTop += this.#fromTop(shown) - CONTEXT_PX;
    this.#stuck = this.atEnd;
  }

  /** Changes the content of the view, which then stays at the end or where the reader was. */
  keep<T>(change: () => T): T {
    const stick = this.atEnd;
    const inSight = stick ? [] : this.#inSight();
    const result = change();
    if (stick) this.#follow();
    const anchor = inSight.find(({ message }) => message.isConnected);
    // By script, because Safari has no scroll anchoring; it is switched off where it exists.
    if (anchor) this.#view.scrollTop += anchor.message.offsetTop - anchor.top;
    return result;
  }

  #follow(): void {
    this.toEnd();
    const limit = document.hidden ? this.#limit() : undefined;
    if (limit && this.#fromTop(limit) < CONTEXT_PX) this.show(limit);
  }

  #fromTop(shown: HTMLElement): number {
    return shown.getBoundingClientRect().top - this.#view.getBoundingClientRect().top;
  }

  /** The first messages in view and their offsets; several, because the change may remove some. */
  #inSight() {
    const { scrollTop } = this.#view;
    const messages = [...this.#view.querySelectorAll('.message')] as HTMLElement[];
    const at = messages.findIndex(({ offsetTop, offsetHeight }) => offsetTop + offsetHeight > scrollTop);
    return messages.slice(at, at + 20).map((message) => ({ message, top: message.offsetTop }));
  }
}
