/** A message as the Tornado surface tells it. */
export interface TornadoMessage {
  id: string;
  room: string;
  seq: number;
  body: string;
  html: string;
  author: { id: string; name: string };
  at: string;
  client_id?: string;
}

export interface Updates {
  messages?: TornadoMessage[];
  cursor?: string;
  gap?: boolean;
}

export type Form = Record<string, string>;

/** Under which name an installation keeps its session. */
export const SESSION_COOKIE = /^(?:__Host-)?linger_[0-9a-f]{12}$/;

/** One visitor: a cookie jar and the requests that the demo's page makes. */
export class Visitor {
  readonly cookies = new Map<string, string>();

  /** `url`: of the server, or of the node that serves this visitor at present. */
  constructor(public url: string) {}

  /** A visitor who has the page open. */
  static async at(url: string, path = '/'): Promise<Visitor> {
    const visitor = new Visitor(url);
    await visitor.get(path);
    return visitor;
  }

  get cookieHeader(): string {
    return [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
  }

  /** The token of the readable cookie. */
  get token(): string {
    return this.cookies.get('_xsrf') ?? '';
  }

  /** Name and value of the session's cookie; both empty if there is none. */
  get session(): [name: string, value: string] {
    return [...this.cookies].find(([name]) => SESSION_COOKIE.test(name)) ?? ['', ''];
  }

  async get(path: string, headers: Record<string, string> = {}, signal?: AbortSignal): Promise<Response> {
    return this.#keepCookies(
      await fetch(this.url + path, {
        redirect: 'manual',
        headers: { cookie: this.cookieHeader, ...headers },
        ...(signal ? { signal } : {}),
      }),
    );
  }

  /** Posts a form with the token in its `_xsrf` field. */
  async post(
    path: string,
    form: Form,
    headers: Record<string, string> = {},
    signal?: AbortSignal,
  ): Promise<Response> {
    return this.postRaw(path, new URLSearchParams({ _xsrf: this.token, ...form }), headers, signal);
  }

  /** Posts a body as it is; no token is added. */
  async postRaw(
    path: string,
    body: string | URLSearchParams | Uint8Array<ArrayBuffer>,
    headers: Record<string, string> = {},
    signal?: AbortSignal,
  ): Promise<Response> {
    return this.#keepCookies(
      await fetch(this.url + path, {
        method: 'POST',
        redirect: 'manual',
        headers: { cookie: this.cookieHeader, ...headers },
        body,
        ...(signal ? { signal } : {}),
      }),
    );
  }

  /** Sends a message and answers it; throws unless it was stored. */
  async send(body: string, form: Form = {}): Promise<TornadoMessage> {
    const answer = await this.post('/a/message/new', { body, ...form });
    if (answer.status !== 200) throw new Error(`not sent: ${answer.status} ${await answer.text()}`);
    return (await answer.json()) as TornadoMessage;
  }

  /** One poll; throws unless it was answered 200. */
  async poll(form: Form = {}, signal?: AbortSignal): Promise<Updates> {
    const answer = await this.post('/a/message/updates', form, {}, signal);
    if (answer.status !== 200) throw new Error(`not polled: ${answer.status} ${await answer.text()}`);
    return (await answer.json()) as Updates;
  }

  #keepCookies(answer: Response): Response {
    for (const line of answer.headers.getSetCookie()) {
      const [pair = ''] = line.split(';', 1);
      const equals = pair.indexOf('=');
      if (/;\s*max-age=0\b/i.test(line)) this.cookies.delete(pair.slice(0, equals));
      else this.cookies.set(pair.slice(0, equals), pair.slice(equals + 1));
    }
    return answer;
  }
}
