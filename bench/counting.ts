import { Callgrind, type Instructions, SLOWDOWN } from './callgrind.js';
import { type Audience, audience, talksOf } from './audience.js';
import { loadPages } from './pages.js';
import { Sender } from './sender.js';
import { postAll, SENDERS } from './sending.js';
import { ServerUnderTest, type ServerKind } from './server-under-test.js';
import { Swarm } from './swarm.js';
import { figure, table } from './table.js';
import { Visitor } from './visitor.js';

export interface CountPlan {
  readonly clients: number;
  readonly visitors: number;
  readonly core: number | undefined;
}

/** Deliveries: the answer to a held poll and the taking of the next. */
const DELIVERIES = {
  delivery: {},
  'delivery by REST': { named: 1 },
  'delivery of 10 rooms': { named: 10 },
  'delivery of 200 rooms': { named: 200 },
} satisfies Record<string, Partial<Audience>>;

/** Thousand instructions, by what they are for. */
export type Counts = ReadonlyMap<string, Instructions>;

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
    return await countAll(server, callgrind, plan);
  } finally {
    await server.stop();
    callgrind.remove();
  }
}

async function countAll(server: ServerUnderTest, callgrind: Callgrind, plan: CountPlan): Promise<Counts> {
  const counted = async (times: number, act: () => Promise<void>): Promise<Instructions> => {
    await server.meter.untilQuiet(60_000);
    const { main, all } = await callgrind.count(server.pid, server.env, async () => {
      await act();
      await server.meter.untilQuiet(60_000);
    });
    return { main: main / times / 1_000, all: all / times / 1_000 };
  };
  const { surface } = server.kind;
  const counts = new Map<string, Instructions>();
  if (surface !== 'socket.io') {
    counts.set('post', await countPosts(server, counted));
    counts.set('page', await countPages(server, counted));
  }
  for (const [what, options] of Object.entries(DELIVERIES)) {
    const asked = audience(plan.clients, options);
    if (asked.named > 0 && surface !== 'linger') continue;
    counts.set(what, await countDeliveries(server, counted, asked, plan.visitors));
  }
  return counts;
}

type Counted = (times: number, act: () => Promise<void>) => Promise<Instructions>;

async function countPosts(server: ServerUnderTest, counted: Counted): Promise<Instructions> {
  const visitors = await Visitor.visitMany(server.port, SENDERS);
  await postAll(server, visitors, WARM_UP_POSTS);
  return counted(POSTS, () => postAll(server, visitors, POSTS));
}

/** After the posts: the page shows the newest 200 of them. */
async function countPages(server: ServerUnderTest, counted: Counted): Promise<Instructions> {
  await loadPages(server.port, WARM_UP_PAGES);
  return counted(PAGES, () => loadPages(server.port, PAGES));
}

async function countDeliveries(
  server: ServerUnderTest,
  counted: Counted,
  asked: Audience,
  visitors: number,
): Promise<Instructions> {
  const senders = await Sender.many(server.port, 1);
  const swarm = new Swarm(server, asked.clients, talksOf(asked, server));
  try {
    await swarm.start(await Visitor.visitMany(server.port, visitors), senders);
    for (let i = 0; i < WARM_UP_MESSAGES; i++) await swarm.deliver(senders);
    return await counted(MESSAGES * asked.clients, async () => {
      for (let i = 0; i < MESSAGES; i++) await swarm.deliver(senders);
    });
  } finally {
    await swarm.stop();
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
      const { main, all } = count;
      const ratios = [bare && main / bare.main, bare && all / bare.all, tornado && all / tornado.all];
      const [mainToBare, allToBare, allToTornado] = ratios.map((ratio) => figure(ratio, 2));
      return [[kind.name, figure(main), mainToBare ?? '', figure(all), allToBare ?? '', allToTornado ?? '']];
    });
    const head = [`k instructions a ${what}`, 'main thread', '÷ bare', 'all threads', '÷ bare', '÷ Tornado'];
    return table(head, rows);
  });
  return [machine, ...parts].join('\n\n');
}
