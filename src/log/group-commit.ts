import { LockTimeout } from '../storage/lock-timeout.js';

/** A bound, because a turn with many requests takes milliseconds. */
const MAX_TURNS = 6;

interface Waiting<Item, Result> {
  item: Item;
  resolve(result: Result): void;
  reject(error: unknown): void;
}

/**
 * Group commit: items that arrive while a commit runs share the next one. Items are committed in order of
 * arrival.
 */
export class GroupCommit<Item, Result> {
  #queue: Waiting<Item, Result>[] = [];
  #running = false;
  #last: Promise<unknown> = Promise.resolve();

  /**
   * `commit` returns one result per item, in order, or rejects for all of them and, except with a `LockTimeout`, for those
   * that wait. Before each commit,
   * `gathered` is awaited; it may ask how many items wait. The default waits for a turn of the event loop in
   * which none arrives.
   */
  constructor(
    private readonly commit: (items: Item[]) => Promise<Result[]>,
    private readonly maxBatch: number,
    private readonly gathered: (length: () => number) => Promise<void> = untilNobodyComes,
  ) {}

  get length(): number {
    return this.#queue.length;
  }

  /** Resolves after the commit that contains the item; rejects if that fails. */
  add(item: Item): Promise<Result> {
    const result = new Promise<Result>((resolve, reject) => {
      this.#queue.push({ item, resolve, reject });
      if (!this.#running) void this.#run();
    });
    this.#last = result;
    return result;
  }

  /** Resolves when all items added so far are committed or have failed. */
  async settled(): Promise<void> {
    await this.#last.catch(() => undefined);
  }

  async #run(): Promise<void> {
    this.#running = true;
    while (this.#queue.length > 0) {
      await this.gathered(() => Math.min(this.#queue.length, this.maxBatch));
      await this.#commitSome(this.#queue.splice(0, this.maxBatch));
    }
    this.#running = false;
  }

  async #commitSome(batch: Waiting<Item, Result>[]): Promise<void> {
    try {
      const results = await this.commit(batch.map((waiting) => waiting.item));
      batch.forEach((waiting, i) => waiting.resolve(results[i] as Result));
    } catch (error) {
      // Items queued behind have waited as long. Trying them batch by batch would add up the waits of the
      // last ones. But what others have locked need not be what they want.
      const behind = error instanceof LockTimeout ? [] : this.#queue.splice(0);
      for (const waiting of [...batch, ...behind]) waiting.reject(error);
    }
  }
}

/**
 * Each turn of the event loop reads all sockets that have data. So concurrent senders share a commit, and a
 * single one waits only one turn.
 */
async function untilNobodyComes(length: () => number): Promise<void> {
  for (let turns = 0, before = -1; turns < MAX_TURNS && length() > before; turns++) {
    before = length();
    await nextTurn();
  }
}

function nextTurn(): Promise<void> {
  return new Promise((resolve) => {
    setImmediate(resolve);
  });
}
