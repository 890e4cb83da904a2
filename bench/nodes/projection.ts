/** What something costs in microseconds of CPU time: all nodes together, and the database. */
export interface Price {
  readonly nodes: number;
  readonly database: number;
}

/** What one run has measured. */
export interface Prices {
  /** A post that is a commit of its own. */
  readonly alone: Price;
  /** A post that shares its commit with `batch` others. */
  readonly batched: Price;
  readonly batch: number;
  /** What a post costs in addition for each further node that has readers of its room. */
  readonly followedAlone: Price;
  readonly followedBatched: Price;
  readonly delivery: Price;
  readonly mark: Price;
  readonly page: Price;
  /** A node for a second in which nothing happens. */
  readonly node: Price;
  /** A waiting client for a second in which nothing happens: its part of the sweeps, and of polling again after each hold. */
  readonly waiter: Price;
  /** How long a commit takes: what arrives meanwhile shares the next one. */
  readonly commitMs: number;
}

/** What is taken for granted about people. */
export interface Habits {
  /** How many people read each room. */
  readonly readers: number;
  readonly postsPerMinute: number;
  readonly pagesPerHour: number;
  /** The share of people who look at the room in which a message arrives; only they move their read mark. */
  readonly looking: number;
}

/** How busy cores should be at most. */
export const BUSY = 0.5;
const POLLS_PER_NODE = 10_000;
/** The page tells how far it has been read at most this often. */
const MARKS_EVERY_S = 1.5;
const MOST_NODES = 500;

/** What so many people ask of nodes and a database. */
export interface Load {
  readonly people: number;
  readonly posts: number;
  readonly deliveries: number;
  readonly marks: number;
  readonly pages: number;
  readonly nodes: number;
  /** Posts to a commit. */
  readonly batch: number;
  /** Cores' worth of CPU time, by what it is for. */
  readonly database: Readonly<Record<'append' | 'follow' | 'polls' | 'marks' | 'pages' | 'rest', number>>;
}

/** With as few nodes as can carry it; undefined if no number of nodes can. */
export function loadOf(people: number, habits: Habits, prices: Prices): Load | undefined {
  const posts = (people * habits.postsPerMinute) / 60;
  const deliveries = posts * habits.readers;
  const marks = habits.looking * Math.min(deliveries, people / MARKS_EVERY_S);
  const pages = (people * habits.pagesPerHour) / 3_600;
  const rates = { people, posts, deliveries, marks, pages };
  for (let nodes = Math.ceil(people / POLLS_PER_NODE); nodes <= MOST_NODES; nodes++) {
    const batch = Math.max(1, (posts / nodes) * (prices.commitMs / 1_000));
    const others = nodesOf(nodes, habits.readers) - 1;
    const spent = (pick: (price: Price) => number) => ({
      append: posts * atBatch(prices, batch, pick(prices.alone), pick(prices.batched)),
      follow:
        posts * others * atBatch(prices, batch, pick(prices.followedAlone), pick(prices.followedBatched)),
      polls: deliveries * pick(prices.delivery),
      marks: marks * pick(prices.mark),
      pages: pages * pick(prices.page),
      rest: nodes * pick(prices.node) + people * pick(prices.waiter),
    });
    if (sum(spent((price) => price.nodes)) <= nodes * BUSY * 1e6) {
      return { ...rates, nodes, batch, database: spent((price) => price.database / 1e6) };
    }
  }
  return undefined;
}

/** The largest chat of these habits whose database is no busier than it should be. */
export function largest(cores: number, habits: Habits, prices: Prices): Load | undefined {
  let [fits, tooMany] = [0, 10_000_000];
  while (tooMany - fits > Math.max(1, fits / 1_000)) {
    const people = Math.round((fits + tooMany) / 2);
    const load = loadOf(people, habits, prices);
    if (load && sum(load.database) <= cores * BUSY) fits = people;
    else tooMany = people;
  }
  return loadOf(fits, habits, prices);
}

/** How many of the nodes have a reader of a room, if the balancer spreads readers at random. */
function nodesOf(nodes: number, readers: number): number {
  return nodes * (1 - (1 - 1 / nodes) ** readers);
}

/** A commit costs something however many posts share it, so a post's part of it goes with 1 / `batch`. */
function atBatch(prices: Prices, batch: number, alone: number, batched: number): number {
  const share = Math.max(0, (1 / batch - 1 / prices.batch) / (1 - 1 / prices.batch));
  return batched + share * (alone - batched);
}

export function sum(parts: Readonly<Record<string, number>>): number {
  return Object.values(parts).reduce((total, part) => total + part, 0);
}
