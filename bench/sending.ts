import { LoadClient } from './load-client.js';
import { ServerUnderTest, type ServerKind } from './server-under-test.js';
import { watchUsage } from './usage.js';
import { type Template, Visitor } from './visitor.js';

export interface SendPlan {
  readonly posts: number;
  readonly core: number | undefined;
}

/** The same number of posts twice: right after a start, and after {@link LATER}. */
export interface SendSample {
  readonly postsPerSecond: number;
  readonly firstUs: number | undefined;
  /** After {@link LATER}. */
  readonly cpuUs: number | undefined;
}

export const SENDERS = 16;
/** After this many, V8 has compiled the code of a post. */
export const LATER = 10_000;

/** Starts the server and has {@link SENDERS} visitors post, each as soon as it is answered. */
export async function measureSending(kind: ServerKind, { posts, core }: SendPlan): Promise<SendSample> {
  const server = await ServerUnderTest.start(kind, core);
  try {
    const visitors = await Visitor.visitMany(server.port, SENDERS);
    const first = await measure(server, visitors, posts);
    await postAll(server, visitors, LATER - posts);
    return { ...(await measure(server, visitors, posts)), firstUs: first.cpuUs };
  } finally {
    await server.stop();
  }
}

async function measure(server: ServerUnderTest, visitors: readonly Visitor[], posts: number) {
  const endUsage = await watchUsage(server);
  const startedAt = performance.now();
  await postAll(server, visitors, posts);
  const seconds = (performance.now() - startedAt) / 1_000;
  const { cpuUs } = await endUsage();
  return { postsPerSecond: posts / seconds, cpuUs: cpuUs && cpuUs / posts };
}

/** Has them post until so many posts are answered: each visitor in one of the rooms, or all in the lobby. */
export async function postAll(
  server: Pick<ServerUnderTest, 'died'>,
  visitors: readonly Visitor[],
  posts: number,
  rooms: readonly string[] = [],
): Promise<void> {
  const text = ' of the bench: posts, one after another';
  const requests = visitors.map((visitor, i) =>
    visitor.sendTemplate('00000000', text, rooms[i % rooms.length]),
  );
  await sendAll(server, requests, posts);
}

/** Has clients send these requests, each as soon as its last one is answered, until so many are answered. */
export async function sendAll(
  { died }: Pick<ServerUnderTest, 'died'>,
  requests: readonly Template[],
  times: number,
): Promise<void> {
  const client = new LoadClient();
  try {
    for (const request of requests) client.add({ request, talk: 0, key: 'none', next: 0 });
    await Promise.race([client.send(times), died]);
  } finally {
    await client.stop();
  }
}
