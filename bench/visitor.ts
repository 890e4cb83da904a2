import { get } from 'node:http';

const USER_AGENT =
  'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36';

/** One browser: the cookies it was given, and the requests its script would send with them. */
export class Visitor {
  readonly #port: number;
  readonly #cookie: string;
  readonly #token: string;
  // Clients of one visitor mostly stand at the same cursor: their polls are the same bytes.
  #pollCursor: string | undefined;
  #pollBytes: Buffer = Buffer.alloc(0);

  private constructor(port: number, cookies: readonly string[]) {
    this.#port = port;
    this.#cookie = cookies.join('; ');
    const token = cookies.find((cookie) => cookie.startsWith('_xsrf='));
    if (token === undefined) throw new Error('GET / gave no _xsrf cookie');
    this.#token = encodeURIComponent(token.slice('_xsrf='.length));
  }

  /** Loads the lobby page, as a browser does first, and keeps its cookies. */
  static async visit(port: number): Promise<Visitor> {
    const cookies = await new Promise<string[]>((resolve, reject) => {
      const options = { port, host: '127.0.0.1', agent: false, timeout: 10_000 };
      const headers = { 'User-Agent': USER_AGENT, Accept: 'text/html' };
      const request = get({ ...options, path: '/', headers }, (response) => {
        response.resume().once('error', reject);
        response.once('end', () => resolve(response.headers['set-cookie'] ?? []));
      });
      request.once('error', reject);
      request.once('timeout', () => request.destroy(new Error('GET / took over 10 s')));
    });
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
  pollRequest(cursor: string, room?: string): Buffer {
    return this.#poll(`${room}\n${cursor}`, () => {
      const form = `_xsrf=${this.#token}&cursor=${encodeURIComponent(cursor)}${roomField(room)}`;
      return this.#post('/a/message/updates', form);
    });
  }

  /** A poll of many rooms: `positions` as Linger's page lists them. */
  updatesRequest(positions: string): Buffer {
    return this.#poll(positions, () => this.#ask('GET', `/api/updates?after=${positions}`, []));
  }

  sendRequest(body: string, room?: string): Buffer {
    const form = `body=${encodeURIComponent(body)}&_xsrf=${this.#token}${roomField(room)}`;
    return this.#post('/a/message/new', form);
  }

  #poll(cursor: string, make: () => Buffer): Buffer {
    if (cursor !== this.#pollCursor) {
      this.#pollBytes = make();
      this.#pollCursor = cursor;
    }
    return this.#pollBytes;
  }

  #post(path: string, form: string): Buffer {
    const type = 'Content-Type: application/x-www-form-urlencoded; charset=UTF-8';
    const origin = `Origin: http://127.0.0.1:${this.#port}`;
    return this.#ask('POST', path, [`Content-Length: ${form.length}`, type, origin], form);
  }

  #ask(method: string, path: string, headers: readonly string[], body = ''): Buffer {
    return Buffer.from(
      [
        `${method} ${path} HTTP/1.1`,
        `Host: 127.0.0.1:${this.#port}`,
        'Connection: keep-alive',
        ...headers,
        `User-Agent: ${USER_AGENT}`,
        'Accept: application/json, text/javascript, */*; q=0.01',
        'X-Requested-With: XMLHttpRequest',
        'Sec-Fetch-Site: same-origin',
        'Sec-Fetch-Mode: cors',
        'Sec-Fetch-Dest: empty',
        `Referer: http://127.0.0.1:${this.#port}/`,
        // The generator does not unpack answers.
        'Accept-Encoding: identity',
        'Accept-Language: en',
        `Cookie: ${this.#cookie}`,
        '',
        body,
      ].join('\r\n'),
      'latin1',
    );
  }
}

function roomField(room: string | undefined): string {
  return room === undefined ? '' : `&room=${encodeURIComponent(room)}`;
}
