import type { Generated } from 'kysely';

/** The tables, as every database has them. Times are milliseconds since the epoch. */
export interface Schema {
  users: UserTable;
  former_names: FormerNameTable;
  sessions: SessionTable;
  ended_sessions: EndedSessionTable;
  sign_in_links: SignInLinkTable;
  rooms: RoomTable;
  memberships: MembershipTable;
  bans: BanTable;
  invitations: InvitationTable;
  invite_links: InviteLinkTable;
  direct_pairs: DirectPairTable;
  read_marks: ReadMarkTable;
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
  /** The folded name of an account, unique; null of a guest, and of a deleted account. */
  account_key: Generated<string | null>;
  /** The folded name of a guest, so that no account shares it; null of others. */
  guest_key: Generated<string | null>;
  /** What the name looks like, the same for all that look alike; null of a deleted account. */
  look: Generated<string | null>;
  /** argon2id, in the PHC string format. */
  password_hash: Generated<string | null>;
  profile: Generated<string>;
  deleted_at: Generated<number | null>;
  /** Who may begin to talk with them. */
  direct_from: Generated<'anyone' | 'friends'>;
}

/** Names that accounts have given up, which nobody else may take for a while. */
export interface FormerNameTable {
  /** Counts up. */
  id: Generated<number>;
  user_id: string;
  key: string;
  look: string;
  given_up_at: number;
}

/** A row is made by a visitor's first write. Looking stores nothing. */
export interface SessionTable {
  /** SHA-256 of the session id, base64url: whoever reads the database cannot take a session over. */
  id_hash: string;
  user_id: string;
  created_at: number;
  last_seen_at: number;
  /** What browser it is of, in words; empty if that cannot be told. */
  device: Generated<string>;
}

/** Ids that must stay dead for as long as their cookies would be taken. */
export interface EndedSessionTable {
  id_hash: string;
  created_at: number;
}

/** For one's other device, or for somebody who forgot their password. A row is deleted when it is used. */
export interface SignInLinkTable {
  /** SHA-256, base64url. */
  token_hash: string;
  user_id: string;
  expires_at: number;
}

/** A row of an open room is made by its first entry, that of a private one when it is founded. */
export interface RoomTable {
  id: Generated<number>;
  key: string;
  kind: Generated<'open' | 'group' | 'direct' | 'own'>;
  /** Of a group; of an open room as its first message wrote it, empty where that is its key, and of rooms older than names. */
  name: Generated<string>;
  topic: Generated<string>;
  last_seq: number;
  created_at: number;
  deleted_at: Generated<number | null>;
}

export interface MembershipTable {
  room_id: number;
  user_id: string;
  role: 'owner' | 'moderator' | 'member';
  joined_at: number;
  /** 1 of a talk that the other one began, else 0. */
  by_others: Generated<number>;
  /** Of a talk removed from one's list: where it stood then. Null if it was not, or was opened since. */
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
  /** SHA-256 of what stands in the link, base64url. */
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
  /** Who had blocked the one who began it, and does not see it before they take that back. */
  unseen_by: Generated<string | null>;
}

/**
 * One person and another. Of `friends` there is a row each way; in `friend_requests` and `blocks` the first one has asked, or has
 * blocked, the other.
 */
export interface PairTable {
  user_id: string;
  other_id: string;
  at: number;
}

/** Up to where somebody has read in a room. */
export interface ReadMarkTable {
  user_id: string;
  room_id: number;
  seq: number;
}

/**
 * The log. (room_id, seq) is the same entry for ever; an edit holds the new text, and the text of what has been deleted is
 * overwritten.
 */
export interface EntryTable {
  room_id: number;
  seq: number;
  id: string;
  type: string;
  at: number;
  author_id: string;
  author_name: string;
  /** 1 if the author was a guest then; null of entries from before that was kept. */
  author_guest: Generated<number | null>;
  client_id: string | null;
  body: string;
  /** Of a message: JSON array of the ids of accounts that its present text names; null if it names none. */
  mentions: Generated<string | null>;
  /** Of an edit or a deletion: the message it is about. */
  target_seq: number | null;
  /** Of a message: the edit or deletion that changed it last. */
  changed_seq: number | null;
}

/** The ids that the log has had; the one in the last place is its present one. */
export interface EpochTable {
  place: Generated<number>;
  id: string;
  begun_at: number;
}

/** One row that readiness checks write to. */
export interface ProbeTable {
  id: number;
  at: number;
}
