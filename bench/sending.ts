import { Sender } from './sender.js';
import { ServerUnderTest, type ServerKind } from './server-under-test.js';
import { watchUsage } from './usage.js';

export interface SendPlan {
  readonly posts: number;
  readonly core: number | undefined;
}

export interface SendSample {
  readonly postsPerSecond: number;
  readonly cpuUs: number | undefined;
}

export const SENDERS = 16;
/** Compiled code comes after seconds, however many posts that are. */
const WARM_UP_MS = 4_000;
const SOME = 160;

/** Starts the server and has {@link SENDERS} visitors post, each as soon as it is answered. */
export async function measureSending(kind: ServerKind, plan: SendPlan): Promise<SendSample> {
  const server = await ServerUnderTest.start(kind, plan.core);
  try {
    const senders = await Sender.many(server.port, SENDERS);
    const warmAt = performance.now() + WARM_UP_MS;
    while (performance.now() < warmAt) await postAll(server, senders, SOME);
    const sample = await measure(server, senders, plan.posts);
    for (const sender of senders) sender.close();
    return sample;
  } finally {
    await server.stop();
  }
}

async function measure(
  server: ServerUnderTest,
  senders: readonly Sender[],
  posts: number,
): Promise<SendSample> {
  const endUsage = await watchUsage(server, false);
  const startedAt = performance.now();
  await postAll(server, senders, posts);
  const seconds = (performance.now() - startedAt) / 1_000;
  const { cpuUs } = await endUsage();
  return { postsPerSecond: posts / seconds, cpuUs: cpuUs && cpuUs / posts };
}

/** Has them post until so many posts are answered. */
export async function postAll(
  server: ServerUnderTest,
  senders: readonly Sender[],
  posts: number,
): Promise<void> {
  let left = posts;
  const each = senders.map(async (sender) => {
    while (left > 0) await sender.post(`${left--} of the bench: posts, one after another`);
  });
  await Promise.race([Promise.all(each), server.died]);
}
