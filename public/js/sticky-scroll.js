const NEAR_PX = 100;

/** Keeps a view at its end while the reader is near it, and never moves it otherwise. */
export class StickyScroll {
  #view;
  #stuck = true;

  /**
   * @param {HTMLElement} view
   * @param {(atEnd: boolean) => void} onMove
   */
  constructor(view, onMove) {
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

  get atEnd() {
    const { scrollHeight, scrollTop, clientHeight } = this.#view;
    return scrollHeight - scrollTop - clientHeight <= NEAR_PX;
  }

  toEnd() {
    this.#stuck = true;
    this.#view.scrollTop = this.#view.scrollHeight;
  }

  /**
   * Changes what is in the view, which stays at the end if it was there.
   *
   * @template T
   * @param {() => T} change
   * @returns {T}
   */
  keep(change) {
    const stick = this.atEnd;
    const result = change();
    if (stick) this.toEnd();
    return result;
  }
}
