import pg from 'pg';
import { DatabaseProxy } from '../nodes/database-proxy.js';
import { type ServerProcess, freePort, startServer } from '../support/server-process.js';
import { PostgresServer } from '../support/postgres/postgres-server.js';
import { Balancer } from './balancer.js';
import { pause } from './pause.js';
import type { Random } from './random.js';
import type { UnderTest } from './under-test.js';

/** As `pg_stat_activity` names the connections. */
const HINTS = 'linger hints';

const SETTINGS = { COOKIE_SECRET: 'k9Wc1LrY7Tq0ZbXn4VdJ2sGmHf8uPoEa', DATABASE_POOL: '5', LOG_LEVEL: 'warn' };

interface Node {
  port: number;
  way: DatabaseProxy;
  process: ServerProcess;
}

/** Several nodes of the built program behind a load balancer, on a PostgreSQL of their own whose commits survive a crash. */
export class NodesUnderTest implements UnderTest {
  readonly #nodes: Node[] = [];
  #balancer!: Balancer;
  #victim = 0;

  private constructor(
    private readonly database: PostgresServer,
    private readonly env: Record<string, string>,
    private readonly main: string | undefined,
  ) {}

  static async start(count: number, env: Record<string, string>, main?: string): Promise<NodesUnderTest> {
    const nodes = new NodesUnderTest(await PostgresServer.start({ durable: true }), env, main);
    for (let i = 0; i < count; i++) {
      const [port, way] = [await freePort(), await DatabaseProxy.to(nodes.database.url)];
      nodes.#nodes.push({ port, way, process: await nodes.#startNode(port, way) });
    }
    nodes.#balancer = await Balancer.over(nodes.#nodes.map(({ port }) => port));
    return nodes;
  }

  get count(): number {
    return this.#nodes.length;
  }

  get port(): number {
    return this.#balancer.port;
  }

  get url(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  get process(): ServerProcess {
    return this.#chosen.process;
  }

  choose(random: Random): void {
    this.#victim = random.between(0, this.#nodes.length - 1);
  }

  atNextWrite(run: () => void): void {
    this.#balancer.atNextWrite(this.#chosen.port, run);
  }

  async start(): Promise<void> {
    const node = this.#chosen;
    node.process = await this.#startNode(node.port, node.way);
  }

  async ready(): Promise<void> {
    await Promise.all(this.#nodes.map(({ process: { url } }) => untilReady(url)));
  }

  logs(): string {
    return this.#nodes.map(({ process }, i) => `node ${i}:\n${process.logs()}`).join('\n');
  }

  /** The files of the database keep old versions of rows until it cleans up by itself. */
  files(): [] {
    return [];
  }

  /** Ends the connections over which hints come; the nodes make new ones. */
  async cutBus(): Promise<void> {
    await this.#ask('select pg_terminate_backend(pid) from pg_stat_activity where application_name = $1', [
      HINTS,
    ]);
  }

  /** Nothing is heard over these connections for a while, and nothing tells so. */
  async silenceBus(ms: number): Promise<void> {
    const rows = await this.#ask('select pid from pg_stat_activity where application_name = $1', [HINTS]);
    const pids = rows.map(({ pid }) => pid as number);
    for (const pid of pids) process.kill(pid, 'SIGSTOP');
    await pause(ms);
    for (const pid of pids) process.kill(pid, 'SIGCONT');
  }

  /** One node hears nothing from the database for a while. */
  async cutOff(ms: number): Promise<void> {
    const { way } = this.#chosen;
    way.fallSilent();
    await pause(ms);
    way.speak();
  }

  async terminateBackends(): Promise<void> {
    await this.#ask(
      "select pg_terminate_backend(pid) from pg_stat_activity where application_name like 'linger %'",
      [],
    );
  }

  async restartDatabase(): Promise<void> {
    await this.database.restart();
  }

  async killDatabase(): Promise<void> {
    await this.database.kill();
    await this.database.restart();
  }

  async end(): Promise<number | null> {
    const codes = await Promise.all(this.#nodes.map(({ process }) => process.stop()));
    return codes.find((code) => code !== 0) ?? 0;
  }

  async remove(): Promise<void> {
    await Promise.all(this.#nodes.map(({ process }) => process.kill()));
    await this.#balancer.close();
    await Promise.all(this.#nodes.map(({ way }) => way.close()));
    await this.database.discard();
  }

  get #chosen(): Node {
    return this.#nodes[this.#victim] as Node;
  }

  #startNode(port: number, way: DatabaseProxy): Promise<ServerProcess> {
    const env = { ...SETTINGS, ...this.env, DATABASE_URL: way.url, PORT: String(port) };
    return startServer({ env, ...(this.main === undefined ? {} : { main: this.main }) });
  }

  async #ask(text: string, values: unknown[]): Promise<Record<string, unknown>[]> {
    const client = new pg.Client(this.database.url);
    await client.connect();
    try {
      return (await client.query<Record<string, unknown>>(text, values)).rows;
    } finally {
      await client.end();
    }
  }
}

const READY_POLL_MS = 20;
const READY_WITHIN_MS = 20_000;

/** Resolves when the server says that it is ready. */
export async function untilReady(url: string): Promise<void> {
  const deadline = performance.now() + READY_WITHIN_MS;
  for (;;) {
    const answer = await fetch(`${url}/readyz`).catch(() => undefined);
    await answer?.arrayBuffer();
    if (answer?.ok) return;
    if (performance.now() > deadline) throw new Error('the server did not become ready again');
    await pause(READY_POLL_MS);
  }
}
