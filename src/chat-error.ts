/** Every error code and its HTTP status. The codes are part of the API. */
export const ERROR_STATUS = {
  BAD_REQUEST: 400,
  BODY_BLANK: 400,
  BODY_TOO_LONG: 400,
  BODY_INVALID: 400,
  NAME_BLANK: 400,
  NAME_TOO_LONG: 400,
  NAME_INVALID: 400,
  NAME_MIXED: 400,
  PASSWORD_TOO_SHORT: 400,
  PASSWORD_TOO_LONG: 400,
  PASSWORD_COMMON: 400,
  PROFILE_TOO_LONG: 400,
  PROFILE_INVALID: 400,
  TOPIC_TOO_LONG: 400,
  YOURSELF: 400,
  ROOM_INVALID: 400,
  NEXT_INVALID: 400,
  FIELD_INVALID: 400,
  PREFERENCE_UNKNOWN: 400,
  PUSH_SERVICE_UNKNOWN: 400,
  HOST_INVALID: 400,
  SESSION_ENDED: 401,
  SIGN_IN_FAILED: 401,
  SIGN_IN_REQUIRED: 401,
  CSRF_INVALID: 403,
  CROSS_SITE: 403,
  NOT_YOURS: 403,
  PASSWORD_WRONG: 403,
  SIGN_UP_CLOSED: 403,
  NOT_ALLOWED: 403,
  DIRECT_FRIENDS_ONLY: 403,
  NOT_FOUND: 404,
  USER_UNKNOWN: 404,
  METHOD_NOT_ALLOWED: 405,
  CLIENT_ID_REUSED: 409,
  IDENTITY_CHANGED: 409,
  NAME_TAKEN: 409,
  ALREADY_SIGNED_IN: 409,
  ALREADY_MEMBER: 409,
  USER_BANNED: 409,
  OWNER_STAYS: 409,
  ROOM_FULL: 409,
  ROOM_EXISTS: 409,
  TOO_MANY_ROOMS: 409,
  TOO_MANY_INVITATIONS: 409,
  TOO_MANY_LINKS: 409,
  BLOCKED_BY_YOU: 409,
  TOO_MANY_FRIENDS: 409,
  TOO_MANY_BLOCKED: 409,
  EPOCH_CHANGED: 410,
  SIGN_IN_LINK_INVALID: 410,
  PAYLOAD_TOO_LARGE: 413,
  UNSUPPORTED_MEDIA_TYPE: 415,
  HOST_UNKNOWN: 421,
  TOO_MANY_POLLS: 429,
  TOO_MANY_REQUESTS: 429,
  INTERNAL: 500,
  SHUTTING_DOWN: 503,
  STORAGE_UNAVAILABLE: 503,
  TOO_BUSY: 503,
} as const;

export type ErrorCode = keyof typeof ERROR_STATUS;

export interface ChatErrorOptions {
  /** Values for the placeholders in the code's text; never text that the caller sent. */
  params?: Record<string, string | number>;
  /** Seconds after which a retry makes sense (`Retry-After`). */
  retryAfterSeconds?: number;
  cause?: unknown;
}

/** Thrown by services that refuse a request. One filter turns it into an answer. */
export class ChatError extends Error {
  readonly params: Record<string, string | number>;
  readonly retryAfterSeconds: number | undefined;

  constructor(
    readonly code: ErrorCode,
    options: ChatErrorOptions = {},
  ) {
    super(code, { cause: options.cause });
    this.name = 'ChatError';
    this.params = options.params ?? {};
    this.retryAfterSeconds = options.retryAfterSeconds;
  }

  get status(): number {
    return ERROR_STATUS[this.code];
  }
}
