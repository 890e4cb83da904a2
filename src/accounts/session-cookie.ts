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
/** A time in milliseconds in base36, a dot, and 18 random bytes in 24 characters. */
const ID = /^([0-9a-z]{8,9})\.[\w-]{24}$/;

/** The cookie's name before each installation had its own. */
const OLD_NAME = 'linger';
const TAG_BYTES = 6;

/**
 * The signed cookie that carries a session id. Browsers send a cookie to every port of a host, so its name has a tag derived from the
 * secret, which all processes of an installation share. The id contains the time it was made, so that it expires without a row, and the
 * record of an ended session can be deleted when its id expires.
 */
@Injectable()
export class SessionCookie {
  /** `__Host-` rejects cookies that a sibling domain planted; browsers accept it over HTTPS only (RFC 6265bis, 4.1.3). */
  readonly name: string;
  readonly #oldName: string;
  readonly #signingKey: Buffer;
  readonly #csrfKey: Buffer;
  readonly #attributes: string;
  /** Verified sessions by cookie value: polls repeat the same cookie, and the signature is the costly part. */
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
   * The session of a Cookie header; undefined if the cookie is missing, forged, expired, or there are several of the name. A cookie of an
   * older version counts only if there is none of the present name.
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

  /** A new session without a user. */
  newSession(): Session {
    const startedAt = this.clock.now();
    const id = `${startedAt.toString(36)}.${randomBytes(RANDOM_BYTES).toString('base64url')}`;
    return new Session(id, startedAt, this.#csrfKey, true);
  }

  /** The Set-Cookie header that gives a session to its visitor. */
  header(session: Session): string {
    const maxAgeS = Math.floor((session.startedAt + SESSION_MAX_AGE_MS - this.clock.now()) / 1000);
    return `${this.name}=${session.id}.${this.#sign(session.id)}; Max-Age=${maxAgeS}; ${this.#attributes}`;
  }

  /**
   * The Set-Cookie headers that give a session to its visitor, unless they have it under the present name, and remove a cookie of the old
   * name.
   */
  issueHeaders(session: Session, cookieHeader: string | undefined): string[] {
    const hasOld = this.#hasOld(cookieHeader);
    const cameByOld = hasOld && cookieValues(cookieHeader, this.name).length === 0;
    return [
      ...(session.isNew || cameByOld ? [this.header(session)] : []),
      ...(hasOld ? [this.#clearHeader(this.#oldName)] : []),
    ];
  }

  /** The Set-Cookie headers that remove the session cookie. */
  clearHeaders(cookieHeader: string | undefined): string[] {
    const names = this.#hasOld(cookieHeader) ? [this.name, this.#oldName] : [this.name];
    return names.map((name) => this.#clearHeader(name));
  }

  /** Only a valid cookie of the old name is ours: others may belong to an older Linger on another port and must stay. */
  #hasOld(cookieHeader: string | undefined): boolean {
    return this.#sessionIn(cookieValues(cookieHeader, this.#oldName)) !== undefined;
  }

  #clearHeader(name: string): string {
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
