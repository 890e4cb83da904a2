import { type Hash, createHash } from 'node:crypto';
import { join } from 'node:path';
import { DatabaseSync } from '@photostructure/sqlite';
import { openFailure } from '../storage/sqlite/open-failure.js';
import { ROOM_STATES, type RoomState } from './room-state.js';
import { COUNTS, KEYS, NUMBERED, TABLES, type Table } from './tables.js';

type Row = Record<string, unknown>;

/** Some rows of a table, as an array in JSON. */
export interface Batch {
  table: Table;
  columns: readonly string[];
  rows: number;
  json: string;
}

const BATCH_CHARS = 1 << 20;
const BATCH_ROWS = 5000;
/** A readiness check writes it, which changes nothing of value. */
const NOT_IN_DIGEST = 'probes';

/** Reads the database of a folder, of which nothing changes meanwhile. Throws ConfigError if the disk or the file fails. */
export class SqliteSource {
  readonly #db: InstanceType<typeof DatabaseSync>;
  readonly #file: string;
  readonly #inUse = new Set<object>();

  constructor(private readonly dataDir: string) {
    this.#file = join(dataDir, 'linger.db');
    this.#db = new DatabaseSync(this.#file, { readOnly: true });
  }

  counts(): Map<Table, number> {
    const rows = [...this.#rows(COUNTS)] as { table: Table; rows: number }[];
    return new Map(rows.map(({ table, rows: count }) => [table, count]));
  }

  rooms(): RoomState[] {
    return [...this.#rows(ROOM_STATES)] as unknown as RoomState[];
  }

  /** The highest number that each numbered table has ever given to a row. */
  highestNumbers(): Map<string, number> {
    const rows = [...this.#rows('select name, seq from sqlite_sequence')] as { name: string; seq: number }[];
    return new Map(
      rows.filter(({ name }) => Object.hasOwn(NUMBERED, name)).map(({ name, seq }) => [name, seq]),
    );
  }

  /** All rows of all tables in batches of some 1 MB, to be read once. Then `digest` is that of everything read. */
  *batches(digest: Hash): Iterable<Batch> {
    for (const table of TABLES) {
      let batch: string[] = [];
      let chars = 0;
      let columns: string[] = [];
      const taken = (): Batch => {
        const json = `[${batch.join(',')}]`;
        const rows = batch.length;
        [batch, chars] = [[], 0];
        return { table, columns, rows, json };
      };
      for (const row of this.#rows(`select * from ${table} order by ${KEYS[table]}`)) {
        const json = JSON.stringify(row);
        if (table !== NOT_IN_DIGEST) digest.update(`${table} ${json}\n`);
        columns = Object.keys(row);
        batch.push(json);
        chars += json.length;
        if (chars >= BATCH_CHARS || batch.length >= BATCH_ROWS) yield taken();
      }
      if (batch.length > 0) yield taken();
    }
  }

  /** Identifies everything that is in the database. */
  digest(): string {
    const digest = createHash('sha256');
    for (const _ of this.batches(digest));
    return digest.digest('base64url');
  }

  close(): void {
    this.#db.close();
  }

  *#rows(sql: string): Iterable<Row> {
    const statement = this.#db.prepare(sql);
    // The driver crashes if it reads on in a statement that was garbage-collected.
    this.#inUse.add(statement);
    try {
      yield* statement.iterate() as Iterable<Row>;
    } catch (error) {
      throw openFailure(this.dataDir, this.#file, error);
    } finally {
      this.#inUse.delete(statement);
    }
  }
}
