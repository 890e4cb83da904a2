import { ChatError } from '../chat-error.js';
import type { NoticeDraft, NoticeEntry } from './entry.js';
import { GroupCommit } from './group-commit.js';
import type { LogTransaction, RoomLogStore } from './room-log.store.js';
import type { Turns } from './turns.js';

/** What a change may do besides its own statements. */
export interface LogWriter {
  trx: LogTransaction;
  /** Stores notices; they are told after the commit, in the order of these calls. */
  append: (drafts: readonly NoticeDraft[]) => Promise<void>;
}

interface Change {
  work: (writer: LogWriter) => Promise<unknown>;
  onCommit: (result: unknown) => void;
}

type Outcome = { result: unknown } | { refusal: unknown };

/** Changes of other tables, each in a transaction of its own together with the notices that tell of it. */
export class LogChanges {
  readonly #queue = new GroupCommit<Change, Outcome>(
    async ([change]) => [await this.#commit(change as Change)],
    1,
  );

  constructor(
    private readonly store: RoomLogStore,
    private readonly turns: Turns,
    private readonly tell: (entries: readonly NoticeEntry[]) => void,
  ) {}

  get length(): number {
    return this.#queue.length;
  }

  /** Resolves when all changes that have come so far are committed, or have failed. */
  settled(): Promise<void> {
    return this.#queue.settled();
  }

  async run<T>(work: (writer: LogWriter) => Promise<T>, onCommit: (result: T) => void): Promise<T> {
    const outcome = await this.#queue.add({ work, onCommit: (result) => onCommit(result as T) });
    if ('refusal' in outcome) throw outcome.refusal;
    return outcome.result as T;
  }

  async #commit({ work, onCommit }: Change): Promise<Outcome> {
    const attempt = new Attempt(this.store, work);
    try {
      const result = await this.turns.take(async () => {
        const done = await this.store.transact((trx) => attempt.run(trx));
        onCommit(done);
        this.tell(attempt.entries);
        return done;
      });
      return { result };
    } catch (error) {
      // What the storage refuses, all who wait are told.
      if (attempt.refusal === undefined) throw error;
      return { refusal: attempt.refusal };
    }
  }
}

/** One transaction, and what is to be done once it is committed. */
class Attempt {
  readonly entries: NoticeEntry[] = [];
  /** What the work itself threw: it concerns its caller alone. */
  refusal: unknown;

  constructor(
    private readonly store: RoomLogStore,
    private readonly work: Change['work'],
  ) {}

  async run(trx: LogTransaction): Promise<unknown> {
    try {
      return await this.work(this.#writer(trx));
    } catch (error) {
      if (!(error instanceof ChatError && error.status >= 500)) this.refusal = error;
      throw error;
    }
  }

  #writer(trx: LogTransaction): LogWriter {
    return {
      trx,
      append: async (drafts) => {
        this.entries.push(...(await this.store.appendNotices(trx, drafts)));
      },
    };
  }
}
