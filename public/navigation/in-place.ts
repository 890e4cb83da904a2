import { renew } from '../page/renew-form.js';
import { endPage } from '../page/page-scope.js';
import { type FetchedPage, fetchPage, isFramed } from './fetch-page.js';
import { PageView } from './page-view.js';

interface InPlaceParts {
  /** Starts the page that is now in the document. */
  start: () => void;
  /** True if the present page can be left without a question. */
  isSafe: () => boolean;
  /** A page could not be fetched: there is no connection. */
  onFailure: (retry: () => void) => void;
  /** A form was refused with this reason, which is not about one of its fields. */
  onRefusal: (reason: string) => void;
}

/** How a page is opened. */
interface Visit {
  /** Of the history, if the page has one already. */
  entry?: EntryState;
  /** What is posted for it. */
  form?: URLSearchParams;
}

/** What an entry of the history is known by. */
interface EntryState {
  /** Its place among those of this window. */
  at: number;
}

/**
 * Opens pages beside the list of rooms in place of the present one, without loading scripts and styles again. The page that comes is the same
 * as after a full load, and so is what it starts; the one that goes ends what it has started (`page-scope.ts`). Where anything is unlike the
 * present page (another kind of page, another person, another version of the scripts), the browser loads it whole.
 */
export class InPlace {
  readonly #parts: InPlaceParts;
  /** What the reader saw of the pages of this window, by their entry in the history. */
  readonly #views = new Map<number, PageView>();
  #at = 0;
  #shown = addressOf(location);
  #fetching: AbortController | undefined;

  constructor(parts: InPlaceParts) {
    this.#parts = parts;
  }

  watch(): void {
    this.#at = entryOf(history.state)?.at ?? 0;
    document.addEventListener('click', (event) => this.#onClick(event));
    document.addEventListener('submit', (event) => this.#onSubmit(event));
    window.addEventListener('popstate', ({ state }) => this.#onPopState(entryOf(state)));
  }

  #onClick(event: MouseEvent): void {
    const { target, button, ctrlKey, metaKey, shiftKey, altKey } = event;
    const link = target instanceof Element && target.closest<HTMLAnchorElement>('a[href]');
    // With these, browsers open links elsewhere.
    if (!link || button !== 0 || ctrlKey || metaKey || shiftKey || altKey) return;
    if (link.target || link.hasAttribute('download')) return;
    this.#follow(event, new URL(link.href));
  }

  #onSubmit(event: SubmitEvent): void {
    const form = event.target as HTMLFormElement;
    renew(form);
    // The browser leaves the page of somebody who signs out.
    if (form.target || form.enctype !== 'application/x-www-form-urlencoded' || form.matches('[data-leaves]'))
      return;
    const fields = [...new FormData(form, event.submitter)].flatMap(([name, value]) =>
      typeof value === 'string' ? [[name, value]] : [],
    );
    const [url, data] = [new URL(form.action), new URLSearchParams(fields)];
    if (form.method === 'post') return this.#post(event, url, data);
    // A form that only asks is a link with a question.
    url.search = data.toString();
    this.#follow(event, url);
  }

  #post(event: Event, url: URL, form: URLSearchParams): void {
    if (event.defaultPrevented || url.origin !== location.origin || !this.#parts.isSafe()) return;
    event.preventDefault();
    void this.#open(url, { form });
  }

  #follow(event: Event, url: URL): void {
    if (event.defaultPrevented || !isFramed(url) || !this.#parts.isSafe()) return;
    // A place on the present page.
    if (url.hash && addressOf(url) === this.#shown) return this.#stamp();
    event.preventDefault();
    void this.#open(url);
  }

  /** The reader went back or forward. */
  #onPopState(entry: EntryState | undefined): void {
    if (addressOf(location) !== this.#shown)
      return void this.#open(new URL(location.href), { entry: entry ?? { at: 0 } });
    if (entry) this.#at = entry.at;
    else {
      this.#at += 1;
      this.#stamp();
    }
  }

  async #open(url: URL, { entry, form }: Visit = {}): Promise<void> {
    this.#fetching?.abort();
    const { signal } = (this.#fetching = new AbortController());
    const root = document.documentElement;
    root.dataset['opening'] = '';
    const answer = await fetchPage(url, signal, form).catch(() => undefined);
    if (signal.aborted) return;
    delete root.dataset['opening'];
    if (answer?.page) this.#show(answer, entry);
    else if (answer && entry) location.reload();
    else if (answer?.url) location.assign(answer.url);
    else if (answer) this.#parts.onRefusal(answer.says);
    else {
      if (entry) history.go(this.#at - entry.at);
      this.#parts.onFailure(() => void this.#open(url, form && { form }));
    }
  }

  #show({ page, url }: FetchedPage, entry: EntryState | undefined): void {
    this.#views.set(this.#at, PageView.now());
    endPage();
    // The same address again is no other place.
    if (entry || addressOf(url) === this.#shown) {
      this.#at = entry?.at ?? this.#at;
      history.replaceState({ at: this.#at } satisfies EntryState, '', url);
    } else {
      // Not before: an entry that answers a form would become a visit to its address.
      this.#stamp();
      this.#at += 1;
      history.pushState({ at: this.#at } satisfies EntryState, '', url);
    }
    this.#shown = addressOf(url);
    const list = document.querySelector('.rooms')?.scrollTop ?? 0;
    replaceDocument(page);
    document.querySelector('.rooms')?.scrollTo({ top: list });
    this.#parts.start();
    const view = entry && this.#views.get(entry.at);
    if (view) view.restore();
    else PageView.begin(url.hash);
  }

  #stamp(): void {
    history.replaceState({ at: this.#at } satisfies EntryState, '');
  }
}

function entryOf(state: unknown): EntryState | undefined {
  const { at } = (state ?? {}) as Partial<EntryState>;
  return typeof at === 'number' ? { at } : undefined;
}

/** Without the place on the page. */
function addressOf({ pathname, search }: URL | Location): string {
  return pathname + search;
}

/** Takes over all but scripts and styles, which are the same. */
function replaceDocument(page: Document): void {
  const { documentElement: root, head, body } = document;
  for (const { name, value } of page.documentElement.attributes) root.setAttribute(name, value);
  const changing = 'title, meta, link[rel="icon"], link[rel="manifest"]';
  for (const one of head.querySelectorAll(changing)) one.remove();
  head.append(...page.head.querySelectorAll(changing));
  body.replaceChildren(...page.body.childNodes);
}
