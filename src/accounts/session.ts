import { createHash, createHmac } from 'node:crypto';
import type { User } from './user.js';

const DAY_MS = 24 * 60 * 60 * 1000;
/** From the id's making to its end, whatever happens. */
export const SESSION_MAX_AGE_MS = 30 * DAY_MS;
/** From the last request (polls count) to the end of a session that has a row. */
export const SESSION_MAX_IDLE_MS = 7 * DAY_MS;
/** With what stands before them as long as the id of a user: what a browser keeps under the one fits under the other. */
const NOBODY_CHARS = 31;

/**
 * One visitor's session, as a request sees it. It has a row in the database only from the visitor's first write on;
 * until then `user` is null and there is nothing but the signed id in the visitor's cookie.
 */
export class Session {
  user: User | null = null;
  /** When the stored row was last touched; null if there is none. */
  lastSeenAt: number | null = null;
  /** Of the session and its user (`SessionService`), when it was last looked up; undefined before that. */
  generation: number | undefined;
  /** True once it has been ended: by its owner, or with the account. */
  wasEnded = false;
  /** The token that csurf last found good for this session. */
  goodToken: string | undefined;
  #csrfSecret: string | undefined;
  #idHash: string | undefined;
  #nobody: string | undefined;

  constructor(
    /** Secret; never logged, never in a URL. */
    readonly id: string,
    readonly startedAt: number,
    private readonly csrfKey: Buffer,
    /** True of an id made for this request, which the visitor does not have yet. */
    readonly isNew = false,
  ) {}

  /** Under which name the session is stored. */
  get idHash(): string {
    this.#idHash ??= createHash('sha256').update(this.id).digest('base64url');
    return this.#idHash;
  }

  /**
   * Who a page of this session says it acts for while the session has no user. It tells nothing of the id, and no other session
   * has it.
   */
  get nobody(): string {
    this.#nobody ??= `none:${this.#derive('nobody ').slice(0, NOBODY_CHARS)}`;
    return this.#nobody;
  }

  /** Who a page of this session acts for, as it says with each change. */
  get actor(): string {
    return this.user?.id ?? this.nobody;
  }

  /** Derived from the id and not stored: follows a change of id, and costs an anonymous visit nothing. Read by csurf. */
  get csrfSecret(): string {
    this.#csrfSecret ??= this.#derive();
    return this.#csrfSecret;
  }

  #derive(purpose = ''): string {
    return createHmac('sha256', this.csrfKey)
      .update(purpose + this.id)
      .digest('base64url');
  }

  /** Whether it is over: ended, too old, or idle for too long. */
  isOver(nowMs: number): boolean {
    if (this.wasEnded || nowMs - this.startedAt >= SESSION_MAX_AGE_MS) return true;
    return this.lastSeenAt !== null && nowMs - this.lastSeenAt >= SESSION_MAX_IDLE_MS;
  }
}
