/** Calls back later. What a test injects decides when. */
export type Schedule = (run: () => void, ms: number) => void;

interface DemoMessage {
  id: string;
  html: string;
}

interface DemoUpdates {
  messages?: DemoMessage[];
}

const FIRST_SLEEP_MS = 500;

/**
 * What the script of Tornado's chat demo, and of its variant with rooms, does in a browser: it evaluates answers, knows no
 * `gap` and no `cursor`, takes the token from the readable cookie, and doubles its pause with each failure.
 */
export class DemoClient {
  cursor: string | null = null;
  errorSleepTime = FIRST_SLEEP_MS;
  /** Ids of `#inbox`, in the order shown. */
  readonly inbox: string[] = [];
  /** Ids that an answer brought again. */
  readonly skipped: string[] = [];
  /** The pauses after failures. */
  readonly sleeps: number[] = [];
  /** Texts of the answers to polls. */
  readonly answers: string[] = [];
  /** `document.cookie` leaves out what is HttpOnly; the browser sends it all the same. */
  readonly #cookies = new Map<string, { value: string; httpOnly: boolean }>();
  #closed = new AbortController();

  /** `emptyFields`: send `cursor=` and `room=` where there is none, as `$.param` does with null. */
  constructor(
    public url: string,
    private readonly schedule: Schedule,
    private readonly options: { room?: string; emptyFields?: boolean } = {},
  ) {}

  get documentCookie(): string {
    return this.#cookieString(({ httpOnly }) => !httpOnly);
  }

  /** Opens the page, shows what it shows, and begins to poll. */
  async open(): Promise<void> {
    const { room } = this.options;
    const page = await this.#fetch(room === undefined ? '/' : `/room?room=${encodeURIComponent(room)}`);
    for (const [, id = ''] of (await page.text()).matchAll(/class="message(?: continued)?" id="m([^"]+)"/g))
      this.inbox.push(id);
    void this.poll();
  }

  /** The page is closed. */
  close(): void {
    this.#closed.abort();
  }

  /** Sends and shows the answer, as the form does. */
  async newMessage(body: string): Promise<DemoMessage> {
    const answer = await this.#post('/a/message/new', { body, ...this.#room() });
    const message = evaluate(answer) as DemoMessage;
    this.#showMessage(message);
    return message;
  }

  readonly poll = async (): Promise<void> => {
    const args: Record<string, string | null> = this.#room();
    if (this.cursor !== null) args['cursor'] = this.cursor;
    else if (this.options.emptyFields) args['cursor'] = null;
    let text: string;
    try {
      text = await this.#post('/a/message/updates', args);
    } catch {
      this.#onError();
      return;
    }
    this.#onSuccess(text);
  };

  #onSuccess(text: string): void {
    this.answers.push(text);
    try {
      this.#newMessages(evaluate(text) as DemoUpdates);
    } catch {
      this.#onError();
      return;
    }
    this.errorSleepTime = FIRST_SLEEP_MS;
    this.#later(0);
  }

  #onError(): void {
    if (this.#closed.signal.aborted) return;
    this.errorSleepTime *= 2;
    this.sleeps.push(this.errorSleepTime);
    this.#later(this.errorSleepTime);
  }

  #later(ms: number): void {
    if (!this.#closed.signal.aborted) this.schedule(() => void this.poll(), ms);
  }

  #newMessages(response: DemoUpdates): void {
    if (!response.messages) return;
    const { messages } = response;
    // An empty list throws here, as in the browser.
    this.cursor = (messages[messages.length - 1] as DemoMessage).id;
    for (const message of messages) this.#showMessage(message);
  }

  #showMessage(message: DemoMessage): void {
    // The browser finds what it shows already by the id in the HTML, not by the field.
    const id = /^<div class="message" id="m([^"]+)"/.exec(message.html)?.[1];
    if (id === undefined) throw new Error(`not a message: ${message.html}`);
    if (this.inbox.includes(id)) this.skipped.push(id);
    else this.inbox.push(id);
  }

  #room(): Record<string, string | null> {
    const { room, emptyFields } = this.options;
    if (room !== undefined) return { room };
    return emptyFields ? { room: null } : {};
  }

  async #post(path: string, args: Record<string, string | null>): Promise<string> {
    const xsrf = new RegExp('\\b_xsrf=([^;]*)\\b').exec(this.documentCookie)?.[1];
    const body = param({ ...args, _xsrf: xsrf ?? null });
    const headers = {
      'content-type': 'application/x-www-form-urlencoded; charset=UTF-8',
      accept: 'text/plain, */*; q=0.01',
      'x-requested-with': 'XMLHttpRequest',
    };
    const answer = await this.#fetch(path, { method: 'POST', body, headers });
    if (!answer.ok) throw new Error(`${path}: ${answer.status}`);
    return answer.text();
  }

  async #fetch(
    path: string,
    init: Omit<RequestInit, 'headers'> & { headers?: Record<string, string> } = {},
  ): Promise<Response> {
    const cookie = this.#cookieString(() => true);
    const { signal } = this.#closed;
    const answer = await fetch(this.url + path, { ...init, signal, headers: { ...init.headers, cookie } });
    for (const line of answer.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      this.#cookies.set(name, { value, httpOnly: /;\s*httponly/i.test(line) });
    }
    return answer;
  }

  #cookieString(wanted: (cookie: { httpOnly: boolean }) => boolean): string {
    const kept = [...this.#cookies].filter(([, cookie]) => wanted(cookie));
    return kept.map(([name, { value }]) => `${name}=${value}`).join('; ');
  }
}

/** The demo's way to read an answer. */
function evaluate(text: string): unknown {
  // eslint-disable-next-line no-eval
  return (0, eval)(`(${text})`);
}

const encode = (text: string): string => encodeURIComponent(text).replace(/%20/g, '+');

/** jQuery's `$.param`: spaces as `+`, null as an empty field. */
function param(args: Record<string, string | null>): string {
  return Object.entries(args)
    .map(([name, value]) => `${encode(name)}=${encode(value ?? '')}`)
    .join('&');
}
