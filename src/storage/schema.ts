import type { Generated } from 'kysely';

/** The tables, the same in every database. Times are milliseconds since the epoch. */
export interface Schema {
  users: UserTable;
  former_names: FormerNameTable;
  sessions: SessionTable;
  ended_sessions: EndedSessionTable;
  push_subscriptions: PushSubscriptionTable;
  push_keys: PushKeyTable;
  sign_in_links: SignInLinkTable;
  rooms: RoomTable;
  memberships: MembershipTable;
  bans: BanTable;
  invitations: InvitationTable;
  invite_links: InviteLinkTable;
  direct_pairs: DirectPairTable;
  read_marks: ReadMarkTable;
  followed_rooms: FollowedRoomTable;
  room_preferences: RoomPreferenceTable;
  friends: PairTable;
  friend_requests: PairTable;
  blocks: PairTable;
  entries: EntryTable;
  epochs: EpochTable;
  probes: ProbeTable;
}

/** Guests and accounts. */
export interface UserTable {
  id: string;
  name: string;
  created_at: number;
  /** The folded name of an account, unique; null for guests and deleted accounts. */
  account_key: Generated<string | null>;
  /** The folded name of a guest, so that no account takes it; null for others. */
  guest_key: Generated<string | null>;
  /** Equal for names that look alike; null for deleted accounts. */
  look: Generated<string | null>;
  /** argon2id, in the PHC string format. */
  password_hash: Generated<string | null>;
  profile: Generated<string>;
  deleted_at: Generated<number | null>;
  /** Who may start a direct room with them. */
  direct_from: Generated<'anyone' | 'friends'>;
  /** A JSON object (see `Preferences`). */
  preferences: Generated<string>;
}

/** Names that accounts have given up, reserved for a while. */
export interface FormerNameTable {
  /** Auto-increment. */
  id: Generated<number>;
  user_id: string;
  key: string;
  look: string;
  given_up_at: number;
}

/** Created by a visitor's first write; reading stores nothing. */
export interface SessionTable {
  /** SHA-256 of the session id, base64url: whoever reads the database cannot take a session over. */
  id_hash: string;
  user_id: string;
  created_at: number;
  last_seen_at: number;
  /** The browser, in words; empty if unknown. */
  device: Generated<string>;
}

/** Ended sessions, kept for as long as their cookies would be accepted. */
export interface EndedSessionTable {
  id_hash: string;
  created_at: number;
}

/** Where a session's browser gets push notifications; deleted with the session. */
export interface PushSubscriptionTable {
  session_hash: string;
  /** Of a push service, known to nobody else: whoever has it and the keys below can send. */
  endpoint: string;
  /** The browser's public key, for encryption (RFC 8291), base64url. */
  p256dh: string;
  auth: string;
  /** Of the page that subscribed, where the account has chosen none. */
  language: string;
  created_at: number;
  /** Accurate to about an hour; null if nothing has been sent. */
  succeeded_at: Generated<number | null>;
}

/** One row: the keys that push services know this installation by (VAPID, RFC 8292), base64url. */
export interface PushKeyTable {
  /** Always 1. */
  one: number;
  public_key: string;
  private_key: string;
}

/** For signing in on another device, or after forgetting the password. A row is deleted when it is used. */
export interface SignInLinkTable {
  /** SHA-256, base64url. */
  token_hash: string;
  user_id: string;
  expires_at: number;
}

/** A row for an open room is created with its first entry, one for a private room when the room is. */
export interface RoomTable {
  id: Generated<number>;
  key: string;
  kind: Generated<'open' | 'group' | 'direct' | 'own'>;
  /**
   * Of a group; of an open room as its first message spelled it. Empty if the key is the name, and for rooms
   * older than this column.
   */
  name: Generated<string>;
  /** Of a group or an open room. */
  topic: Generated<string>;
  last_seq: number;
  created_at: number;
  deleted_at: Generated<number | null>;
  /** Of an open room: about when its last entry was made (see `activeAt`); null until an entry is stored by a version that knows it. */
  active_at: Generated<number | null>;
}

export interface MembershipTable {
  room_id: number;
  user_id: string;
  role: 'owner' | 'moderator' | 'member';
  joined_at: number;
  /** 1 if the other person started this direct room, else 0. */
  by_others: Generated<number>;
  /**
   * The room's seq when the user removed this direct room from their list; null if they did not, or have
   * opened it since.
   */
  hidden_seq: Generated<number | null>;
}

export interface BanTable {
  room_id: number;
  user_id: string;
  by_id: string;
  at: number;
}

export interface InvitationTable {
  room_id: number;
  user_id: string;
  by_id: string;
  at: number;
}

export interface InviteLinkTable {
  id: string;
  /** SHA-256 of the token in the link, base64url. */
  token_hash: string;
  room_id: number;
  by_id: string;
  created_at: number;
  expires_at: number;
  uses_left: number;
}

/** The one direct room of two people; `low_id` sorts before `high_id`. */
export interface DirectPairTable {
  low_id: string;
  high_id: string;
  room_id: number;
  /** The user who had blocked the one who started the room; they do not see it until they unblock. */
  unseen_by: Generated<string | null>;
}

/**
 * A relation of one user to another. `friends` has a row in each direction; in `friend_requests` and
 * `blocks`, `user_id` is who asked or blocked.
 */
export interface PairTable {
  user_id: string;
  other_id: string;
  at: number;
}

/** The seq up to which a user has read a room. */
export interface ReadMarkTable {
  user_id: string;
  room_id: number;
  seq: number;
}

/** An open room that a user has visited and follows, or has left. Rooms that they have written in need no row: see `FollowedRooms`. */
export interface FollowedRoomTable {
  user_id: string;
  room_id: number;
  at: number;
  /** The room's seq when the user left it; null while they follow it. Who writes there later follows it again. */
  left_seq: number | null;
}

/** What a user has chosen for a room, if it differs from the default. */
export interface RoomPreferenceTable {
  user_id: string;
  room_id: number;
  /** Null where the default counts (see `defaultBell`). */
  bell: 'everything' | 'mentions' | 'nothing' | null;
  /** 1 if the room is pinned to the top of their list, else 0. */
  pinned: number;
}

/**
 * The log. (room_id, seq) never means another entry. An edit holds the new text; the texts of deleted
 * messages are overwritten.
 */
export interface EntryTable {
  room_id: number;
  seq: number;
  id: string;
  type: string;
  at: number;
  author_id: string;
  author_name: string;
  /** 1 if the author was a guest then; null for entries older than this column. */
  author_guest: Generated<number | null>;
  client_id: string | null;
  body: string;
  /**
   * Of a message: JSON array of the ids of accounts that its present text mentions; null if there are none.
   */
  mentions: Generated<string | null>;
  /** Of an edit or a deletion: the seq of its message. */
  target_seq: number | null;
  /** Of a message: the seq of its last edit or deletion. */
  changed_seq: number | null;
}

/** All ids that the log has had; the last one is current. */
export interface EpochTable {
  place: Generated<number>;
  id: string;
  begun_at: number;
}

/** The row that readiness checks write to. */
export interface ProbeTable {
  id: number;
  at: number;
}
