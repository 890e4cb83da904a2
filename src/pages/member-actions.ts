import { type Action, type Role, may } from '../rooms/may.js';
import type { Member } from '../rooms/membership.service.js';

export type MemberAction = 'promote' | 'demote' | 'handOver' | 'remove' | 'ban';

/** What a user with this role may do to a member of a group. */
export function memberActions({ role }: Member, mine: Role): Record<MemberAction, boolean> {
  const can = (action: Action): boolean => may(mine, action, 'group');
  return {
    promote: role === 'member' && can('change-role'),
    demote: role === 'moderator' && can('change-role'),
    handOver: role !== 'owner' && can('hand-over'),
    remove: can(`remove-${role}`),
    ban: can(`ban-${role}`),
  };
}
