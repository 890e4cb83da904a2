import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Measured } from '../columns.js';
import { ROOT } from '../root.js';
import { ServerUnderTest } from '../server-under-test.js';
import { lingerLaunch } from '../servers.js';
import type { Holder } from '../swarm.js';
import { Visitor } from '../visitor.js';
import { Database } from './database.js';

/** One chat: a process on SQLite, or any number of nodes on a PostgreSQL. */
export interface SiteKind extends Measured {
  readonly nodes: number;
  readonly database: boolean;
}

export function siteKinds(counts: readonly number[]): SiteKind[] {
  return [
    { key: 'sqlite', name: 'SQLite', nodes: 1, database: false },
    ...counts.map((nodes) => ({
      key: `nodes-${nodes}`,
      name: nodes === 1 ? '1 node' : `${nodes} nodes`,
      nodes,
      database: true,
    })),
  ];
}

/** A running chat. Its processes share the cores with each other and with the load. */
export class Site implements Holder {
  readonly died: Promise<never>;

  private constructor(
    readonly nodes: readonly ServerUnderTest[],
    readonly database: Database | undefined,
  ) {
    this.died = Promise.race(nodes.map(({ died }) => died));
    this.died.catch(() => undefined);
  }

  /** `settings`: of each node, such as `HOLD_MS`. */
  static async start(
    kind: SiteKind,
    node: string,
    settings: Readonly<Record<string, string>> = {},
  ): Promise<Site> {
    const script = join(ROOT, 'dist/main.js');
    if (!existsSync(script)) throw new Error(`${script} is not built (npm run build)`);
    const database = kind.database ? await Database.start() : undefined;
    const env = { ...database?.env, ...settings };
    const nodes: ServerUnderTest[] = [];
    try {
      while (nodes.length < kind.nodes) {
        const prepare = () => lingerLaunch(script, node, env);
        const name = `node ${nodes.length + 1} of ${kind.name}`;
        nodes.push(
          await ServerUnderTest.start({ key: kind.key, name, surface: 'linger', prepare }, undefined),
        );
      }
      return new Site(nodes, database);
    } catch (error) {
      for (const each of nodes) await each.stop();
      await database?.stop();
      throw error;
    }
  }

  /** Visitors, each of whom stays at one node: the first at the first, the second at the second, and so on. */
  async visitors(count: number): Promise<Visitor[]> {
    const byNode: Visitor[][] = [];
    for (const { port } of this.nodes)
      byNode.push(await Visitor.visitMany(port, Math.ceil(count / this.nodes.length)));
    return Array.from({ length: count }, (_, i) => {
      return byNode[i % byNode.length]?.[Math.floor(i / byNode.length)] as Visitor;
    });
  }

  /** The port of a node; beyond the last, of the last. */
  portOf(index: number): number {
    return (this.nodes[index] ?? this.nodes.at(-1))?.port ?? 0;
  }

  async untilQuiet(timeoutMs: number): Promise<number> {
    return Math.max(...(await Promise.all(this.nodes.map((node) => node.untilQuiet(timeoutMs)))));
  }

  heldPolls(): Promise<undefined> {
    return Promise.resolve(undefined);
  }

  /** CPU time of all nodes so far, in microseconds. */
  cpuUs(): number | undefined {
    return this.nodes.reduce<number | undefined>((sum, { meter }) => {
      const cpu = meter.cpu();
      return sum === undefined || cpu === undefined ? undefined : sum + cpu.allThreads;
    }, 0);
  }

  async stop(): Promise<void> {
    await Promise.all(this.nodes.map((node) => node.stop()));
    await this.database?.stop();
  }
}
