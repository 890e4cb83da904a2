import { ChatError } from '../../chat-error.js';
import type { Fields } from '../../http/http-types.js';
import { OWN_LOG } from '../../log/own-log.js';
import { isPrivateKey, openRoomKey } from '../../rooms/room.js';
import { invalidField, waitMsOf } from './poll-fields.js';

const MAX_ROOMS = 200;
const DEFAULT_LIMIT = 100;
const MAX_LIMIT = 1000;
const MAX_ID_CHARS = 64;
const DIGITS = /^\d{1,15}$/;

/** GET and POST /api/updates */
export interface UpdatesQuery {
  /** By room key: the highest seq that the client has seen, 0 for none. */
  after: ReadonlyMap<string, number>;
  /** How long to hold. */
  waitMs: number | undefined;
  /** How many events at the most. */
  limit: number;
  /** Of the log that the positions belong to. */
  epoch: string | undefined;
  /** The version of the read marks that the client has; undefined if it does not want them. */
  marks: string | undefined;
}

/**
 * The query of a poll of many rooms, checked by hand like that of the other surface. `after` is a list as text,
 * `lobby:812,42:0`, or an object. Throws FIELD_INVALID or ROOM_INVALID.
 */
export function updatesQuery({ after, wait, limit, epoch, marks }: Fields): UpdatesQuery {
  return {
    after: positionsOf(after),
    waitMs: waitMsOf(wait),
    limit: limitOf(limit),
    epoch: idOf('epoch', epoch),
    marks: idOf('marks', marks),
  };
}

function positionsOf(after: unknown): ReadonlyMap<string, number> {
  const positions = new Map<string, number>();
  const add = (name: string, position: unknown): void => {
    const key = keyOf(name);
    const seq = typeof position === 'string' && DIGITS.test(position) ? Number(position) : position;
    if (!Number.isSafeInteger(seq) || (seq as number) < 0 || positions.has(key)) throw invalidField('after');
    if (positions.size === MAX_ROOMS) throw invalidField('after');
    positions.set(key, seq as number);
  };
  if (typeof after === 'string') for (const pair of after.split(',')) addPair(pair, add);
  else for (const [name, position] of entriesOf(after)) add(name, position);
  if (positions.size === 0) throw invalidField('after');
  return positions;
}

/** No room's key holds a comma or a colon. */
function addPair(pair: string, add: (name: string, position: string) => void): void {
  const colon = pair.lastIndexOf(':');
  if (colon < 0) throw invalidField('after');
  add(pair.slice(0, colon), pair.slice(colon + 1));
}

function entriesOf(after: unknown): [string, unknown][] {
  if (typeof after !== 'object' || after === null || Array.isArray(after)) throw invalidField('after');
  return Object.entries(after);
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

function idOf(field: string, id: unknown): string | undefined {
  if (id === undefined || id === '') return undefined;
  if (typeof id !== 'string' || id.length > MAX_ID_CHARS) throw invalidField(field);
  return id;
}
