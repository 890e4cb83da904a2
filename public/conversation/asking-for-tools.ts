const LONG_PRESS_MS = 500;
/** A finger is never quite still. */
const STILL_PX = 10;

/** @param takesFocus false where the focus would end the selection of text that a long press also begins */
type Open = (message: HTMLElement, takesFocus: boolean) => void;

/** How the tools of a message are opened without a mouse: by Enter or the menu key while it has the focus, by a long press on a touch screen. */
export function watchAsking(inbox: HTMLElement, open: Open): void {
  inbox.addEventListener('keydown', (event) => {
    const { target, key } = event;
    if (key !== 'Enter' || !isMessage(target)) return;
    event.preventDefault();
    open(target, true);
  });
  const press = new LongPress((message) => open(message, false));
  press.watch(inbox);
  inbox.addEventListener('contextmenu', (event) => {
    const { target, button, pointerType } = event;
    if (pointerType === 'touch') return press.open(target);
    // The menu key, or Shift and F10: they are no button of a mouse, and aim at what has the focus.
    if (button === 2 || target !== document.activeElement || !isMessage(target)) return;
    event.preventDefault();
    open(target, true);
  });
}

/** The browser goes on with what a long press does, such as selecting text; and it takes the pointer away when the finger scrolls. */
class LongPress {
  readonly #onLong: (message: HTMLElement) => void;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #from = { x: 0, y: 0 };

  constructor(onLong: (message: HTMLElement) => void) {
    this.#onLong = onLong;
  }

  watch(inbox: HTMLElement): void {
    const cancel = () => clearTimeout(this.#timer);
    inbox.addEventListener('pointerdown', ({ target, pointerType, isPrimary, clientX: x, clientY: y }) => {
      cancel();
      if (pointerType !== 'touch' || !isPrimary) return;
      this.#from = { x, y };
      this.#timer = setTimeout(() => this.open(target), LONG_PRESS_MS);
    });
    inbox.addEventListener('pointermove', ({ clientX, clientY }) => {
      if (Math.hypot(clientX - this.#from.x, clientY - this.#from.y) > STILL_PX) cancel();
    });
    for (const end of ['pointerup', 'pointercancel']) inbox.addEventListener(end, cancel);
  }

  /** Some browsers tell of a long press themselves, by the event of a context menu, and take the pointer away. */
  open(target: EventTarget | null): void {
    clearTimeout(this.#timer);
    // Links and buttons have a use of their own for it.
    if (!(target instanceof Element) || target.closest('a, button, form')) return;
    const message = target.closest<HTMLElement>('.message');
    if (message) this.#onLong(message);
  }
}

function isMessage(target: EventTarget | null): target is HTMLElement {
  return target instanceof HTMLElement && target.matches('.message');
}
