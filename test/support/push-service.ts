import {
  type JsonWebKey,
  createDecipheriv,
  createECDH,
  createPublicKey,
  hkdfSync,
  randomBytes,
  verify,
} from 'node:crypto';
import { once } from 'node:events';
import {
  type IncomingHttpHeaders,
  type IncomingMessage,
  type Server,
  type ServerResponse,
  createServer,
} from 'node:http';
import type { AddressInfo } from 'node:net';
import type { PushPayload } from '../../src/push/push-text.js';

/** A notification that arrived, decrypted. Its signature was valid. */
export interface Received {
  endpoint: string;
  headers: IncomingHttpHeaders;
  /** By which the service knows the sender. */
  key: string;
  payload: PushPayload;
}

/** What a browser would hand to the page. */
export interface TestSubscription {
  endpoint: string;
  p256dh: string;
  auth: string;
}

type Answer = number | 'none' | { status: number; headers: Record<string, string> };

/** A push service on this machine, with its browsers: it accepts what is signed (RFC 8292) and what its browsers can decrypt (RFC 8291). */
export class PushService {
  readonly received: Received[] = [];
  /** What was wrong with requests that were no push notification of a known subscription. */
  readonly wrong: string[] = [];
  readonly #server: Server;
  readonly #browsers = new Map<string, { ecdh: ReturnType<typeof createECDH>; auth: Buffer }>();
  readonly #answers = new Map<string, Answer[]>();

  private constructor() {
    this.#server = createServer((req, res) => void this.#answer(req, res));
  }

  static async start(): Promise<PushService> {
    const service = new PushService();
    service.#server.listen(0, '127.0.0.1');
    await once(service.#server, 'listening');
    return service;
  }

  get origin(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  /** Of a new browser. Its first notifications are answered by these; all others by 201. */
  subscription(...answers: Answer[]): TestSubscription {
    const ecdh = createECDH('prime256v1');
    const auth = randomBytes(16);
    const p256dh = ecdh.generateKeys('base64url');
    const path = `/push/${randomBytes(12).toString('base64url')}`;
    this.#browsers.set(path, { ecdh, auth });
    this.#answers.set(path, answers);
    return { endpoint: this.origin + path, p256dh, auth: auth.toString('base64url') };
  }

  /** The titles of what arrived there, oldest first. */
  titlesAt({ endpoint }: TestSubscription): string[] {
    return this.at(endpoint).map(({ payload }) => payload.title);
  }

  at(endpoint: string): Received[] {
    return this.received.filter((one) => one.endpoint === endpoint);
  }

  close(): void {
    this.#server.closeAllConnections();
    this.#server.close();
  }

  async #answer(req: IncomingMessage, res: ServerResponse): Promise<void> {
    const answer = await this.#take(req);
    if (answer === 'none') return;
    const { status, headers } = typeof answer === 'number' ? { status: answer, headers: {} } : answer;
    res.writeHead(status, headers).end();
  }

  async #take(req: IncomingMessage): Promise<Answer> {
    const path = req.url ?? '';
    try {
      const body = Buffer.concat(await req.toArray());
      const key = checkSignature(req.headers.authorization ?? '', this.origin);
      const browser = this.#browsers.get(path);
      if (!browser) throw new Error('no such subscription');
      if (req.headers['content-encoding'] !== 'aes128gcm') throw new Error('not aes128gcm');
      const payload = JSON.parse(decrypted(body, browser)) as PushPayload;
      this.received.push({ endpoint: this.origin + path, headers: req.headers, key, payload });
    } catch (error) {
      this.wrong.push(`${req.method} ${path}: ${String(error)}`);
      return 400;
    }
    return this.#answers.get(path)?.shift() ?? 201;
  }
}

/** Throws unless the sender has signed for this service, for at most a day. Answers the sender's key. */
function checkSignature(authorization: string, origin: string): string {
  const [, token = '', key = ''] = /^vapid t=(\S+), ?k=(\S+)$/.exec(authorization) ?? [];
  const [head = '', claims = '', signature = ''] = token.split('.');
  const raw = Buffer.from(key, 'base64url');
  const [x, y] = [raw.subarray(1, 33), raw.subarray(33)].map((part) => part.toString('base64url'));
  const publicKey = createPublicKey({ key: { kty: 'EC', crv: 'P-256', x, y } as JsonWebKey, format: 'jwk' });
  const signed = Buffer.from(`${head}.${claims}`);
  const options = { key: publicKey, dsaEncoding: 'ieee-p1363' as const };
  if (!verify('sha256', signed, options, Buffer.from(signature, 'base64url'))) throw new Error('signature');
  const { aud, exp, sub } = JSON.parse(String(Buffer.from(claims, 'base64url'))) as Record<string, unknown>;
  if (aud !== origin) throw new Error(`for ${String(aud)}`);
  if (!(Number(exp) > Date.now() / 1000 && Number(exp) <= Date.now() / 1000 + 86_400))
    throw new Error('time');
  if (!String(sub).startsWith('https://')) throw new Error(`by ${String(sub)}`);
  return key;
}

/** RFC 8188 with one record, and the keys of RFC 8291. */
function decrypted(
  body: Buffer,
  { ecdh, auth }: { ecdh: ReturnType<typeof createECDH>; auth: Buffer },
): string {
  const salt = body.subarray(0, 16);
  const sender = body.subarray(21, 21 + body.readUInt8(20));
  const record = body.subarray(21 + sender.length);
  const info = Buffer.concat([Buffer.from('WebPush: info\0'), ecdh.getPublicKey(), sender]);
  const ikm = Buffer.from(hkdfSync('sha256', ecdh.computeSecret(sender), auth, info, 32));
  const derived = (what: string, length: number) =>
    Buffer.from(hkdfSync('sha256', ikm, salt, `Content-Encoding: ${what}\0`, length));
  const decipher = createDecipheriv('aes-128-gcm', derived('aes128gcm', 16), derived('nonce', 12));
  decipher.setAuthTag(record.subarray(-16));
  const padded = Buffer.concat([decipher.update(record.subarray(0, -16)), decipher.final()]);
  return padded.subarray(0, padded.lastIndexOf(2)).toString();
}
