import type pg from 'pg';
import { ConfigError } from '../config/load-config.js';
import { keepNodesOut } from '../storage/postgres/node-lock.js';
import { ROOM_STATES, type RoomState } from './room-state.js';
import type { Batch } from './sqlite-source.js';
import { COUNTS, NUMBERED, TABLES, type Table } from './tables.js';

/** Tables in which a database without data has rows too: those of a migration, and of a readiness check. */
export const MADE_BY_ITSELF: readonly Table[] = ['epochs', 'probes'];
/** A program that is stopped in the middle of a move, or vanishes, holds its locks for so long. */
const IDLE_IN_TRANSACTION_MS = 60_000;
/** Class of the SQLSTATEs that say that a value does not fit, and those of constraints (appendix A of PostgreSQL's manual). */
const REFUSED_ROW = /^2[23]/;

/** An earlier move into a database. */
export interface EarlierMove {
  /** Of everything that was moved. */
  digest: string;
  at: number;
}

/** The database that everything is moved into, over one connection. Rejects with the errors of the database, and ConfigError. */
export class PostgresTarget {
  constructor(private readonly client: pg.Client) {}

  async earlierMove(): Promise<EarlierMove | undefined> {
    return (await this.client.query<EarlierMove>('select digest, at from moves')).rows[0];
  }

  async rooms(): Promise<RoomState[]> {
    return (await this.client.query<RoomState>(ROOM_STATES)).rows;
  }

  async counts(): Promise<Map<Table, number>> {
    const { rows } = await this.client.query<{ table: Table; rows: number }>(COUNTS);
    return new Map(rows.map(({ table, rows: count }) => [table, count]));
  }

  /** Runs `fill` in one transaction on an empty database that no node uses. */
  async fillEmpty<T>(fill: () => Promise<T>): Promise<T> {
    await this.client.query(`set idle_in_transaction_session_timeout = ${IDLE_IN_TRANSACTION_MS}`);
    await keepNodesOut(this.client);
    await this.client.query('begin');
    await this.#checkEmpty();
    const result = await fill();
    await this.#commit();
    return result;
  }

  /** Inserts the rows as they are. A column that is not in the table is an error, and one that is not in the rows gets its default. */
  async insert({ table, columns, json }: Batch): Promise<void> {
    const names = columns.map((column) => `"${column}"`).join(', ');
    try {
      await this.client.query(
        `insert into ${table} (${names}) select ${names} from json_populate_recordset(null::${table}, $1::json)`,
        [json],
      );
    } catch (error) {
      const { code = '', message } = error as Error & { code?: string };
      if (!REFUSED_ROW.test(code)) throw error;
      throw new ConfigError(
        [`DATABASE_URL: PostgreSQL refuses a row of the table ${table} (${message}). Nothing was moved.`],
        { cause: error },
      );
    }
  }

  async clear(table: Table): Promise<void> {
    await this.client.query(`delete from ${table}`);
  }

  /** From now on, rows get numbers above these. */
  async continueAbove(highest: ReadonlyMap<string, number>): Promise<void> {
    for (const [table, column] of Object.entries(NUMBERED))
      await this.client.query(
        `alter table ${table} alter column ${column} restart with ${(highest.get(table) ?? 0) + 1}`,
      );
  }

  /** Lets the database see what it has now: plans made for empty tables would be slow. */
  async analyze(): Promise<void> {
    await this.client.query(`analyze ${TABLES.join(', ')}`);
  }

  async recordMove({ digest, at }: EarlierMove): Promise<void> {
    await this.client.query('insert into moves (digest, at) values ($1, $2)', [digest, at]);
  }

  async forgetInstallation(): Promise<void> {
    await this.client.query('delete from installation');
  }

  async #checkEmpty(): Promise<void> {
    const counts = await this.counts();
    const found = TABLES.filter((table) => !MADE_BY_ITSELF.includes(table) && counts.get(table) !== 0);
    if (found.length === 0) return;
    throw new ConfigError([
      `DATABASE_URL: This schema already has data of Linger (${found.map((table) => `${counts.get(table)} ${table}`).join(', ')}). Set DATABASE_SCHEMA to a new one, or drop this one if nobody needs it.`,
    ]);
  }

  async #commit(): Promise<void> {
    const { command } = await this.client.query('commit').catch((error: unknown) => {
      throw new ConfigError(
        [
          `DATABASE_URL: The connection was lost while everything was being committed (${(error as Error).message}). Run the same command again: it finds out whether that was done.`,
        ],
        { cause: error },
      );
    });
    // A transaction in which a statement has failed is rolled back by COMMIT, without an error.
    if (command !== 'COMMIT') throw new Error('The transaction was rolled back.');
  }
}
