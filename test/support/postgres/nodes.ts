import { NoHintBus } from '../../../src/signals/hint-bus.js';
import { Signals } from '../../../src/signals/signals.js';
import { DatabaseClock } from '../../../src/storage/postgres/database-clock.js';
import { openPostgres } from '../../../src/storage/postgres/open-postgres.js';
import type { PostgresSettings } from '../../../src/storage/postgres/postgres-settings.js';
import type { PostgresStorage } from '../../../src/storage/postgres/postgres-storage.js';
import { dropDatabases, freshDatabase } from './databases.js';
import { PostgresServer } from './postgres-server.js';

/** What one node has of a database that it shares with others. */
export interface DatabaseNode {
  storage: PostgresStorage;
  signals: Signals;
  /** Why the node would have ended itself. */
  deaths: Error[];
}

const opened: PostgresStorage[] = [];
const servers: PostgresServer[] = [];

/** Nodes that share an empty database. `clock`: by which they ask for signals. */
export async function openNodes(
  count: number,
  clock?: DatabaseClock,
): Promise<{ nodes: DatabaseNode[]; settings: PostgresSettings }> {
  const { DATABASE_URL: url, DATABASE_SCHEMA: schema } = freshDatabase();
  const settings = { url, schema, pool: 4 };
  const nodes: DatabaseNode[] = [];
  while (nodes.length < count) nodes.push(await openNode(settings, clock));
  return { nodes, settings };
}

export async function openNode(
  settings: PostgresSettings,
  clock = new DatabaseClock(),
): Promise<DatabaseNode> {
  const signals = new Signals();
  const deaths: Error[] = [];
  const storage = await openPostgres(settings, {
    signals,
    bus: new NoHintBus(),
    clock,
    secretTag: 'tag',
    onLost: () => undefined,
    onDeath: (error) => deaths.push(error),
  });
  opened.push(storage);
  return { storage, signals, deaths };
}

/** A node whose server no other test uses, so that it can be stopped. */
export async function openNodeOfOwnServer(): Promise<{ node: DatabaseNode; stop: () => Promise<void> }> {
  const server = await PostgresServer.start();
  servers.push(server);
  const node = await openNode({ url: server.url, schema: 'linger', pool: 4 });
  return { node, stop: () => server.stop() };
}

/** Call it after each test. */
export async function closeNodes(): Promise<void> {
  for (const storage of opened.splice(0)) await storage.onApplicationShutdown();
  for (const server of servers.splice(0)) await server.discard();
  await dropDatabases();
}
