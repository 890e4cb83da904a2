import { ChatError } from '../../../chat-error.js';
import type { Fields } from '../../../http/fields.js';
import { LOBBY, roomKey } from '../../../rooms/room.js';
import { invalidField, waitMsOf } from '../../wait-field.js';

const MAX_CURSOR_CHARS = 100;

/** POST /a/message/updates */
export interface PollFields {
  /** Key of a room. */
  room: string;
  /** Id of the last message received; whatever is no such id is an unknown cursor. */
  cursor: string | undefined;
  /** How long to hold. */
  waitMs: number | undefined;
}

/**
 * The fields of a poll, checked by hand: this runs once for each waiter and message, and class-validator took an eighth of
 * all that a poll costs. Throws ROOM_INVALID or FIELD_INVALID. Empty fields are absent ones.
 */
export function pollFields({ room, cursor, wait }: Fields): PollFields {
  return { room: roomOf(room), cursor: cursorOf(cursor), waitMs: waitMsOf(wait) };
}

function roomOf(room: unknown): string {
  if (room === undefined || room === '' || room === LOBBY) return LOBBY;
  const key = typeof room === 'string' ? roomKey(room) : undefined;
  if (key === undefined) throw new ChatError('ROOM_INVALID');
  return key;
}

function cursorOf(cursor: unknown): string | undefined {
  if (cursor === undefined || cursor === '') return undefined;
  if (typeof cursor !== 'string' || cursor.length > MAX_CURSOR_CHARS) throw invalidField('cursor');
  return cursor;
}
