import { ask, get } from './ask.js';
import { Sender } from './sender.js';
import { ServerUnderTest, type ServerKind } from './server-under-test.js';
import { watchUsage } from './usage.js';

export interface PagePlan {
  readonly pages: number;
  readonly core: number | undefined;
}

export interface PageSample {
  readonly pagesPerSecond: number;
  readonly cpuUs: number | undefined;
}

/** As many as every server keeps and shows. */
const MESSAGES = 200;
/** V8 compiles after some seconds, whatever the number of pages. */
const WARM_UP_MS = 6_000;
const SOME = 20;

/** Starts the server, says {@link MESSAGES} things in its lobby, and loads its page again and again. */
export async function measurePages(kind: ServerKind, plan: PagePlan): Promise<PageSample> {
  const server = await ServerUnderTest.start(kind, plan.core);
  try {
    await fill(server.port);
    const warmAt = performance.now() + WARM_UP_MS;
    while (performance.now() < warmAt) await loadPages(server.port, SOME);
    const endUsage = await watchUsage(server);
    const startedAt = performance.now();
    await Promise.race([loadPages(server.port, plan.pages), server.died]);
    const seconds = (performance.now() - startedAt) / 1_000;
    const { cpuUs } = await endUsage();
    return { pagesPerSecond: plan.pages / seconds, cpuUs: cpuUs && cpuUs / plan.pages };
  } finally {
    await server.stop();
  }
}

async function fill(port: number): Promise<void> {
  for (const sender of await Sender.many(port, 1))
    for (let i = 1; i <= MESSAGES; i++)
      await sender.post(`${i} of the bench: something that was said before`);
}

/** One reader loads the lobby's page, one time after another. */
export async function loadPages(port: number, times: number): Promise<void> {
  for (let i = 0; i < times; i++) await ask(port, get('/'));
}
