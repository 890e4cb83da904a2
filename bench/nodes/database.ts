import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import { PostgresServer } from '../../test/support/postgres/postgres-server.js';
import { FamilyMeter } from './family-meter.js';

const NOTIFY = 'pg_notify(text, text)';

/** What a database has done since its start. */
export interface Doings {
  readonly cpuUs: number | undefined;
  /** All transactions, most of which are a single statement. Known a second late. */
  readonly transactions: number;
  /** Those that wrote something or notified. Exact. */
  readonly writing: number;
  /** Bytes of write-ahead log. */
  readonly walBytes: number;
}

/** A PostgreSQL of its own as in production: what it has committed survives a crash. */
export class Database {
  readonly #meter: FamilyMeter;
  readonly #secret = randomBytes(32).toString('base64');

  private constructor(
    private readonly server: PostgresServer,
    private readonly client: pg.Client,
  ) {
    const [pid = ''] = readFileSync(join(server.folder, 'data/postmaster.pid'), 'utf8').split('\n');
    this.#meter = new FamilyMeter(Number(pid));
  }

  static async start(): Promise<Database> {
    // As much memory as PostgreSQL takes if nobody sets anything.
    const server = await PostgresServer.start({ durable: true, settings: { shared_buffers: '128MB' } });
    // The superuser has the same password.
    const client = new pg.Client(Object.assign(new URL(server.url), { username: 'postgres' }).href);
    await client.connect();
    return new Database(server, client);
  }

  /** Settings of the nodes that use it. */
  get env(): Record<string, string> {
    return { DATABASE_URL: this.server.url, COOKIE_SECRET: this.#secret };
  }

  async doings(): Promise<Doings> {
    const { rows } = await this.client.query<Record<string, string>>(
      `select (select xact_commit + xact_rollback from pg_stat_database where datname = current_database()) as transactions,
              pg_snapshot_xmax(pg_current_snapshot()) as writing,
              pg_current_wal_lsn() - '0/0'::pg_lsn as wal_bytes`,
    );
    const [row = {}] = rows;
    return {
      cpuUs: this.#meter.cpuUs(),
      transactions: Number(row['transactions']),
      writing: Number(row['writing']),
      walBytes: Number(row['wal_bytes']),
    };
  }

  /** Bytes on the disk for each entry of the log, with its indexes. */
  async bytesPerEntry(): Promise<number> {
    const { rows } = await this.client.query<{ bytes: string }>(
      `select pg_total_relation_size('linger.entries') / count(*) as bytes from linger.entries`,
    );
    return Number(rows[0]?.bytes);
  }

  /** Refuses every NOTIFY while `act` runs: no hint is sent. */
  async withoutHints<T>(act: () => Promise<T>): Promise<T> {
    await this.client.query(`revoke execute on function ${NOTIFY} from public`);
    try {
      return await act();
    } finally {
      await this.client.query(`grant execute on function ${NOTIFY} to public`);
    }
  }

  async stop(): Promise<void> {
    await this.client.end();
    await this.server.discard();
  }
}
