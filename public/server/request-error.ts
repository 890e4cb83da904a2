import type { Person } from './person.js';

const OF_IDENTITY = new Set(['IDENTITY_CHANGED', 'SESSION_ENDED']);

/** The server's refusal, or `status` 0 when no usable answer came at all. */
export class RequestError extends Error {
  readonly status: number;
  /** Empty if the server gave none. */
  readonly code: string;
  /** In the reader's language. Empty if the server gave none. */
  readonly detail: string;
  readonly retryAfterMs: number;
  /** With IDENTITY_CHANGED: who the session is of. */
  readonly me: Person | null;

  constructor(
    status: number,
    told: {
      code?: string | undefined;
      detail?: string | undefined;
      retryAfterMs?: number;
      me?: Person | null | undefined;
    } = {},
  ) {
    super(told.code ?? `status ${status}`);
    this.status = status;
    this.code = told.code ?? '';
    this.detail = told.detail ?? '';
    this.retryAfterMs = told.retryAfterMs ?? 0;
    this.me = told.me ?? null;
  }

  /** The page is of somebody who whoever uses this browser is no longer. */
  get isOfIdentity(): boolean {
    return OF_IDENTITY.has(this.code);
  }
}
