import type { ServerUnderTest } from './server-under-test.js';
import { ManyRoomsTalk, SeedTalk, SocketTalk, type Talk } from './talk.js';

/** How many clients wait in a server, and for what. */
export interface Audience {
  readonly clients: number;
  /** Rooms over which the clients are spread. */
  readonly rooms: number;
  /** Rooms that each poll names on the REST surface; 0: one, on the surface of Tornado's clients. */
  readonly named: number;
}

export function audience(clients: number, { rooms = 1, named = 0 }: Partial<Audience> = {}): Audience {
  return { clients, rooms, named };
}

/** These show whether cost grows with the number of waiters, of rooms, or of rooms per poll. */
export const GROWTH: readonly Audience[] = [
  ...[100, 1_000, 5_000, 10_000, 19_000].map((clients) => audience(clients)),
  ...[100, 1_000].map((rooms) => audience(10_000, { rooms })),
  ...[1, 10, 50, 200].map((named) => audience(1_000, { named })),
];

export function talksOf({ rooms, named }: Audience, { kind, port }: ServerUnderTest): Talk[] {
  if (kind.surface === 'socket.io') return [new SocketTalk(port)];
  if (named > 0) return Array.from({ length: rooms }, (_, i) => new ManyRoomsTalk(`live-${i}`, named));
  if (rooms === 1) return [new SeedTalk(undefined)];
  return Array.from({ length: rooms }, (_, i) => new SeedTalk(`room-${i}`));
}

export function audienceInWords({ clients, rooms, named }: Audience): string {
  const count = clients.toLocaleString('en');
  if (named > 0) return `${count}, each naming ${named === 1 ? '1 room' : `${named} rooms`}`;
  return rooms === 1 ? `${count} in one room` : `${count} in ${rooms.toLocaleString('en')} rooms`;
}
