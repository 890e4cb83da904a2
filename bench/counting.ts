import { Callgrind, type Instructions, SLOWDOWN } from './callgrind.js';
import { audience, talksOf } from './audience.js';
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

/** Thousand instructions each. */
export interface Counts {
  /** Of the main thread, for the answer to a held poll and the taking of the next. */
  readonly delivery: number;
  /** Of all threads, for one of many messages sent by {@link SENDERS} at once. */
  readonly post: number;
  /** Of the main thread, for the lobby's page with 200 messages. */
  readonly page: number;
}

// Compiled code comes after thousands of calls, and under Valgrind as many.
const WARM_UP_POSTS = 10_000;
const WARM_UP_PAGES = 1_200;
const WARM_UP_MESSAGES = 16;
const POSTS = 1_600;
const PAGES = 200;
const MESSAGES = 8;

/** Starts the server under callgrind and counts what each of three things costs it. */
export async function count(kind: ServerKind, plan: CountPlan): Promise<Counts> {
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
  const posts = await countPosts(server, counted);
  const pages = await countPages(server, counted);
  const deliveries = await countDeliveries(server, counted, plan);
  return { delivery: deliveries.main, post: posts.all, page: pages.main };
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
  { clients, visitors }: CountPlan,
): Promise<Instructions> {
  const sender = new Sender(server.port, await Visitor.visit(server.port));
  await sender.connect();
  const talks = talksOf(audience(clients)).map((talk) => ({ talk }));
  const stands = await sayInEach(talks, 0, [sender]);
  const swarm = new Swarm(server, await Visitor.visitMany(server.port, visitors), clients, stands);
  try {
    await swarm.start();
    for (let i = 0; i < WARM_UP_MESSAGES; i++) await swarm.deliver(sender);
    return await counted(MESSAGES * clients, async () => {
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
  const [bare, tornado] = [of('bare'), of('tornado')];
  const parts = (['delivery', 'post', 'page'] as const).map((what) => {
    const rows = [...counts].map(([kind, own]) => [
      kind.name,
      figure(own[what]),
      figure(bare && own[what] / bare[what], 2),
      figure(tornado && own[what] / tornado[what], 2),
    ]);
    return table([`k instructions a ${what}`, '', '÷ bare', '÷ Tornado'], rows);
  });
  return [machine, ...parts].join('\n\n');
}
