import { ask, get, type Request } from './ask.js';

const USER_AGENT =
  'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36';
/** Stands for each byte of a cursor while a request is made. */
const HOLE = '\0';
const FORM_TYPE = 'application/x-www-form-urlencoded; charset=UTF-8';
const JSON_TYPE = 'application/json';

/** A request as bytes, of which only the cursor changes from one time to the next. */
export interface Template {
  /** Of the server that it goes to. */
  readonly port: number;
  readonly bytes: Buffer;
  readonly cursorAt: number;
  readonly cursorLength: number;
}

/** One browser: the cookies it was given, and the requests its script would send with them. */
export class Visitor {
  /** Of the server that the cookies are from. */
  readonly port: number;
  readonly #cookie: string;
  readonly #token: string;

  private constructor(port: number, cookies: readonly string[]) {
    this.port = port;
    this.#cookie = cookies.join('; ');
    const token = cookies.find((cookie) => cookie.startsWith('_xsrf='));
    if (token === undefined) throw new Error('GET / gave no _xsrf cookie');
    this.#token = encodeURIComponent(token.slice('_xsrf='.length));
  }

  /** Loads the lobby page, as a browser does first, and keeps its cookies. */
  static async visit(port: number): Promise<Visitor> {
    const { headers } = await ask(port, get('/', { 'User-Agent': USER_AGENT, Accept: 'text/html' }));
    const cookies = headers['set-cookie'] ?? [];
    return new Visitor(
      port,
      cookies.map((cookie) => cookie.split(';', 1)[0] ?? ''),
    );
  }

  /** Makes `count` visits, ten at a time. */
  static async visitMany(port: number, count: number): Promise<Visitor[]> {
    const visitors: Visitor[] = [];
    while (visitors.length < count) {
      const few = Math.min(10, count - visitors.length);
      const more = Array.from({ length: few }, () => Visitor.visit(port));
      visitors.push(...(await Promise.all(more)));
    }
    return visitors;
  }

  /** A poll of one room, as Tornado's clients send it. */
  pollRequest(cursor: string, room?: string): Template {
    const form = (hole: string) => `_xsrf=${this.#token}&cursor=${hole}${roomField(room)}`;
    return this.#template(cursor, (hole) => this.#post('/a/message/updates', form(hole)));
  }

  /** A poll of many rooms as Linger's page lists them; `quiet`: those in which nothing is said. */
  updatesRequest(room: string, cursor: string, quiet: string): Template {
    return this.#template(cursor, (hole) => this.get(`/api/updates?after=${room}:${hole}${quiet}`));
  }

  sendRequest(body: string, room?: string): Request {
    const form = `body=${encodeURIComponent(body)}&_xsrf=${this.#token}${roomField(room)}`;
    return this.#post('/a/message/new', form);
  }

  /** The same for many posts that differ by the number before `text`. */
  sendTemplate(number: string, text: string, room?: string): Template {
    const form = (hole: string) =>
      `body=${hole}${encodeURIComponent(text)}&_xsrf=${this.#token}${roomField(room)}`;
    return this.#template(number, (hole) => this.#post('/a/message/new', form(hole)));
  }

  /** Marks the lobby as read up to `base` and a number that is added to it, which has as many digits as `number`. */
  markTemplate(base: number, number: string): Template {
    const start = String(base).slice(0, -number.length);
    const body = (hole: string) => `{"seq":${start}${hole},"_xsrf":"${decodeURIComponent(this.#token)}"}`;
    return this.#template(number, (hole) => this.#post('/api/rooms/lobby/read', body(hole), JSON_TYPE));
  }

  get(path: string): Request {
    return get(path, this.#headers());
  }

  /** A request that is the same each time. */
  constant(request: Request): Template {
    return { port: this.port, bytes: bytesOf(request), cursorAt: 0, cursorLength: 0 };
  }

  #template(cursor: string, make: (hole: string) => Request): Template {
    const hole = HOLE.repeat(cursor.length);
    const bytes = bytesOf(make(hole));
    const cursorAt = bytes.indexOf(hole, 0, 'latin1');
    bytes.write(cursor, cursorAt, 'latin1');
    return { port: this.port, bytes, cursorAt, cursorLength: cursor.length };
  }

  #post(path: string, body: string, type = FORM_TYPE): Request {
    const headers = {
      'Content-Length': String(body.length),
      'Content-Type': type,
      Origin: `http://127.0.0.1:${this.port}`,
    };
    return { method: 'POST', path, headers: { ...headers, ...this.#headers() }, body };
  }

  #headers(): Record<string, string> {
    return {
      Host: `127.0.0.1:${this.port}`,
      Connection: 'keep-alive',
      'User-Agent': USER_AGENT,
      Accept: 'application/json, text/javascript, */*; q=0.01',
      'X-Requested-With': 'XMLHttpRequest',
      'Sec-Fetch-Site': 'same-origin',
      'Sec-Fetch-Mode': 'cors',
      'Sec-Fetch-Dest': 'empty',
      Referer: `http://127.0.0.1:${this.port}/`,
      // The load client does not decompress answers.
      'Accept-Encoding': 'identity',
      'Accept-Language': 'en',
      Cookie: this.#cookie,
    };
  }
}

function bytesOf({ method, path, headers, body }: Request): Buffer {
  const fields = Object.entries(headers).map(([name, value]) => `${name}: ${value}`);
  return Buffer.from([`${method} ${path} HTTP/1.1`, ...fields, '', body].join('\r\n'), 'latin1');
}

function roomField(room: string | undefined): string {
  return room === undefined ? '' : `&room=${encodeURIComponent(room)}`;
}
