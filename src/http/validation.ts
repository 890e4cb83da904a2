import { ValidationPipe } from '@nestjs/common';
import { Transform } from 'class-transformer';
import { type ValidationError, type ValidationOptions, ValidateBy } from 'class-validator';
import { ChatError, type ErrorCode } from '../chat-error.js';

/** The code with which a broken rule is answered, in place of FIELD_INVALID. */
export function code(errorCode: ErrorCode): ValidationOptions {
  // Without a message of its own a custom rule loses its context.
  return { message: errorCode, context: { code: errorCode } };
}

/** An empty field is an absent one: forms and jQuery send both. */
export function EmptyIsAbsent(): PropertyDecorator {
  return Transform(({ value }: { value: unknown }) => (value === '' ? undefined : value));
}

/**
 * A whole number as a query or a form has it; an empty one is absent, and one above the most counts as the most. What is none is left
 * for IsInt.
 */
export function FromDigits(most = Number.MAX_SAFE_INTEGER): PropertyDecorator {
  return Transform(({ value }: { value: unknown }) => {
    if (value === '') return undefined;
    return typeof value === 'string' && /^\d{1,15}$/.test(value) ? Math.min(Number(value), most) : value;
  });
}

/** What senders call their messages by. */
export const CLIENT_ID = /^[\w-]{1,64}$/;

/** A path on this server that a browser may be sent to: what it may not contain is what leads elsewhere in some browser. */
export function isLocalPath(value: unknown): boolean {
  return typeof value === 'string' && value.length <= 2000 && /^\/(?!\/)[^\\\p{Cc}]*$/u.test(value);
}

export function IsLocalPath(options?: ValidationOptions): PropertyDecorator {
  return ValidateBy({ name: 'isLocalPath', validator: { validate: isLocalPath } }, options);
}

/** Checks DTOs; the first broken rule is thrown as a ChatError. Fields that no DTO names are left out. */
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
