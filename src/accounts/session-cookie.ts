import { createHmac, hkdfSync, randomBytes, timingSafeEqual } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { Clock } from '../clock.js';
import { Config } from '../config/config.js';
import { CookieSecret } from '../config/cookie-secret.js';
import { cookieValues } from '../http/cookies.js';
import { LruMap } from '../lru-map.js';
import { detached } from '../text.js';
import { SESSION_MAX_AGE_MS, Session } from './session.js';

const MAX_VERIFIED = 50_000;
const RANDOM_BYTES = 18;
/** base36 of a time in milliseconds, a dot, 24 characters of 18 random bytes. */
const ID = /^([0-9a-z]{8,9})\.[\w-]{24}$/;

/**
 * The signed cookie that carries a session id. The id holds the time it was made, so that its end needs no row: an id
 * that is too old is dead for good, and an ended row need not be kept for longer.
 */
@Injectable()
export class SessionCookie {
  /** `__Host-` keeps cookies out that a sibling domain planted; browsers take it over HTTPS only (RFC 6265bis, 4.1.3). */
  readonly name: string;
  readonly #signingKey: Buffer;
  readonly #csrfKey: Buffer;
  readonly #attributes: string;
  /** By cookie value: a poll comes with the same one again and again, and the signature costs more than the rest of it. */
  readonly #verified = new LruMap<string, Session>(MAX_VERIFIED);

  constructor(
    private readonly config: Config,
    secret: CookieSecret,
    private readonly clock: Clock,
  ) {
    this.name = config.secure ? '__Host-linger' : 'linger';
    this.#attributes = `Path=/; HttpOnly; SameSite=Lax${config.secure ? '; Secure' : ''}`;
    this.#signingKey = derive(secret.value, 'session cookie');
    this.#csrfKey = derive(secret.value, 'csrf secret');
  }

  /** The session of a Cookie header; undefined without a cookie, with a forged, an outlived or more than one of them. */
  read(cookieHeader: string | undefined): Session | undefined {
    const values = cookieValues(cookieHeader, this.name);
    // Two cookies of our name mean that somebody planted one (with another path), and nothing tells which.
    if (values.length !== 1) return undefined;
    const session = this.#verified.get(values[0] as string) ?? this.#verify(detached(values[0] as string));
    return session && this.clock.now() - session.startedAt < SESSION_MAX_AGE_MS ? session : undefined;
  }

  #verify(value: string): Session | undefined {
    const dot = value.lastIndexOf('.');
    const id = value.slice(0, dot);
    const startedAt = ID.exec(id)?.[1];
    if (startedAt === undefined || !sameBytes(value.slice(dot + 1), this.#sign(id))) return undefined;
    const session = new Session(id, Number.parseInt(startedAt, 36), this.#csrfKey);
    this.#verified.set(value, session);
    return session;
  }

  /** A new session that nobody has yet. */
  make(): Session {
    const startedAt = this.clock.now();
    const id = `${startedAt.toString(36)}.${randomBytes(RANDOM_BYTES).toString('base64url')}`;
    return new Session(id, startedAt, this.#csrfKey, true);
  }

  /** The Set-Cookie header that hands a session to its visitor. */
  header(session: Session): string {
    const maxAgeS = Math.floor((session.startedAt + SESSION_MAX_AGE_MS - this.clock.now()) / 1000);
    return `${this.name}=${session.id}.${this.#sign(session.id)}; Max-Age=${maxAgeS}; ${this.#attributes}`;
  }

  /** The Set-Cookie header that takes it away again. */
  dropHeader(): string {
    return `${this.name}=; Max-Age=0; ${this.#attributes}`;
  }

  /** The Set-Cookie header of a cookie that scripts may read. */
  readableHeader(name: string, value: string): string {
    return `${name}=${value}; Path=/; SameSite=Lax${this.config.secure ? '; Secure' : ''}`;
  }

  #sign(id: string): string {
    return createHmac('sha256', this.#signingKey).update(id).digest('base64url');
  }
}

function derive(secret: string, purpose: string): Buffer {
  return Buffer.from(hkdfSync('sha256', secret, '', purpose, 32));
}

function sameBytes(a: string, b: string): boolean {
  const [x, y] = [Buffer.from(a), Buffer.from(b)];
  return x.length === y.length && timingSafeEqual(x, y);
}
