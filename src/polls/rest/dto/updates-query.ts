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
const DIGITS = /^\d{1,16}$/;

/** GET and POST /api/updates */
export interface UpdatesQuery {
  /** Of each room the highest seq that the client has seen, 0 for none: `lobby:812,42:0`. Not checked yet. */
  list: string;
  /** How long to hold. */
  waitMs: number | undefined;
  /** How many events at the most. */
  limit: number;
  /** Of the log that the positions belong to. */
  epoch: string | undefined;
  /** What the client knows of the topics that it wants. */
  topics: KnownVersions;
}

/**
 * The query of a poll of many rooms, checked by hand like that of the other surface. It has a field for each of the `topics`. `after` is a list as text,
 * `lobby:812,42:0`, or an object. What is in a list is left to `positionsIn`. Throws FIELD_INVALID, or
 * ROOM_INVALID for a name that would be something else in a list.
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

/** What a list says, by room key. Throws FIELD_INVALID or ROOM_INVALID. */
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
    // In a list they would mean something.
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

/** More than the most counts as the most. */
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
    const version = idOf(name, fields[name]);
    if (version !== undefined) (known ??= new Map()).set(name, version);
  }
  return known ?? NO_VERSIONS;
}

function idOf(field: string, id: unknown): string | undefined {
  if (id === undefined || id === '') return undefined;
  if (typeof id !== 'string' || id.length > MAX_ID_CHARS) throw invalidField(field);
  return id;
}
