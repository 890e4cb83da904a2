import { ChatError } from '../chat-error.js';
import type { Place } from '../log/entry.js';

export type RoomKind = 'open' | 'group' | 'direct';

export type Role = Place['role'];

/**
 * What somebody is in a room. An `anonymous` visitor has not written anything yet; a `guest` has, but has no account; an `account` has no
 * part in the room, nor has one that is `invited` or `banned`. A standing for server administrators would belong here.
 */
export const STANDINGS = [
  'anonymous',
  'guest',
  'account',
  'invited',
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
  'set-preferences',
  'post',
  'edit-own',
  'delete-own',
  'delete-any',
  'list-members',
  'follow',
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
  'remove-owner',
  'ban-owner',
  'change-role',
  'hand-over',
  'rename',
  'set-topic',
  'delete-room',
] as const;
export type Action = (typeof ACTIONS)[number];

/** The actions of people who are not members yet. */
export const WAYS_IN: readonly Action[] = ['answer-invitation', 'join-by-link'];

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
    'set-preferences': WHO_HAS_WRITTEN,
    post: EVERYBODY,
    'edit-own': EVERYBODY,
    'delete-own': EVERYBODY,
    follow: WHO_HAS_WRITTEN,
    leave: WHO_HAS_WRITTEN,
    'set-topic': OWNER,
  },
  group: {
    see: MEMBERS,
    read: MEMBERS,
    'mark-read': MEMBERS,
    'set-preferences': MEMBERS,
    post: MEMBERS,
    'edit-own': MEMBERS,
    'delete-own': MEMBERS,
    'delete-any': MODERATORS,
    'list-members': MEMBERS,
    leave: MEMBERS,
    invite: MODERATORS,
    'make-link': MODERATORS,
    'answer-invitation': ['invited'],
    'join-by-link': ['account', 'invited', ...MEMBERS],
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
    'set-preferences': MEMBERS,
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

/**
 * Throws NOT_FOUND if this standing may not see the room either, exactly as for a room that does not exist, and NOT_ALLOWED if it may see
 * the room but not do this. An invitation or a link that is not for them does not exist either.
 */
export function demand(standing: Standing, action: Action, kind: RoomKind): void {
  if (may(standing, action, kind)) return;
  const isSeen = may(standing, 'see', kind) && !WAYS_IN.includes(action);
  throw new ChatError(isSeen ? 'NOT_ALLOWED' : 'NOT_FOUND');
}

/** Whether the author of an entry may do this in its private room, for `Draft.allowed`. */
export function allowedTo(action: Action): (place: Place | undefined) => boolean {
  return (place) => place !== undefined && may(place.role, action, place.kind);
}
