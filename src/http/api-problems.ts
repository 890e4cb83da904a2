import { applyDecorators } from '@nestjs/common';
import {
  ApiExtraModels,
  ApiProperty,
  ApiPropertyOptional,
  ApiResponse,
  getSchemaPath,
} from '@nestjs/swagger';
import { ERROR_STATUS, type ErrorCode } from '../chat-error.js';

/** Problem details (RFC 9457): the answer to a program for every error. */
export class ProblemJson {
  @ApiProperty({ enum: ['about:blank'] })
  type!: string;

  @ApiProperty({ description: 'Meaning of the status.' })
  title!: string;

  @ApiProperty({ type: 'integer' })
  status!: number;

  @ApiProperty({
    enum: Object.keys(ERROR_STATUS),
    description: 'What went wrong, for programs. Codes do not change.',
  })
  code!: string;

  @ApiProperty({ description: 'What went wrong, in the user’s language.' })
  detail!: string;

  @ApiPropertyOptional({
    allOf: [{ $ref: '#/components/schemas/UserJson' }],
    description: 'With `IDENTITY_CHANGED`: the user of the session, if it has one.',
  })
  me?: { id: string; name: string };
}

/** Errors that any request may get, before it reaches its endpoint or because something failed. */
const COMMON: readonly ErrorCode[] = [
  'BAD_REQUEST',
  'FIELD_INVALID',
  'HOST_INVALID',
  'SESSION_ENDED',
  'SIGN_IN_REQUIRED',
  'CSRF_INVALID',
  'CROSS_SITE',
  'IDENTITY_CHANGED',
  'PAYLOAD_TOO_LARGE',
  'UNSUPPORTED_MEDIA_TYPE',
  'HOST_UNKNOWN',
  'TOO_MANY_REQUESTS',
  'INTERNAL',
  'STORAGE_UNAVAILABLE',
  'SHUTTING_DOWN',
];

/** Documents an endpoint's own errors, beside those that every request may get. */
export function ApiProblems(...own: ErrorCode[]): MethodDecorator & ClassDecorator {
  const content = { 'application/problem+json': { schema: { $ref: getSchemaPath(ProblemJson) } } };
  const all = [...new Set([...own, ...COMMON])];
  const statuses = new Set(own.map((code) => ERROR_STATUS[code]));
  return applyDecorators(
    ApiExtraModels(ProblemJson),
    ...[...statuses].map((status) =>
      ApiResponse({
        status,
        description: listed(all.filter((code) => ERROR_STATUS[code] === status)),
        content,
      }),
    ),
    ApiResponse({
      status: 'default',
      description: `Any other error: ${listed(COMMON.filter((code) => !statuses.has(ERROR_STATUS[code])))}`,
      content,
    }),
  );
}

function listed(codes: readonly ErrorCode[]): string {
  return codes.map((code) => `\`${code}\``).join(', ');
}
