import type { Schema } from '../storage/schema.js';

export type Table = keyof Schema;

/** All tables with their primary keys. Rows refer only to rows of tables before theirs. */
export const KEYS: Record<Table, string> = {
  users: 'id',
  former_names: 'id',
  sessions: 'id_hash',
  ended_sessions: 'id_hash',
  push_subscriptions: 'session_hash',
  push_keys: 'one',
  sign_in_links: 'token_hash',
  rooms: 'id',
  memberships: 'room_id, user_id',
  bans: 'room_id, user_id',
  invitations: 'room_id, user_id',
  invite_links: 'id',
  direct_pairs: 'low_id, high_id',
  read_marks: 'user_id, room_id',
  followed_rooms: 'user_id, room_id',
  room_preferences: 'user_id, room_id',
  friends: 'user_id, other_id',
  friend_requests: 'user_id, other_id',
  blocks: 'user_id, other_id',
  entries: 'room_id, seq',
  epochs: 'place',
  probes: 'id',
};

export const TABLES = Object.keys(KEYS) as Table[];

/** Tables that number their rows themselves, and the column of the number. */
export const NUMBERED = { former_names: 'id', rooms: 'id', epochs: 'place' } as const satisfies Partial<
  Record<Table, string>
>;

/** Rows per table. Every database understands it. */
export const COUNTS = TABLES.map(
  (table) => `select '${table}' as "table", count(*) as rows from ${table}`,
).join(' union all ');
