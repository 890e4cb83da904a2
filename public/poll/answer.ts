import type { Gap, RoomEvent } from '../server/entry.js';

/** The answer to it. */
export interface Updates {
  epoch: string;
  me: string | null;
  events: RoomEvent[];
  gaps: Gap[];
  closed: string[];
  /** Whether to ask again at once. */
  more: boolean;
  /** How long to wait before that. */
  retryMs: number;
  /** If they are others than were known: seq by room. */
  marks?: { version: string; read: Record<string, number> };
}

/** What one tab takes out of an answer. */
export type News = Pick<Updates, 'me' | 'events' | 'gaps' | 'marks'>;

/** Whether there was a reason to answer before the hold was over. */
export function bringsAnything({ events, gaps, closed, marks }: Updates): boolean {
  return marks !== undefined || events.length + gaps.length + closed.length > 0;
}
