import { HttpCode, applyDecorators } from '@nestjs/common';
import { ApiFoundResponse, ApiOkResponse, ApiOperation, ApiParam } from '@nestjs/swagger';
import type { Response } from 'express';
import { signedInUser } from '../accounts/accounts.js';
import type { Principal } from '../accounts/principal.js';
import type { User } from '../accounts/user.js';
import type { ErrorCode } from '../chat-error.js';
import { answerOrRedirect } from '../http/answer.js';
import { ApiProblems } from '../http/api-problems.js';
import type { NextDto } from '../http/next.dto.js';
import { RelationJson } from './dto/friends.json.js';
import type { FriendListService } from './friend-list.service.js';

/** Describes an endpoint that changes the relation between the caller and somebody else. */
export function RelationAction(
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

/** Runs `work` and answers the relation that results. Throws SIGN_IN_REQUIRED and what `work` throws. */
export async function answerRelation(
  list: FriendListService,
  caller: Principal,
  res: Response,
  user: string,
  { next }: NextDto,
  work: (me: User) => Promise<void>,
): Promise<void> {
  const me = signedInUser(caller);
  await work(me);
  const json: RelationJson = { user, relation: await list.relation(me, user) };
  answerOrRedirect(res, next, json);
}
