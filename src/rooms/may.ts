export type RoomKind = 'open' | 'group' | 'direct';

export type Role = 'owner' | 'moderator' | 'member';

/**
 * What somebody is in a room. An `anonymous` visitor has not written anything yet; a `guest` has, but has no account; an `account` has no
 * part in the room. `invited`, `left` and `banned` are accounts with a history in the room. A standing for server administrators would
 * belong here.
 */
export const STANDINGS = [
  'anonymous',
  'guest',
  'account',
  'invited',
  'left',
  'banned',
  'member',
  'moderator',
  'owner',
] as const;
export type Standing = (typeof STANDINGS)[number];

export const KINDS: readonly RoomKind[] = ['open', 'group', 'direct'];

export const ACTIONS = [
  'see',
  'read',
  'mark-read',
  'post',
  'edit-own',
  'delete-own',
  'delete-any',
  'list-members',
  'leave',
  'hide',
  'invite',
  'make-link',
  'answer-invitation',
  'join-by-link',
  'remove-member',
  'ban-member',
  'unban',
  'remove-moderator',
  'ban-moderator',
  'change-role',
  'hand-over',
  'rename',
  'set-topic',
  'delete-room',
] as const;
export type Action = (typeof ACTIONS)[number];

type Rules = Partial<Record<Action, readonly Standing[]>>;

const EVERYBODY: readonly Standing[] = STANDINGS;
const WHO_HAS_WRITTEN: readonly Standing[] = STANDINGS.filter((standing) => standing !== 'anonymous');
const MEMBERS: readonly Standing[] = ['member', 'moderator', 'owner'];
const MODERATORS: readonly Standing[] = ['moderator', 'owner'];
const OWNER: readonly Standing[] = ['owner'];

/** Who may do what. An action that is not listed is forbidden. A test compares this table with docs/authorization.md. */
const TABLE: Record<RoomKind, Rules> = {
  open: {
    see: EVERYBODY,
    read: EVERYBODY,
    'mark-read': WHO_HAS_WRITTEN,
    post: EVERYBODY,
    'edit-own': EVERYBODY,
    'delete-own': EVERYBODY,
  },
  group: {
    see: MEMBERS,
    read: MEMBERS,
    'mark-read': MEMBERS,
    post: MEMBERS,
    'edit-own': MEMBERS,
    'delete-own': MEMBERS,
    'delete-any': MODERATORS,
    'list-members': MEMBERS,
    leave: MEMBERS,
    invite: MODERATORS,
    'make-link': MODERATORS,
    'answer-invitation': ['invited'],
    'join-by-link': ['account', 'invited', 'left', ...MEMBERS],
    'remove-member': MODERATORS,
    'ban-member': MODERATORS,
    unban: MODERATORS,
    'remove-moderator': OWNER,
    'ban-moderator': OWNER,
    'change-role': OWNER,
    'hand-over': OWNER,
    rename: OWNER,
    'set-topic': OWNER,
    'delete-room': OWNER,
  },
  direct: {
    see: MEMBERS,
    read: MEMBERS,
    'mark-read': MEMBERS,
    post: MEMBERS,
    'edit-own': MEMBERS,
    'delete-own': MEMBERS,
    'list-members': MEMBERS,
    hide: MEMBERS,
  },
};

export function may(standing: Standing, action: Action, kind: RoomKind): boolean {
  return TABLE[kind][action]?.includes(standing) ?? false;
}
