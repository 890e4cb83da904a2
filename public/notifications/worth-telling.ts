import { mentionsUser } from '../rooms/room-link.js';
import type { Message, RoomEvent } from '../server/entry.js';

export interface Told {
  room: string;
  message: Message;
}

/**
 * What calls a person away from something else, by the bell that they chose for each room: all that is said there, what mentions them, or
 * nothing.
 *
 * @param bellOf the bell of a room of their list
 */
export function worthTelling(
  events: RoomEvent[],
  me: string | null,
  bellOf: (room: string) => string | undefined,
): Told[] {
  return events.flatMap(({ type, room, message }) => {
    if (type !== 'message' || !message || message.deleted || message.author.id === me) return [];
    const bell = bellOf(room);
    const isTold = bell === 'everything' || (bell !== 'nothing' && mentionsUser(message, me));
    return isTold ? [{ room, message }] : [];
  });
}
