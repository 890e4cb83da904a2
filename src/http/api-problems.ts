import { applyDecorators } from '@nestjs/common';
import { ApiExtraModels, ApiProperty, ApiResponse, getSchemaPath } from '@nestjs/swagger';
import { ERROR_STATUS, type ErrorCode } from '../chat-error.js';

/** Problem details (RFC 9457): every error that a program gets. */
export class ProblemJson {
  @ApiProperty({ enum: ['about:blank'] })
  type!: string;

  @ApiProperty({ description: 'What the status means.' })
  title!: string;

  @ApiProperty({ type: 'integer' })
  status!: number;

  @ApiProperty({ enum: Object.keys(ERROR_STATUS), description: 'What went wrong, for programs. It stays.' })
  code!: string;

  @ApiProperty({ description: 'What went wrong, for people, in their language.' })
  detail!: string;
}

/** Names the errors that are an endpoint's own, beside those that every request may get. */
export function ApiProblems(...codes: ErrorCode[]): MethodDecorator & ClassDecorator {
  const statuses = new Set(codes.map((code) => ERROR_STATUS[code]));
  const content = { 'application/problem+json': { schema: { $ref: getSchemaPath(ProblemJson) } } };
  const own = [...statuses].map((status) => {
    const some = codes.filter((code) => ERROR_STATUS[code] === status);
    return ApiResponse({ status, description: some.map((code) => `\`${code}\``).join(', '), content });
  });
  const description =
    'Any other error: `BAD_REQUEST`, `HOST_INVALID` (400), `CSRF_INVALID`, `CROSS_SITE` (403), `PAYLOAD_TOO_LARGE` (413), `UNSUPPORTED_MEDIA_TYPE` (415), `HOST_UNKNOWN` (421), `INTERNAL` (500), `STORAGE_UNAVAILABLE`, `SHUTTING_DOWN` (503)';
  return applyDecorators(
    ApiExtraModels(ProblemJson),
    ...own,
    ApiResponse({ status: 'default', description, content }),
  );
}
