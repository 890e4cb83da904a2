import type { Entry } from '../log/entry.js';

/** The estimated size of all buffers together, in bytes: see `weigh`. */
export interface Weight {
  totalBytes: number;
}

/**
 * A message is in memory five times: as its body, as HTML, in both JSON forms and in a page's log, with up to
 * two bytes a character.
 */
export function weigh({ message }: Entry): number {
  return 5000 + (message?.body.length ?? 0) * 10;
}
