import { Agent, get } from 'node:http';
import { Sender } from './sender.js';
import { ServerUnderTest, type ServerKind } from './server-under-test.js';
import { watchUsage } from './usage.js';
import { Visitor } from './visitor.js';

export interface PagePlan {
  readonly pages: number;
  readonly core: number | undefined;
}

export interface PageSample {
  readonly pagesPerSecond: number;
  readonly cpuUs: number | undefined;
}

/** As many as all servers keep, and show. */
const MESSAGES = 200;
/** Compiled code comes after seconds, however many pages that are. */
const WARM_UP_MS = 6_000;
const SOME = 20;

/** Starts the server, says {@link MESSAGES} things in its lobby, and loads its page again and again. */
export async function measurePages(kind: ServerKind, plan: PagePlan): Promise<PageSample> {
  const server = await ServerUnderTest.start(kind, plan.core);
  const reader = new PageReader(server.port);
  try {
    await fill(server.port);
    const warmAt = performance.now() + WARM_UP_MS;
    while (performance.now() < warmAt) await reader.load(SOME);
    const endUsage = await watchUsage(server, false);
    const startedAt = performance.now();
    await Promise.race([reader.load(plan.pages), server.died]);
    const seconds = (performance.now() - startedAt) / 1_000;
    const { cpuUs } = await endUsage();
    return { pagesPerSecond: plan.pages / seconds, cpuUs: cpuUs && cpuUs / plan.pages };
  } finally {
    reader.close();
    await server.stop();
  }
}

async function fill(port: number): Promise<void> {
  const sender = new Sender(port, await Visitor.visit(port));
  await sender.connect();
  for (let i = 1; i <= MESSAGES; i++) await sender.post(`${i} of the bench: something that was said before`);
  sender.close();
}

/** Loads the lobby's page over one connection. */
export class PageReader {
  readonly #agent = new Agent({ keepAlive: true, maxSockets: 1 });

  constructor(private readonly port: number) {}

  async load(times: number): Promise<void> {
    for (let i = 0; i < times; i++) await this.#loadOnce();
  }

  close(): void {
    this.#agent.destroy();
  }

  #loadOnce(): Promise<void> {
    const where = { host: '127.0.0.1', port: this.port, path: '/', agent: this.#agent, timeout: 60_000 };
    return new Promise((resolve, reject) => {
      const request = get(where, (response) => {
        response.resume().once('end', resolve).once('error', reject);
        if (response.statusCode !== 200) reject(new Error(`GET / got ${response.statusCode}`));
      });
      request.once('error', reject);
      request.once('timeout', () => request.destroy(new Error('GET / took over a minute')));
    });
  }
}
