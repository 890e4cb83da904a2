const NEAR_PX = 100;

/** Keeps a view at its end while the reader is near it, and never moves what they read otherwise. */
export class StickyScroll {
  readonly #view: HTMLElement;
  #stuck = true;

  constructor(view: HTMLElement, onMove: (atEnd: boolean) => void) {
    this.#view = view;
    const look = () => {
      this.#stuck = this.atEnd;
      onMove(this.#stuck);
    };
    view.addEventListener('scroll', look, { passive: true });
    // The composer grows, a keyboard opens, the window turns: the end stays in sight.
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

  /** Changes what is in the view, which stays at the end if it was there, and else where the reader is. */
  keep<T>(change: () => T): T {
    const stick = this.atEnd;
    const inSight = stick ? [] : this.#inSight();
    const result = change();
    if (stick) this.toEnd();
    const anchor = inSight.find(({ message }) => message.isConnected);
    // By hand: Safari has no scroll anchoring, and where there is one it is switched off.
    if (anchor) this.#view.scrollTop += anchor.message.offsetTop - anchor.top;
    return result;
  }

  /** The first messages in the view, and where they are: several, because some may go. */
  #inSight() {
    const { scrollTop } = this.#view;
    const messages = [...this.#view.querySelectorAll('.message')] as HTMLElement[];
    const at = messages.findIndex(({ offsetTop, offsetHeight }) => offsetTop + offsetHeight > scrollTop);
    return messages.slice(at, at + 20).map((message) => ({ message, top: message.offsetTop }));
  }
}
