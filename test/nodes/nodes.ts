import { afterAll, beforeAll } from 'vitest';
import { HintBus } from '../../src/signals/hint-bus.js';
import { DatabaseClock } from '../../src/storage/postgres/database-clock.js';
import { ManualClock } from '../support/manual-clock.js';
import { type DatabaseSettings, freshDatabase } from '../support/postgres/databases.js';
import { type TestApp, startApp } from '../support/test-app.js';
import type { Visitor } from '../support/visitor.js';
import { HandDelivery } from './hand-delivery.js';

/** One of several nodes that share a database. */
export interface TestNode extends TestApp {
  /** By which it judges whether the database answers, and asks for signals. */
  databaseClock: ManualClock;
}

/** Two nodes in this process on one PostgreSQL, whose hints arrive when the test delivers them. */
export interface TwoNodes {
  a: TestNode;
  b: TestNode;
  bus: HandDelivery;
  database: DatabaseSettings;
}

/** `envOfB`: settings of the second node alone. */
export async function startTwoNodes(
  env: Record<string, string> = {},
  envOfB: Record<string, string> = {},
): Promise<TwoNodes> {
  const database = freshDatabase();
  const bus = new HandDelivery();
  const start = async (own = {}): Promise<TestNode> => {
    const databaseClock = new ManualClock();
    const overrides = [
      [HintBus, bus.add()],
      [DatabaseClock, databaseClock],
    ] as const;
    return { ...(await startApp({ ...database, ...env, ...own }, { overrides })), databaseClock };
  };
  return { a: await start(), b: await start(envOfB), bus, database: { ...database, ...env } };
}

/** Nodes that all tests of a file share. */
export function sharedNodes(env?: Record<string, string>): TwoNodes {
  const nodes = {} as TwoNodes;
  beforeAll(async () => {
    Object.assign(nodes, await startTwoNodes(env));
  });
  afterAll(async () => {
    await Promise.all([nodes.a.close(), nodes.b.close()]);
  });
  return nodes;
}

/** The same browser, sent to another node by the load balancer. */
export function through<V extends Visitor>(node: TestNode, visitor: V): V {
  visitor.url = node.url;
  return visitor;
}
