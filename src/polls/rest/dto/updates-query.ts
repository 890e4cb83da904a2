import { ChatError } from '../../../chat-error.js';
import type { Fields } from '../../../http/fields.js';
import { OWN_LOG } from '../../../log/own-log.js';
import { isPrivateKey, openRoomKey } from '../../../rooms/room.js';
import { invalidField, waitMsOf } from '../../wait-field.js';
import type { KnownVersions } from '../topics.js';

const MAX_ROOMS = 200;
const DEFAULT_LIMIT = 100;
const MAX_LIMIT = 1000;
const MAX_ID_CHARS = 64;
/** The version of who is present names rooms. */
const MAX_VERSION_CHARS = 1500;
const DIGITS = /^\d{1,16}$/;

/** GET and POST /api/updates */
export interface UpdatesQuery {
  /**
   * The highest seq that the client has seen of each room, 0 for none: `lobby:812,42:0`. Not validated yet;
   * see `positionsIn`.
   */
  list: string;
  /** The hold asked for; undefined for the setting. */
  waitMs: number | undefined;
  /** The most events to answer with. */
  limit: number;
  /** The epoch that the positions belong to. */
  epoch: string | undefined;
  /** The topics that the client wants. */
  topics: KnownVersions;
}

/**
 * Parses the query of a poll of many rooms by hand, as `pollFields` does. `topics` are the names of further
 * fields. `after` is a list as text, `lobby:812,42:0`, or an object; `positionsIn` validates its text. Throws
 * FIELD_INVALID, or ROOM_INVALID for a name in an object that contains a comma or a colon.
 */
export function updatesQuery(
  { after, wait, limit, epoch, ...others }: Fields,
  topics: readonly string[],
): UpdatesQuery {
  return {
    list: listOf(after),
    waitMs: waitMsOf(wait),
    limit: limitOf(limit),
    epoch: idOf('epoch', epoch),
    topics: versionsIn(others, topics),
  };
}

/** Parses a list into positions by room key. Throws FIELD_INVALID or ROOM_INVALID. */
export function positionsIn(list: string): Map<string, number> {
  const positions = new Map<string, number>();
  for (const pair of list.split(',')) {
    const colon = pair.lastIndexOf(':');
    const digits = pair.slice(colon + 1);
    if (colon < 0) throw invalidField('after');
    const key = keyOf(pair.slice(0, colon));
    const seq = DIGITS.test(digits) ? Number(digits) : Number.NaN;
    if (!Number.isSafeInteger(seq) || positions.has(key) || positions.size === MAX_ROOMS)
      throw invalidField('after');
    positions.set(key, seq);
  }
  return positions;
}

function listOf(after: unknown): string {
  if (typeof after === 'string') return after;
  if (typeof after !== 'object' || after === null || Array.isArray(after)) throw invalidField('after');
  let list = '';
  for (const [name, position] of Object.entries(after)) {
    // Both are separators in a list.
    if (name.includes(',') || name.includes(':')) throw new ChatError('ROOM_INVALID');
    if (typeof position !== 'number' && !(typeof position === 'string' && DIGITS.test(position)))
      throw invalidField('after');
    list += `${list && ','}${name}:${position}`;
  }
  return list;
}

function keyOf(name: string): string {
  const key = name === OWN_LOG || isPrivateKey(name) ? name : openRoomKey(name);
  if (key === undefined) throw new ChatError('ROOM_INVALID');
  return key;
}

/** Larger values are lowered to MAX_LIMIT. */
function limitOf(limit: unknown): number {
  if (limit === undefined || limit === '') return DEFAULT_LIMIT;
  const count = typeof limit === 'string' && DIGITS.test(limit) ? Number(limit) : limit;
  if (!Number.isSafeInteger(count) || (count as number) < 1) throw invalidField('limit');
  return Math.min(count as number, MAX_LIMIT);
}

const NO_VERSIONS: KnownVersions = new Map();

function versionsIn(fields: Fields, topics: readonly string[]): KnownVersions {
  let known: Map<string, string> | undefined;
  for (const name of topics) {
    const version = idOf(name, fields[name], MAX_VERSION_CHARS);
    if (version !== undefined) (known ??= new Map()).set(name, version);
  }
  return known ?? NO_VERSIONS;
}

function idOf(field: string, id: unknown, max = MAX_ID_CHARS): string | undefined {
  if (id === undefined || id === '') return undefined;
  if (typeof id !== 'string' || id.length > max) throw invalidField(field);
  return id;
}
