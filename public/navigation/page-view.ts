/** What has a place of its own to scroll to: the log, or else the page in the frame. */
const SCROLLER = '#inbox, .frame-main';

/** An element at the upper edge of what the reader sees, and how far below the edge it begins. */
interface Anchor {
  id: string;
  below: number;
}

/** Where on a page its reader is: what they see of it, and what has the focus. */
export class PageView {
  readonly #scrolled: number;
  readonly #anchor: Anchor | undefined;
  readonly #focus: string | undefined;

  private constructor() {
    const scroller = document.querySelector(SCROLLER);
    this.#scrolled = scroller?.scrollTop ?? 0;
    this.#anchor = scroller ? anchorIn(scroller) : undefined;
    this.#focus = addressOf(document.activeElement);
  }

  static now(): PageView {
    return new PageView();
  }

  /** Begins a page at its beginning, or at the place that its address names. */
  static begin(hash: string): void {
    const place = hash ? document.getElementById(hash.slice(1)) : null;
    place?.scrollIntoView();
    focusOn(place ?? document.querySelector('[autofocus]'));
  }

  restore(): void {
    const scroller = document.querySelector(SCROLLER);
    if (scroller && this.#anchor) toAnchor(scroller, this.#anchor);
    // A room opens where its reader left off, which its page knows better.
    else if (scroller?.id !== 'inbox') scroller?.scrollTo({ top: this.#scrolled });
    const links = this.#focus === undefined ? [] : document.querySelectorAll<HTMLElement>('main a[href]');
    focusOn(Array.from(links).find((link) => addressOf(link) === this.#focus) ?? null);
  }
}

/** Of the messages, as others come in above and below. At the end, it is the end that is seen. */
function anchorIn(scroller: Element): Anchor | undefined {
  const { scrollTop, scrollHeight, clientHeight } = scroller;
  if (scroller.id !== 'inbox' || scrollHeight - scrollTop - clientHeight < 1) return undefined;
  const edge = scroller.getBoundingClientRect().top;
  const first = Array.from(scroller.querySelectorAll<HTMLElement>('.message[id]')).find(
    (message) => message.getBoundingClientRect().bottom > edge,
  );
  return first && { id: first.id, below: first.getBoundingClientRect().top - edge };
}

function toAnchor(scroller: Element, { id, below }: Anchor): void {
  const at = document.getElementById(id);
  if (at) scroller.scrollTop += at.getBoundingClientRect().top - scroller.getBoundingClientRect().top - below;
}

function addressOf(element: Element | null): string | undefined {
  return element?.closest('main a[href]')?.getAttribute('href') ?? undefined;
}

/** Of a page without a conversation, else the heading, so that it is read aloud. A page may have chosen already. */
function focusOn(element: Element | null): void {
  const wanted =
    element ??
    (document.activeElement === document.body
      ? (document.querySelector('#main h1') ?? document.querySelector('#main'))
      : null);
  if (!(wanted instanceof HTMLElement)) return;
  if (!wanted.matches('a, button, input, textarea, select, [tabindex]')) wanted.tabIndex = -1;
  wanted.focus({ preventScroll: true });
}
