import type { RoomKind } from './may.js';

/** What a person is told of in a room: each message, only those that mention them, or nothing: the room is muted. */
export const BELLS = ['everything', 'mentions', 'nothing'] as const;
export type Bell = (typeof BELLS)[number];

/** What counts where a person has chosen nothing. */
export function defaultBell(kind: RoomKind): Bell {
  return kind === 'open' ? 'mentions' : 'everything';
}
