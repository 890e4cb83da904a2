import { type Action, type Role, may } from '../rooms/may.js';
import type { Member } from '../rooms/membership.service.js';

export type MemberChoice = 'promote' | 'demote' | 'handOver' | 'remove' | 'ban';

/** What a user with this role may do to a member of a group. */
export function choicesOver({ role }: Member, mine: Role): Record<MemberChoice, boolean> {
  const isOver = role !== 'owner';
  const can = (action: Action): boolean => isOver && may(mine, action, 'group');
  return {
    promote: role === 'member' && can('change-role'),
    demote: role === 'moderator' && can('change-role'),
    handOver: can('hand-over'),
    remove: isOver && can(`remove-${role}`),
    ban: isOver && can(`ban-${role}`),
  };
}
