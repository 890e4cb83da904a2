import { ConfigError } from '../config/load-config.js';

/** A room, and what is in its log. */
export interface RoomState {
  key: string;
  kind: string;
  last_seq: number;
  entries: number;
  newest: number;
}

/** In order of the rooms' ids. Every database understands it. */
export const ROOM_STATES = `
  select r.key, r.kind, r.last_seq, count(e.seq) as entries, coalesce(max(e.seq), 0) as newest
  from rooms r left join entries e on e.room_id = r.id group by r.id order by r.id`;

/** Throws ConfigError unless the log of each room has every entry up to its last. `where` names the database. */
export function checkComplete(rooms: readonly RoomState[], where: string): void {
  const wrong = rooms.find((room) => !isComplete(room));
  if (!wrong) return;
  const { key, entries, newest, last_seq } = wrong;
  throw new ConfigError([
    `${where}: The log of room ${key} is damaged: it has ${entries} entries, the newest with number ${newest}, but should end with number ${last_seq}. Nothing was moved.`,
  ]);
}

/** A stop may have interrupted the removal of an own log, from its beginning on. The next start goes on with it. */
function isComplete({ kind, last_seq, entries, newest }: RoomState): boolean {
  if (kind === 'own') return newest === last_seq || entries === 0;
  return newest === last_seq && entries === last_seq;
}

/** Throws ConfigError unless both have the same rooms with as many entries. */
export function checkSame(from: readonly RoomState[], to: readonly RoomState[]): void {
  const differing = from.find((room, i) => JSON.stringify(room) !== JSON.stringify(to[i]));
  if (from.length === to.length && !differing) return;
  throw new ConfigError([
    `DATABASE_URL: PostgreSQL has not stored ${differing ? `the room ${differing.key}` : 'the rooms'} as it was. Nothing was moved.`,
  ]);
}
