/** However many come: a turn with many takes milliseconds. */
const MAX_TURNS = 6;

interface Waiting<Item, Result> {
  item: Item;
  resolve(result: Result): void;
  reject(error: unknown): void;
}

/**
 * Gathers what arrives while a commit runs into the next one: under load many share the cost of one, alone nobody waits.
 * Order of commit is order of arrival.
 */
export class GroupCommit<Item, Result> {
  #queue: Waiting<Item, Result>[] = [];
  #running = false;
  #last: Promise<unknown> = Promise.resolve();

  /**
   * `commit` answers one result for each item, in order, or rejects for all of them. Each commit waits for `gathered`, which may ask
   * how many there are: by default, for a turn in which nobody comes.
   */
  constructor(
    private readonly commit: (items: Item[]) => Promise<Result[]>,
    private readonly maxBatch: number,
    private readonly gathered: (length: () => number) => Promise<void> = untilNobodyComes,
  ) {}

  get length(): number {
    return this.#queue.length;
  }

  /** Resolves after the commit that holds the item. */
  add(item: Item): Promise<Result> {
    const result = new Promise<Result>((resolve, reject) => {
      this.#queue.push({ item, resolve, reject });
      if (!this.#running) void this.#run();
    });
    this.#last = result;
    return result;
  }

  /** Resolves when everything that has been added so far is committed, or has failed. */
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
      // Who queued behind has waited as long: trying each batch in turn would keep the last ones waiting for the sum.
      for (const waiting of [...batch, ...this.#queue.splice(0)]) waiting.reject(error);
    }
  }
}

/** In each turn the sockets are read that have something. Many who write at once share a commit; one alone waits for a single turn. */
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
