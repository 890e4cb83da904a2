import { HttpException } from '@nestjs/common';
import type { Request } from 'express';
import { ChatError, type ErrorCode } from '../chat-error.js';
import { allowedMethods } from '../http/routes.js';

const CODE_OF_STATUS: Record<number, ErrorCode> = {
  400: 'BAD_REQUEST',
  404: 'NOT_FOUND',
  413: 'PAYLOAD_TOO_LARGE',
  415: 'UNSUPPORTED_MEDIA_TYPE',
};

/**
 * Turns what was thrown into a ChatError. Anything unknown becomes INTERNAL, with the original as its cause.
 */
export function toChatError(thrown: unknown, req: Request): ChatError {
  const own = ownError(thrown);
  // If a service finds nothing, the answer is NOT_FOUND; if the router finds nothing, the path may exist for
  // another method.
  if (own && own.code !== 'METHOD_NOT_ALLOWED') return own;
  const error = own ?? foreignError(thrown);
  if (error.code !== 'NOT_FOUND' && error.code !== 'METHOD_NOT_ALLOWED') return error;
  // TRACE echoes cookies, so it is refused for any path.
  if (req.method === 'TRACE') return new ChatError('METHOD_NOT_ALLOWED');
  return new ChatError(allowedMethods(req).length > 0 ? 'METHOD_NOT_ALLOWED' : 'NOT_FOUND');
}

/** Nest wraps errors of middleware. */
function ownError(thrown: unknown): ChatError | undefined {
  const { cause } = (thrown ?? {}) as { cause?: unknown };
  return [thrown, cause].find((error) => error instanceof ChatError);
}

function foreignError(thrown: unknown): ChatError {
  const cause = thrown instanceof Error && thrown.cause !== undefined ? thrown.cause : thrown;
  if ((cause as { code?: unknown } | null)?.code === 'EBADCSRFTOKEN') return new ChatError('CSRF_INVALID');
  const code = CODE_OF_STATUS[statusOf(thrown) ?? 0];
  return code ? new ChatError(code, { cause }) : new ChatError('INTERNAL', { cause: thrown });
}

/** The status of Nest's exceptions, and of the errors that body parsers and routers throw (http-errors). */
function statusOf(thrown: unknown): number | undefined {
  if (thrown instanceof HttpException) return thrown.getStatus();
  const { status } = (thrown ?? {}) as { status?: unknown };
  return typeof status === 'number' ? status : undefined;
}
