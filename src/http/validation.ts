import { ValidationPipe } from '@nestjs/common';
import { Transform } from 'class-transformer';
import { type ValidationError, type ValidationOptions, ValidateBy } from 'class-validator';
import { ChatError, type ErrorCode } from '../chat-error.js';

/** The error code for a broken rule, in place of FIELD_INVALID. */
export function code(errorCode: ErrorCode): ValidationOptions {
  // Without its own message, a custom rule loses its context.
  return { message: errorCode, context: { code: errorCode } };
}

/** Treats an empty field as absent: forms and jQuery send both. */
export function EmptyIsAbsent(): PropertyDecorator {
  return Transform(({ value }: { value: unknown }) => (value === '' ? undefined : value));
}

/** The form of client ids. */
export const CLIENT_ID = /^[\w-]{1,64}$/;

/**
 * True for a path on this server that is safe to redirect to. It excludes everything that leads elsewhere in
 * some browser.
 */
export function isLocalPath(value: unknown): boolean {
  return typeof value === 'string' && value.length <= 2000 && /^\/(?!\/)[^\\\p{Cc}]*$/u.test(value);
}

export function IsLocalPath(options?: ValidationOptions): PropertyDecorator {
  return ValidateBy({ name: 'isLocalPath', validator: { validate: isLocalPath } }, options);
}

/**
 * Validates DTOs; throws the first broken rule as a ChatError. Drops fields that the DTO does not declare.
 */
export function validationPipe(): ValidationPipe {
  return new ValidationPipe({
    transform: true,
    whitelist: true,
    // An absent field keeps its default.
    transformOptions: { exposeUnsetFields: false },
    stopAtFirstError: true,
    exceptionFactory: (errors: ValidationError[]) => {
      const [error] = errors;
      const contexts = Object.values(error?.contexts ?? {}) as { code?: ErrorCode }[];
      const field = error?.property ?? '';
      return new ChatError(contexts[0]?.code ?? 'FIELD_INVALID', { params: { field } });
    },
  });
}
