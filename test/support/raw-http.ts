import { type IncomingMessage, request } from 'node:http';
import { text } from 'node:stream/consumers';
import { answerSeen } from './api-document/seen-answers.js';

export interface RawRequest {
  method?: string;
  /** Goes out as it is: nothing is normalised or encoded. */
  path?: string;
  /** Values of Host, one field each; by default the one of the URL. */
  hosts?: string[];
  /** As they are, repeats included; characters are bytes (latin1). */
  headers?: [name: string, value: string][];
  body?: string | Uint8Array;
}

export interface RawAnswer {
  status: number;
  headers: IncomingMessage['headers'];
  /** The Set-Cookie lines. */
  setCookies: string[];
  text: string;
}

/** Sends what fetch would forbid or tidy up: repeated fields, another Host, TRACE, unencoded paths, what only browsers set. */
export async function rawRequest(url: string, options: RawRequest = {}): Promise<RawAnswer> {
  const { host, hostname, port } = new URL(url);
  const { method = 'GET', path = '/', hosts = [host], headers = [], body } = options;
  const length = body === undefined ? [] : [['Content-Length', String(Buffer.byteLength(body))]];
  const fields = [...hosts.map((value) => ['Host', value]), ...headers, ...length, ['Connection', 'close']];
  const answer = await new Promise<IncomingMessage>((resolve, reject) => {
    const sent = request({ hostname, port, method, path, headers: fields.flat(), agent: false }, resolve);
    sent.on('error', reject);
    // As bytes: a text would take the header with it into its own encoding.
    sent.end(typeof body === 'string' ? Buffer.from(body) : body);
  });
  const { statusCode: status = 0, headers: received } = answer;
  const contentType = received['content-type'] ?? null;
  const seen = { method, path: path.split('?', 1)[0] ?? '', status, contentType, text: await text(answer) };
  answerSeen(seen);
  return { status, headers: received, setCookies: received['set-cookie'] ?? [], text: seen.text };
}

/** The name=value pairs that a browser would send back. */
export function cookiePairs({ setCookies }: RawAnswer): string[] {
  return setCookies.map((line) => line.split(';', 1)[0] ?? '');
}

/** Posts a form with exactly these header fields beside its type. */
export function rawForm(
  url: string,
  path: string,
  form: Record<string, string>,
  { headers = [], ...rest }: Pick<RawRequest, 'headers' | 'hosts'> = {},
): Promise<RawAnswer> {
  const type: [string, string] = ['Content-Type', 'application/x-www-form-urlencoded'];
  const body = new URLSearchParams(form).toString();
  return rawRequest(url, { ...rest, method: 'POST', path, headers: [type, ...headers], body });
}
