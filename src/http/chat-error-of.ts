import { HttpException } from '@nestjs/common';
import type { Request } from 'express';
import { ChatError, type ErrorCode } from '../chat-error.js';
import { allowedMethods } from './routes.js';

const CODE_OF_STATUS: Record<number, ErrorCode> = {
  400: 'BAD_REQUEST',
  404: 'NOT_FOUND',
  413: 'PAYLOAD_TOO_LARGE',
  415: 'UNSUPPORTED_MEDIA_TYPE',
};

/** What was thrown, as one of our errors. What we do not know is INTERNAL, with the thrown as its cause. */
export function toChatError(thrown: unknown, req: Request): ChatError {
  if (thrown instanceof ChatError) return thrown;
  const cause = thrown instanceof Error && thrown.cause !== undefined ? thrown.cause : thrown;
  if (cause instanceof ChatError) return cause;
  if ((cause as { code?: unknown } | null)?.code === 'EBADCSRFTOKEN') return new ChatError('CSRF_INVALID');
  const status = statusOf(thrown);
  if (status === 404 && allowedMethods(req).length > 0) return new ChatError('METHOD_NOT_ALLOWED');
  const code = status === undefined ? undefined : CODE_OF_STATUS[status];
  return code ? new ChatError(code, { cause }) : new ChatError('INTERNAL', { cause: thrown });
}

/** Of Nest's exceptions, and of those that body parsers and routers throw (http-errors). */
function statusOf(thrown: unknown): number | undefined {
  if (thrown instanceof HttpException) return thrown.getStatus();
  const { status } = (thrown ?? {}) as { status?: unknown };
  return typeof status === 'number' ? status : undefined;
}
