import { ChatError } from '../../../chat-error.js';
import type { Fields } from '../../../http/fields.js';
import { LOBBY, roomKey } from '../../../rooms/room.js';
import { invalidField, waitMsOf } from '../../wait-field.js';

const MAX_CURSOR_CHARS = 100;

/** POST /a/message/updates */
export interface PollFields {
  /** Room key. */
  room: string;
  /** Id of the last message received. Any other text is treated as an unknown cursor. */
  cursor: string | undefined;
  /** The hold asked for; undefined for the setting. */
  waitMs: number | undefined;
}

/**
 * Parses the fields of a poll by hand: this runs once per waiter and message, and class-validator took an
 * eighth of the cost of a poll. Throws ROOM_INVALID or FIELD_INVALID. Empty fields count as absent.
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
