import { get } from '../server/request.js';
import type { Entries, RoomEvent } from '../server/entry.js';
import type { MessageLog } from './message-log.js';
import type { StickyScroll } from './sticky-scroll.js';

/** Entries loaded at once: a few screens. */
export const PIECE = 50;
const ANSWERED_WITHIN_MS = 20_000;

/** Bounds are exclusive. */
export interface Stretch {
  after?: number;
  before?: number;
  /** The most entries. */
  limit: number;
  /** Which of them come first. */
  order?: 'oldest' | 'newest';
}

interface MissingEntriesParts {
  /** The address of the room's entries. */
  url: string;
  log: MessageLog;
  scroll: StickyScroll;
}

/** Reads entries of the room that the page does not have, and shows them. */
export class MissingEntries {
  readonly #parts: MissingEntriesParts;

  constructor(parts: MissingEntriesParts) {
    this.#parts = parts;
  }

  /**
   * @param then called when they are shown, in the same change of the log
   * @param which which of them to show
   */
  async load(
    stretch: Stretch,
    then: (answer: Entries) => void,
    which: (event: RoomEvent) => boolean = () => true,
  ): Promise<void> {
    const { url, log, scroll } = this.#parts;
    const query = Object.entries(stretch).map((field) => field.join('='));
    const answer = await get<Entries>(`${url}?${query.join('&')}`, AbortSignal.timeout(ANSWERED_WITHIN_MS));
    // Oldest first: then only the first of a day has to be given its line.
    const entries = answer.entries.filter(which).toSorted((one, other) => one.seq - other.seq);
    scroll.keep(() => {
      for (const event of entries) log.apply(event);
      then(answer);
    });
  }
}
