import type { User } from '../accounts/user.js';
import type { ErrorCode } from '../chat-error.js';
import { ActionEndpoint } from '../http/endpoint.js';
import { RelationJson } from './dto/friends.json.js';
import type { FriendListService } from './friend-list.service.js';

/** Describes an action that changes the relation between the caller and somebody else. */
export function RelationAction({
  problems = [],
  ...about
}: {
  summary: string;
  description?: string;
  problems?: readonly ErrorCode[];
}): MethodDecorator {
  return ActionEndpoint({
    ...about,
    answer: RelationJson,
    problems: ['YOURSELF', 'SIGN_IN_REQUIRED', 'NOT_FOUND', ...problems],
  });
}

/** The relation that a change results in. Throws what the change throws. */
export async function relationAfter(
  change: Promise<void>,
  list: FriendListService,
  me: User,
  user: string,
): Promise<RelationJson> {
  await change;
  return { user, relation: await list.relation(me, user) };
}
