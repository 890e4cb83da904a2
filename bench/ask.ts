import { Agent, type IncomingHttpHeaders, request } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';

/** A connection for each sender. */
const agent = new Agent({ keepAlive: true, maxSockets: 16 });
const LONGEST_MS = 60_000;
const RETRY_MS = 500;
const MOST_TRIES = 10;

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
 * Asks where the pace of the client does not matter; load.c does where it matters. Asks again, for some seconds, while the answer is 503.
 *
 * @throws Error if the answer is not 200.
 */
export async function ask(port: number, asked: Request): Promise<Answer> {
  for (let tries = 1; ; tries++) {
    const { status, ...answer } = await askOnce(port, asked);
    if (status === 200) return answer;
    if (status !== 503 || tries === MOST_TRIES)
      throw new Error(`${asked.method} ${asked.path} got ${status}: ${answer.text.slice(0, 200)}`);
    await sleep(RETRY_MS);
  }
}

function askOnce(port: number, what: Request): Promise<Answer & { status: number | undefined }> {
  const { method, path, headers, body } = what;
  return new Promise((resolve, reject) => {
    const where = { host: '127.0.0.1', port, agent, timeout: LONGEST_MS };
    const asked = request({ ...where, method, path, headers }, (response) => {
      let text = '';
      response.setEncoding('utf8').on('data', (part: string) => (text += part));
      response.once('error', reject).once('end', () => {
        resolve({ status: response.statusCode, headers: response.headers, text });
      });
    });
    asked.once('error', (error: NodeJS.ErrnoException) => {
      // The server has just closed a connection that was idle.
      if (asked.reusedSocket && error.code === 'ECONNRESET') resolve(askOnce(port, what));
      else reject(error);
    });
    asked.once('timeout', () => asked.destroy(new Error(`${method} ${path} took over a minute`)));
    asked.end(body);
  });
}

export function get(path: string, headers: Readonly<Record<string, string>> = {}): Request {
  return { method: 'GET', path, headers, body: '' };
}
