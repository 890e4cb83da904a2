import { HttpCode, applyDecorators } from '@nestjs/common';
import { ApiFoundResponse, ApiOkResponse, ApiOperation, ApiParam } from '@nestjs/swagger';
import type { ErrorCode } from '../chat-error.js';
import { ApiProblems } from '../http/api-problems.js';
import { RelationJson } from './dto/friends.json.js';

/** Describes an endpoint that changes what somebody is to the caller. */
export function RelationChange(
  user: string,
  about: { summary: string; description?: string },
  ...own: ErrorCode[]
): MethodDecorator {
  return applyDecorators(
    HttpCode(200),
    ApiParam({ name: 'user', description: user }),
    ApiOperation(about),
    ApiOkResponse({ type: RelationJson }),
    ApiFoundResponse({ description: 'To `next`, if that was given.' }),
    ApiProblems('NEXT_INVALID', 'YOURSELF', 'SIGN_IN_REQUIRED', 'NOT_FOUND', ...own),
  );
}
