import { mentionsUser } from '../rooms/room-link.js';
import type { Message, RoomEvent } from '../server/entry.js';

export interface Told {
  room: string;
  message: Message;
}

/**
 * What calls a person away from something else: what is said in private rooms, and in open rooms what mentions them.
 *
 * @param kindOf the kind of a room of their list
 */
export function worthTelling(
  events: RoomEvent[],
  me: string | null,
  kindOf: (room: string) => string | undefined,
): Told[] {
  return events.flatMap(({ type, room, message }) => {
    if (type !== 'message' || !message || message.deleted || message.author.id === me) return [];
    const kind = kindOf(room);
    const isForThem = kind === 'group' || kind === 'direct' || mentionsUser(message, me);
    return isForThem ? [{ room, message }] : [];
  });
}
