import { Agent, type IncomingHttpHeaders, request } from 'node:http';

/** A connection for each sender. */
const agent = new Agent({ keepAlive: true, maxSockets: 16 });
const LONGEST_MS = 60_000;

export interface Request {
  readonly method: 'GET' | 'POST';
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

export interface Answer {
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
}

/**
 * Asks where the pace of the client does not matter; load.c does where it matters.
 *
 * @throws Error if the answer is not 200.
 */
export function ask(port: number, { method, path, headers, body }: Request): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const where = { host: '127.0.0.1', port, agent, timeout: LONGEST_MS };
    const asked = request({ ...where, method, path, headers }, (response) => {
      let text = '';
      response.setEncoding('utf8').on('data', (part: string) => (text += part));
      response.once('error', reject).once('end', () => {
        if (response.statusCode === 200) resolve({ headers: response.headers, text });
        else reject(new Error(`${method} ${path} got ${response.statusCode}: ${text.slice(0, 200)}`));
      });
    });
    asked.once('error', reject);
    asked.once('timeout', () => asked.destroy(new Error(`${method} ${path} took over a minute`)));
    asked.end(body);
  });
}

export function get(path: string, headers: Readonly<Record<string, string>> = {}): Request {
  return { method: 'GET', path, headers, body: '' };
}
