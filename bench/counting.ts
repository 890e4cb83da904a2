import { Callgrind, type Instructions, SLOWDOWN } from './callgrind.js';
import { type Audience, audience, talksOf } from './audience.js';
import { Sender } from './sender.js';
import { postAll, SENDERS } from './sending.js';
import { ServerUnderTest, type ServerKind } from './server-under-test.js';
import { PageReader } from './pages.js';
import { sayInEach, Swarm } from './swarm.js';
import { figure, table } from './table.js';
import { Visitor } from './visitor.js';

export interface CountPlan {
  readonly clients: number;
  readonly visitors: number;
  readonly core: number | undefined;
}

/** Deliveries: the answer to a held poll and the taking of the next, on the main thread. */
const DELIVERIES = {
  delivery: {},
  'delivery by REST': { named: 1 },
  'delivery of 10 rooms': { named: 10 },
  'delivery of 200 rooms': { named: 200 },
} satisfies Record<string, Partial<Audience>>;

/**
 * Thousand instructions by what they are for. `post`: of all threads, for one of many messages sent by {@link SENDERS} at
 * once. `page`: of the main thread, for the lobby's with 200 messages.
 */
export type Counts = ReadonlyMap<string, number>;

// Compiled code comes after thousands of calls, and under Valgrind as many.
const WARM_UP_POSTS = 6_000;
const WARM_UP_PAGES = 1_200;
const WARM_UP_MESSAGES = 16;
// Collecting all of the memory comes once in thousands of posts, and is in the count of all threads.
const POSTS = 8_000;
const PAGES = 200;
const MESSAGES = 8;

/** Starts the server under callgrind and counts what a delivery, a post and a page cost it. */
export async function countOf(kind: ServerKind, plan: CountPlan): Promise<Counts> {
  const callgrind = new Callgrind();
  const options = { around: (command: readonly string[]) => callgrind.around(command), slowdown: SLOWDOWN };
  const server = await ServerUnderTest.start(kind, plan.core, options);
  try {
    return await countAll(server, kind.hasRooms, callgrind, plan);
  } finally {
    await server.stop();
    callgrind.remove();
  }
}

async function countAll(
  server: ServerUnderTest,
  hasRooms: boolean,
  callgrind: Callgrind,
  plan: CountPlan,
): Promise<Counts> {
  const counted = async (times: number, act: () => Promise<void>): Promise<Instructions> => {
    await server.meter.untilQuiet(60_000);
    const { main, all } = await callgrind.count(server.pid, server.env, async () => {
      await act();
      await server.meter.untilQuiet(60_000);
    });
    return { main: main / times / 1_000, all: all / times / 1_000 };
  };
  const posts = await countPosts(server, counted);
  const pages = await countPages(server, counted);
  const counts = new Map([
    ['post', posts.all],
    ['page', pages.main],
  ]);
  for (const [what, options] of Object.entries(DELIVERIES)) {
    const asked = audience(plan.clients, options);
    if (asked.named > 0 && !hasRooms) continue;
    const { main } = await countDeliveries(server, counted, asked, plan.visitors);
    counts.set(what, main);
  }
  return counts;
}

type Counted = (times: number, act: () => Promise<void>) => Promise<Instructions>;

async function countPosts(server: ServerUnderTest, counted: Counted): Promise<Instructions> {
  const senders = await Sender.many(server.port, SENDERS);
  try {
    await postAll(server, senders, WARM_UP_POSTS);
    await server.meter.untilQuiet(60_000);
    await Promise.all(senders.map((sender) => sender.connect()));
    return await counted(POSTS, () => postAll(server, senders, POSTS));
  } finally {
    for (const sender of senders) sender.close();
  }
}

/** After the posts: the page shows the newest 200 of them. */
async function countPages(server: ServerUnderTest, counted: Counted): Promise<Instructions> {
  const reader = new PageReader(server.port);
  try {
    await reader.load(WARM_UP_PAGES);
    return await counted(PAGES, () => reader.load(PAGES));
  } finally {
    reader.close();
  }
}

async function countDeliveries(
  server: ServerUnderTest,
  counted: Counted,
  asked: Audience,
  visitors: number,
): Promise<Instructions> {
  const sender = new Sender(server.port, await Visitor.visit(server.port));
  await sender.connect();
  const talks = talksOf(asked).map((talk) => ({ talk }));
  const stands = await sayInEach(talks, 0, [sender]);
  const swarm = new Swarm(server, await Visitor.visitMany(server.port, visitors), asked.clients, stands);
  try {
    await swarm.start();
    for (let i = 0; i < WARM_UP_MESSAGES; i++) await swarm.deliver(sender);
    return await counted(MESSAGES * asked.clients, async () => {
      for (let i = 0; i < MESSAGES; i++) await swarm.deliver(sender);
    });
  } finally {
    swarm.stop();
    sender.close();
  }
}

/** What was counted, in thousand instructions. */
export function countReport(counts: ReadonlyMap<ServerKind, Counts>, machine: string): string {
  const of = (key: string) => [...counts].find(([kind]) => kind.key === key)?.[1];
  const parts = [...Object.keys(DELIVERIES), 'post', 'page'].map((what) => {
    // The baselines have one way of waiting.
    const baseline = what in DELIVERIES ? 'delivery' : what;
    const [bare, tornado] = [of('bare')?.get(baseline), of('tornado')?.get(baseline)];
    const rows = [...counts].flatMap(([kind, own]) => {
      const count = own.get(what);
      if (count === undefined) return [];
      return [
        [kind.name, figure(count), figure(bare && count / bare, 2), figure(tornado && count / tornado, 2)],
      ];
    });
    return table([`k instructions a ${what}`, '', '÷ bare', '÷ Tornado'], rows);
  });
  return [machine, ...parts].join('\n\n');
}
