import {
  HandleEmptyInListsPlugin,
  Kysely,
  Migrator,
  type PostgresPool,
  replaceWithNoncontingentExpression,
} from 'kysely';
import pg from 'pg';
import { ConfigError } from '../../config/load-config.js';
import type { HintBus } from '../../signals/hint-bus.js';
import type { Signals } from '../../signals/signals.js';
import type { Schema } from '../schema.js';
import { ChangeTurns } from './change-turns.js';
import { checkServer } from './check-server.js';
import type { DatabaseClock } from './database-clock.js';
import { foreignTo, migrationsIn } from './foreign-schema.js';
import { checkInstallation, refuseOtherSecret } from './installation.js';
import { migrations } from './migrations/index.js';
import { joinNodes } from './node-lock.js';
import { addressIn, openFailure } from './open-failure.js';
import { OwnSchemaDialect } from './own-schema-dialect.js';
import { PostgresLink } from './postgres-link.js';
import { openPool } from './postgres-pool.js';
import { type PostgresSettings, connectionTo } from './postgres-settings.js';
import { LEASE_MS, PostgresSignalFeed } from './postgres-signal-feed.js';
import { PostgresStorage } from './postgres-storage.js';

/** A node that starts need not be quick. */
const START_CONNECT_MS = 10_000;
/** How long a node waits for another that migrates. */
const MIGRATION_LOCK_MS = 60_000;

/**
 * For appends, whose statements are prepared and good for any values: PostgreSQL would plan some of them anew for each batch, which takes
 * longer than to run them.
 */
const ONE_PLAN = 'set plan_cache_mode = force_generic_plan';

/** What the storage needs from its node. */
export interface Surroundings {
  signals: Signals;
  bus: HintBus;
  clock: DatabaseClock;
  /** Identifies the cookie secret. */
  secretTag: string;
  /** Called when a connection was lost. If it was idle, nobody else hears of it. */
  onLost: (reason: string) => void;
  /** Called when the node must end: what it remembers may be wrong, and it cannot find out. */
  onDeath: (error: Error) => void;
}

/**
 * Opens the database and brings its schema up to date. If several nodes start at once, one does it and the others wait.
 * Throws ConfigError if the database cannot be used; then nothing was changed.
 */
export async function openPostgres(
  settings: PostgresSettings,
  { signals, bus, clock, secretTag, onLost, onDeath }: Surroundings,
): Promise<PostgresStorage> {
  try {
    await prepared(
      settings,
      (client) => checkInstallation(client, secretTag),
      (client) => refuseOtherSecret(client, secretTag),
    );
  } catch (error) {
    throw openFailure(settings.url, error);
  }
  const pool = openPool(settings, onLost);
  const reader = kyselyOn(pool);
  const lane = new PostgresLink(settings, 'posts', (client) => client.query(ONE_PLAN));
  const asking = new PostgresLink(settings, 'signals', joinNodes, {
    connectionTimeoutMillis: LEASE_MS,
    query_timeout: LEASE_MS,
  });
  const feed = new PostgresSignalFeed(asking, signals, bus, clock, onDeath);
  await feed.start();
  const turns = new ChangeTurns(settings.pool, clock);
  return new PostgresStorage(reader, feed, lane, settings, turns, async () => {
    feed.stop();
    await Promise.all([reader.destroy(), lane.close(), asking.close()]);
  });
}

function kyselyOn(pool: PostgresPool): Kysely<Schema> {
  // `in ()` is an error in PostgreSQL; in SQLite nothing is in it.
  const plugins = [new HandleEmptyInListsPlugin({ strategy: replaceWithNoncontingentExpression })];
  return new Kysely<Schema>({ dialect: new OwnSchemaDialect({ pool }), plugins });
}

/**
 * Brings the schema up to date, then runs `work`, on one connection, which holds a lock that other starting nodes wait for. `check` may
 * throw before anything is changed. Throws ConfigError, or an error of the database that `openFailure` explains.
 */
export async function prepared<T>(
  settings: PostgresSettings,
  work: (client: pg.Client) => Promise<T>,
  check: (client: pg.Client) => Promise<void> = () => Promise.resolve(),
): Promise<T> {
  const config = connectionTo(settings, 'start');
  // Migrations may take long.
  const client = new pg.Client({
    ...config,
    connectionTimeoutMillis: START_CONNECT_MS,
    lock_timeout: MIGRATION_LOCK_MS,
    statement_timeout: 0,
    query_timeout: 0,
  });
  // A query that waits for its answer is rejected as well.
  client.on('error', () => undefined);
  await client.connect();
  const db = kyselyOn({
    connect: () => Promise.resolve(Object.assign(client, { release: () => undefined })),
    end: () => Promise.resolve(),
  });
  try {
    await checkServer(client, settings);
    await client.query('select pg_advisory_lock(hashtextextended($1, 0))', [`linger ${settings.schema}`]);
    await makeSchema(client, settings);
    const foreign = await foreignTo(client, settings.schema);
    if (foreign !== undefined)
      throw new ConfigError([
        `DATABASE_URL: The schema ${settings.schema} of ${addressIn(settings.url)} ${foreign}.`,
      ]);
    await check(client);
    await migrate(db, client, settings.schema);
    return await work(client);
  } finally {
    // Kysely would end it only if it has used it. It holds the lock.
    await client.end();
  }
}

/** Needs the right to create a schema only if this one is missing. */
async function makeSchema(client: pg.Client, { url, schema }: PostgresSettings): Promise<void> {
  const found = await client.query<{ usable: boolean }>(
    "select has_schema_privilege(oid, 'usage') as usable from pg_namespace where nspname = $1",
    [schema],
  );
  // Its tables would seem to be missing.
  if (found.rows[0]?.usable === false)
    throw new ConfigError([`DATABASE_URL: this user may not use the schema ${schema} in ${addressIn(url)}.`]);
  if (found.rows[0]) return;
  try {
    await client.query(`create schema "${schema}"`);
  } catch (error) {
    if ((error as { code?: string }).code !== '42501') throw error;
    throw new ConfigError(
      [
        `DATABASE_URL: this user may not create the schema ${schema} in ${addressIn(url)}. As an administrator, run: create schema ${schema} authorization USER`,
      ],
      { cause: error },
    );
  }
}

/** A schema that a newer version has migrated, and that this one can still use, stays as it is. */
async function migrate(db: Kysely<Schema>, client: pg.Client, schema: string): Promise<void> {
  const done = (await migrationsIn(client, schema)) ?? [];
  if (Object.keys(migrations).every((name) => done.includes(name))) return;
  const migrator = new Migrator({
    db,
    provider: { getMigrations: () => Promise.resolve(migrations) },
    migrationTableSchema: schema,
  });
  const { error } = await migrator.migrateToLatest();
  if (error) throw error;
}
