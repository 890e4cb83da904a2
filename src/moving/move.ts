import { createHash } from 'node:crypto';
import type pg from 'pg';
import { ConfigError } from '../config/load-config.js';
import { checkInstallation } from '../storage/postgres/installation.js';
import { MoveProgress } from './move-progress.js';
import { MADE_BY_ITSELF, PostgresTarget } from './postgres-target.js';
import { checkComplete, checkSame } from './room-state.js';
import type { SqliteSource } from './sqlite-source.js';
import { TABLES, type Table } from './tables.js';

/** What is in the new database. */
export interface Moved {
  counts: ReadonlyMap<Table, number>;
  /** True if an earlier move had done everything but its end. */
  before: boolean;
}

/**
 * Copies everything in one transaction, and checks it before the commit. If an earlier move from the same data was interrupted
 * after its commit, checks only what that has left. Throws ConfigError, or an error of PostgreSQL; then nothing was changed there.
 */
export async function move(source: SqliteSource, client: pg.Client, secretTag: string): Promise<Moved> {
  const target = new PostgresTarget(client);
  const earlier = await target.earlierMove();
  if (earlier) {
    if (earlier.digest !== source.digest()) throw otherMove(earlier.at);
    await checkInstallation(client, secretTag);
    checkComplete(await target.rooms(), 'DATABASE_URL');
    return { counts: source.counts(), before: true };
  }
  checkComplete(source.rooms(), 'DATA_DIR');
  return target.fillEmpty(async () => {
    const counts = await fill(source, target);
    await target.forgetInstallation();
    await checkInstallation(client, secretTag);
    return { counts, before: false };
  });
}

function otherMove(at: number): ConfigError {
  return new ConfigError([
    `DATABASE_URL: An installation was moved into this schema on ${new Date(at).toISOString()}, and it was not the one that DATA_DIR has now: another one, or it was used since. If PostgreSQL has what you need, move linger.db away and start with DATABASE_URL. If DATA_DIR has it, set DATABASE_SCHEMA to a new schema, or drop this one, and run the same command again.`,
  ]);
}

async function fill(source: SqliteSource, target: PostgresTarget): Promise<Map<Table, number>> {
  const counts = source.counts();
  const progress = new MoveProgress(counts);
  for (const table of MADE_BY_ITSELF) await target.clear(table);
  const digest = await copy(source, target, progress);
  await target.continueAbove(source.highestNumbers());
  await target.analyze();
  checkCounts(counts, await target.counts());
  checkSame(source.rooms(), await target.rooms());
  progress.say('Checked: all rows are there, and every room has all its entries.');
  await target.recordMove({ digest, at: Date.now() });
  return counts;
}

/** The next batch is read while the database stores the one before it. Returns the digest of everything. */
async function copy(source: SqliteSource, target: PostgresTarget, progress: MoveProgress): Promise<string> {
  const digest = createHash('sha256');
  let storing: Promise<void> = Promise.resolve();
  try {
    for (const batch of source.batches(digest)) {
      await storing;
      progress.moved(batch.table, batch.rows);
      storing = target.insert(batch);
      // It is awaited later.
      storing.catch(() => undefined);
    }
    await storing;
    progress.end();
  } finally {
    progress.leave();
  }
  return digest.digest('base64url');
}

function checkCounts(from: ReadonlyMap<Table, number>, to: ReadonlyMap<Table, number>): void {
  const wrong = TABLES.find((table) => from.get(table) !== to.get(table));
  if (wrong === undefined) return;
  throw new ConfigError([
    `DATABASE_URL: PostgreSQL has ${to.get(wrong)} rows in the table ${wrong}, not ${from.get(wrong)}. Nothing was moved.`,
  ]);
}
