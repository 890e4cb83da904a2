import { createHash, createHmac } from 'node:crypto';
import type { Preferences } from '../preferences/preferences.js';
import type { User } from './user.js';

const DAY_MS = 24 * 60 * 60 * 1000;
/** From the making of the id, whatever happens. */
export const SESSION_MAX_AGE_MS = 30 * DAY_MS;
/** Since the last request, polls included; applies to sessions with a row. */
export const SESSION_MAX_IDLE_MS = 7 * DAY_MS;
/** Together with `none:` as long as a user id, so that what a browser stores under one fits under the other. */
const ANONYMOUS_ID_CHARS = 31;

/**
 * One visitor's session, as a request sees it. The visitor's first write stores it in the database; until then `user` is null and only the
 * signed id in the cookie exists.
 */
export class Session {
  user: User | null = null;
  /** What the account has chosen. */
  preferences: Partial<Preferences> = {};
  /** When the stored row was last touched; null without a row. */
  lastSeenAt: number | null = null;
  /** Generation of the session and its user (see `SessionService`) at the last look-up; undefined before the first. */
  generation: number | undefined;
  /** True once the session was ended, by its owner or with the account. */
  wasEnded = false;
  /** The last token that csurf accepted for this session. */
  verifiedCsrfToken: string | undefined;
  #csrfSecret: string | undefined;
  #idHash: string | undefined;
  #anonymousId: string | undefined;

  constructor(
    /** Secret; never logged, never in a URL. */
    readonly id: string,
    readonly startedAt: number,
    private readonly csrfKey: Buffer,
    /** True for an id made for this request, which the visitor does not have yet. */
    readonly isNew = false,
  ) {}

  /** The key under which the session is stored. */
  get idHash(): string {
    this.#idHash ??= createHash('sha256').update(this.id).digest('base64url');
    return this.#idHash;
  }

  /** Stands for the user while the session has none. It is unique to the session and reveals nothing about its id. */
  get anonymousId(): string {
    this.#anonymousId ??= `none:${this.#derive('nobody ').slice(0, ANONYMOUS_ID_CHARS)}`;
    return this.#anonymousId;
  }

  /** Whom a page of this session acts for; the page sends it with each change. */
  get actor(): string {
    return this.user?.id ?? this.anonymousId;
  }

  /** Derived from the id, not stored: it changes with the id, and an anonymous visit costs nothing. csurf reads it. */
  get csrfSecret(): string {
    this.#csrfSecret ??= this.#derive();
    return this.#csrfSecret;
  }

  #derive(purpose = ''): string {
    return createHmac('sha256', this.csrfKey)
      .update(purpose + this.id)
      .digest('base64url');
  }

  /** True if the session was ended, is too old, or was idle for too long, as far as this node knows. */
  isOver(nowMs: number): boolean {
    return this.wasEnded || nowMs - this.startedAt >= SESSION_MAX_AGE_MS || this.isIdle(nowMs);
  }

  /** True if this node has not seen the session for too long. Another node may have. */
  isIdle(nowMs: number): boolean {
    return this.lastSeenAt !== null && nowMs - this.lastSeenAt >= SESSION_MAX_IDLE_MS;
  }
}
