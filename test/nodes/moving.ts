import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from '@photostructure/sqlite';
import pg from 'pg';
import { TABLES } from '../../src/moving/tables.js';
import { freshDatabase } from '../support/postgres/databases.js';
import { type Finished, runProgram } from '../support/run-program.js';

export const DATABASE = 'linger.db';
export const MOVED = 'linger.db.moved-to-postgresql';

type Rows = Record<string, unknown[]>;

/** A database to move into, and the settings of a program that moves into it. */
export interface Target {
  url: string;
  schema: string;
}

export function freshTarget(): Target {
  const { DATABASE_URL: url, DATABASE_SCHEMA: schema } = freshDatabase();
  return { url, schema };
}

/** Moves a folder. `url`: another way to the same target. */
export function moved(
  dataDir: string,
  { url, schema }: Target,
  env: Record<string, string> = {},
): Promise<Finished> {
  return runProgram({ DATA_DIR: dataDir, DATABASE_SCHEMA: schema, ...env }, ['--move-to', url]);
}

/** A program that moves, until it is killed. */
export function moving(dataDir: string, { url, schema }: Target): { kill(): Promise<void> } {
  const main = join(import.meta.dirname, '../../dist/main.js');
  const child = spawn(process.execPath, [main, '--move-to', url], {
    cwd: tmpdir(),
    env: { PATH: process.env['PATH'], DATA_DIR: dataDir, DATABASE_SCHEMA: schema },
    stdio: 'ignore',
  });
  const ended = once(child, 'exit');
  return {
    async kill() {
      child.kill('SIGKILL');
      await ended;
    },
  };
}

/** Another folder with the same in it. */
export function copyOf(folder: string): string {
  const copy = mkdtempSync(join(tmpdir(), 'linger-'));
  cpSync(folder, copy, { recursive: true });
  return copy;
}

/** Changes the SQLite of a folder. */
export function inDatabase(dataDir: string, statement: string): void {
  const db = new DatabaseSync(join(dataDir, DATABASE));
  db.exec(statement);
  db.close();
}

/** All rows of all tables in the SQLite of a folder. */
export function rowsIn(dataDir: string, file = DATABASE): Rows {
  const db = new DatabaseSync(join(dataDir, file), { readOnly: true });
  try {
    return sorted((table) => db.prepare(`select * from ${table}`).all());
  } finally {
    db.close();
  }
}

/** The same of a PostgreSQL. Undefined if there are no tables yet. */
export async function rowsAt({ url, schema }: Target): Promise<Rows | undefined> {
  const answers = new Map<string, unknown[]>();
  const client = new pg.Client({ connectionString: url, options: `-c search_path=${schema}` });
  client.setTypeParser(pg.types.builtins.INT8, Number);
  await client.connect();
  try {
    const there = await client.query('select from pg_tables where schemaname = $1 and tablename = $2', [
      schema,
      'users',
    ]);
    if (there.rowCount === 0) return undefined;
    for (const table of TABLES) answers.set(table, (await client.query(`select * from ${table}`)).rows);
    return sorted((table) => answers.get(table) ?? []);
  } finally {
    await client.end();
  }
}

function sorted(rowsOf: (table: string) => unknown[]): Rows {
  return Object.fromEntries(
    TABLES.map((table) => [
      table,
      rowsOf(table)
        .map((row) => JSON.stringify(row, keysOf(row)))
        .toSorted(),
    ]),
  );
}

/** In one order, whatever that of the columns is. */
const keysOf = (row: unknown): string[] => Object.keys(row as object).toSorted();

export function without(rows: Rows | undefined, ...tables: string[]): Rows {
  return Object.fromEntries(Object.entries(rows ?? {}).filter(([table]) => !tables.includes(table)));
}

/** How many rows there are, but for those that a database without data has too. */
export function amountOf(rows: Rows | undefined): number {
  return Object.values(without(rows, 'epochs', 'probes')).flat().length;
}
