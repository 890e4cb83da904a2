import type { Strings } from '../page/strings.js';
import type { RoomEvent } from '../server/entry.js';
import type { MessageLog } from './message-log.js';
import { type MissingEntries, PIECE } from './missing-entries.js';
import { MissingLine } from './missing-line.js';

/** Entries on both sides of one that is looked for. */
const AROUND = 30;
/** The most entries above a gap that are read once more, and the requests for them. */
const MOST_AT_ONCE = 500;
const MOST_REQUESTS = 10;

/** Both bounds are exclusive. */
interface Bounds {
  after: number;
  before: number;
}

interface ShownGap extends Bounds {
  line: MissingLine;
}

interface GapsParts {
  inbox: HTMLElement;
  log: MessageLog;
  entries: MissingEntries;
  strings: Strings;
}

/** What is missing between messages: a line each, and what it stands for when the reader comes near. */
export class Gaps {
  readonly #parts: GapsParts;
  readonly #gaps = new Set<ShownGap>();

  constructor(parts: GapsParts) {
    this.#parts = parts;
    for (const line of parts.inbox.querySelectorAll<HTMLElement>('.gap[data-after]')) {
      const { after, before } = line.dataset;
      line.remove();
      this.show({ after: Number(after), before: Number(before) });
    }
  }

  /** Shows a gap. */
  show({ after, before }: Bounds): void {
    const { inbox, log, strings } = this.#parts;
    // The log may have dropped some.
    for (const gap of this.#gaps) if (!gap.line.element.isConnected) this.#close(gap);
    const gap: ShownGap = {
      after,
      before,
      line: new MissingLine({ inbox, strings, what: 'browser.gap', load: () => this.#load(gap) }),
    };
    this.#gaps.add(gap);
    log.showAfter(after, gap.line.element);
    gap.line.watch();
  }

  /** Shows a gap that opened while the page was away: what is shown above it may have been changed meanwhile. */
  open(bounds: Bounds): void {
    const { firstSeq = bounds.before } = this.#parts.log;
    // If this read fails, loading the gap shows the changes.
    if (firstSeq <= bounds.after) this.#readAgain(firstSeq - 1, bounds.after + 1).catch(() => {});
    this.show(bounds);
  }

  /** Loads an entry that is in a gap, and what is around it. @returns false if that failed, which the gap says */
  async reveal(seq: number): Promise<boolean> {
    const gap = [...this.#gaps].find(({ after, before }) => after < seq && seq < before);
    if (!gap) return true;
    const after = Math.max(gap.after, seq - AROUND);
    const before = Math.min(gap.before, seq + AROUND);
    const divide = () => {
      const below = { after: before - 1, before: gap.before };
      gap.before = after + 1;
      if (gap.before - gap.after <= 1) this.#close(gap);
      if (below.before - below.after > 1) this.show(below);
    };
    const around = { after, before, limit: 2 * AROUND };
    return gap.line.attempt(() => this.#parts.entries.load(around, divide));
  }

  /** From the side where the reader is. */
  async #load(gap: ShownGap): Promise<void> {
    const { inbox, log, entries } = this.#parts;
    const { element } = gap.line;
    const isAbove = element.getBoundingClientRect().bottom < inbox.getBoundingClientRect().top;
    const { after, before } = gap;
    const order = isAbove ? 'newest' : 'oldest';
    await entries.load({ after, before, limit: PIECE, order }, (answer) => {
      const seqs = answer.entries.map(({ seq }) => seq);
      if (isAbove) gap.before = Math.min(gap.before, ...seqs);
      else gap.after = Math.max(gap.after, ...seqs);
      if (!answer.more) return this.#close(gap);
      log.showAfter(gap.after, element);
      gap.line.watch();
    });
  }

  #close(gap: ShownGap): void {
    this.#gaps.delete(gap);
    gap.line.stop();
    this.#parts.log.remove(gap.line.element);
  }

  async #readAgain(after: number, before: number, requests = MOST_REQUESTS): Promise<void> {
    let next: number | undefined;
    const stretch = { after, before, limit: MOST_AT_ONCE };
    await this.#parts.entries.load(
      stretch,
      ({ entries, more }) => {
        if (more) next = entries.at(-1)?.seq;
      },
      isShown,
    );
    if (next !== undefined && requests > 1) await this.#readAgain(next, before, requests - 1);
  }
}

function isShown({ message }: RoomEvent): boolean {
  return document.getElementById(`m${message?.id}`) !== null;
}
