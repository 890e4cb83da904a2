import type { Person } from './person.js';

const OF_IDENTITY = new Set(['IDENTITY_CHANGED', 'SESSION_ENDED']);

/** The server's refusal; `status` is 0 if there was no usable answer. */
export class RequestError extends Error {
  readonly status: number;
  /** Empty if the server sent none. */
  readonly code: string;
  /** In the reader's language; empty if the server sent none. */
  readonly detail: string;
  readonly retryAfterMs: number;
  /** With IDENTITY_CHANGED: the session's user. */
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

  /** True if the page acts for somebody who no longer uses this browser. */
  get isOfIdentity(): boolean {
    return OF_IDENTITY.has(this.code);
  }
}
