import type { Gap, RoomEvent } from '../server/entry.js';

/** The answer to a poll. */
export interface Updates {
  epoch: string;
  me: string | null;
  events: RoomEvent[];
  gaps: Gap[];
  closed: string[];
  /** True if there is more to ask for at once. */
  more: boolean;
  /** How long to wait before the next poll. */
  retryMs: number;
  /** Present if they differ from the known version: seq by room. */
  marks?: { version: string; read: Record<string, number> };
  /** Present if it differs from the known version: who is in the rooms asked for. */
  here?: { version: string; rooms: PresentByRoom };
}

export interface PersonHere {
  id: string;
  name: string;
  guest?: true;
  initials: string;
  tint: number;
}

/** Who is in a room. */
export interface Present {
  count: number;
  ids: string[];
  /** Some of them. */
  faces: PersonHere[];
  writing: PersonHere[];
}

export type PresentByRoom = Record<string, Present>;

/** The part of an answer that concerns one tab. */
export type News = Pick<Updates, 'me' | 'events' | 'gaps' | 'marks'>;

/** True if there was a reason to answer before the end of the hold. */
export function bringsAnything({ events, gaps, closed, marks, here }: Updates): boolean {
  return marks !== undefined || here !== undefined || events.length + gaps.length + closed.length > 0;
}
