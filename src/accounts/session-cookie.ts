import { createHmac, hkdfSync, randomBytes, timingSafeEqual } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { Clock } from '../clock.js';
import { Config } from '../config/config.js';
import { CookieSecret } from '../config/cookie-secret.js';
import { cookieValues } from '../http/cookies.js';
import { LRUCache } from 'lru-cache';
import { detached } from '../text.js';
import { SESSION_MAX_AGE_MS, Session } from './session.js';

const MAX_VERIFIED = 50_000;
const RANDOM_BYTES = 18;
/** base36 of a time in milliseconds, a dot, 24 characters of 18 random bytes. */
const ID = /^([0-9a-z]{8,9})\.[\w-]{24}$/;

/** What the cookie was called before each installation had a name of its own. */
const OLD_NAME = 'linger';
const TAG_BYTES = 6;

/**
 * The signed cookie that carries a session id. Browsers send a cookie to every port of a host, so its name has a tag of the
 * installation: that of the secret, which all processes of one installation share. The id holds the time it was made, so that its end needs no row: an id
 * that is too old is dead for good, and an ended row need not be kept for longer.
 */
@Injectable()
export class SessionCookie {
  /** `__Host-` keeps cookies out that a sibling domain planted; browsers take it over HTTPS only (RFC 6265bis, 4.1.3). */
  readonly name: string;
  readonly #oldName: string;
  readonly #signingKey: Buffer;
  readonly #csrfKey: Buffer;
  readonly #attributes: string;
  /** By cookie value: a poll comes with the same one again and again, and the signature costs more than the rest of it. */
  readonly #verified = new LRUCache<string, Session>({ max: MAX_VERIFIED });

  constructor(
    private readonly config: Config,
    secret: CookieSecret,
    private readonly clock: Clock,
  ) {
    const prefix = config.secure ? '__Host-' : '';
    this.#oldName = `${prefix}${OLD_NAME}`;
    this.name = `${this.#oldName}_${derive(secret.value, 'cookie name', TAG_BYTES).toString('hex')}`;
    this.#attributes = `Path=/; HttpOnly; SameSite=Lax${config.secure ? '; Secure' : ''}`;
    this.#signingKey = derive(secret.value, 'session cookie');
    this.#csrfKey = derive(secret.value, 'csrf secret');
  }

  /**
   * The session of a Cookie header; undefined without a cookie, with a forged, an outlived or more than one of them. A cookie of
   * an older version counts only where there is none of the present name.
   */
  read(cookieHeader: string | undefined): Session | undefined {
    const values = cookieValues(cookieHeader, this.name);
    return this.#sessionIn(values.length > 0 ? values : cookieValues(cookieHeader, this.#oldName));
  }

  #sessionIn(values: readonly string[]): Session | undefined {
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

  /** The Set-Cookie headers that hand a session to its visitor, unless they have it under the present name. */
  handHeaders(session: Session, cookieHeader: string | undefined): string[] {
    const hasOld = this.#hasOld(cookieHeader);
    const cameByOld = hasOld && cookieValues(cookieHeader, this.name).length === 0;
    return [
      ...(session.isNew || cameByOld ? [this.header(session)] : []),
      ...(hasOld ? [this.#dropHeader(this.#oldName)] : []),
    ];
  }

  /** The Set-Cookie headers that take it away again. */
  dropHeaders(cookieHeader: string | undefined): string[] {
    const names = this.#hasOld(cookieHeader) ? [this.name, this.#oldName] : [this.name];
    return names.map((name) => this.#dropHeader(name));
  }

  /** A cookie of the old name may also be that of an older Linger on another port, which keeps it. */
  #hasOld(cookieHeader: string | undefined): boolean {
    return this.#sessionIn(cookieValues(cookieHeader, this.#oldName)) !== undefined;
  }

  #dropHeader(name: string): string {
    return `${name}=; Max-Age=0; ${this.#attributes}`;
  }

  /** The Set-Cookie header of a cookie that scripts may read. */
  readableHeader(name: string, value: string): string {
    return `${name}=${value}; Path=/; SameSite=Lax${this.config.secure ? '; Secure' : ''}`;
  }

  #sign(id: string): string {
    return createHmac('sha256', this.#signingKey).update(id).digest('base64url');
  }
}

function derive(secret: string, purpose: string, bytes = 32): Buffer {
  return Buffer.from(hkdfSync('sha256', secret, '', purpose, bytes));
}

function sameBytes(a: string, b: string): boolean {
  const [x, y] = [Buffer.from(a), Buffer.from(b)];
  return x.length === y.length && timingSafeEqual(x, y);
}
