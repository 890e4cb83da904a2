import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { freePort } from '../server-process.js';
import { createCluster } from './cluster.js';
import { guard } from './guard.js';
import { giveToNobody } from './nobody.js';
import { PortInUse, PostgresProcess } from './postgres-process.js';

const SETTINGS = {
  listen_addresses: '127.0.0.1',
  unix_socket_directories: '',
  max_connections: '400',
  shared_buffers: '32MB',
  timezone: 'UTC',
  // Clients hear of what was wrong with their statements; the log does not repeat it.
  log_min_messages: 'log',
  log_checkpoints: 'off',
};

const FAST = {
  fsync: 'off',
  synchronous_commit: 'off',
  full_page_writes: 'off',
  wal_level: 'minimal',
  max_wal_senders: '0',
  max_wal_size: '128MB',
};

export interface PostgresOptions {
  /** Whether commits survive a crash, and a replica can be made, as in production. Tests that need neither are faster without. */
  durable?: boolean;
  /** Settings of PostgreSQL besides those of the tests, or in place of them. */
  settings?: Record<string, string>;
}

/**
 * A PostgreSQL from the npm package, on a port and in a folder of its own. As in production, the user of its
 * database is no superuser, and text is ordered by the rules of a language. It ends with this process, even if
 * that is killed.
 */
export class PostgresServer {
  /** Of the database. Stays the same over restarts. */
  readonly url: string;
  #process: PostgresProcess | undefined;

  private constructor(
    process: PostgresProcess,
    private readonly port: number,
    private readonly password: string,
    private readonly launch: (port: number) => Promise<PostgresProcess>,
    private readonly remove: () => void,
    /** Everything it has on the disk. */
    readonly folder: string,
  ) {
    this.#process = process;
    this.url = this.#urlOf('linger');
  }

  static async start({
    durable = false,
    settings: others = {},
  }: PostgresOptions = {}): Promise<PostgresServer> {
    const folder = mkdtempSync(join(tmpdir(), 'linger-postgres-'));
    const endGuard = guard(folder);
    const remove = (): void => {
      endGuard();
      rmSync(folder, { recursive: true, force: true });
    };
    try {
      const password = randomBytes(16).toString('hex');
      const { postgres, data } = await createCluster(folder, password);
      const settings = { ...SETTINGS, ...(durable ? {} : FAST), ...others };
      const launch = (port: number): Promise<PostgresProcess> =>
        PostgresProcess.start(postgres, data, { ...settings, port: String(port) });
      const [process, port] = await retried(async () => {
        const free = await freePort();
        return [await launch(free), free] as const;
      });
      const server = new PostgresServer(process, port, password, launch, remove, folder);
      await server.#createDatabase();
      return server;
    } catch (error) {
      remove();
      throw error;
    }
  }

  /** Ends it in an orderly way, and with it all connections. Its data stay. */
  stop(): Promise<void> {
    return this.#end('SIGINT');
  }

  /** Kills its main process. Resolves when the others have noticed and ended, each after its statement. */
  kill(): Promise<void> {
    return this.#end('SIGKILL');
  }

  /** Starts it on its data and its port, after stopping it if it runs. */
  async restart(): Promise<void> {
    await this.stop();
    this.#process = await retried(() => this.launch(this.port));
  }

  /** Starts it again on its data and its port as a replica, whose primary does not exist. Only if it is durable. */
  async becomeReplica(): Promise<void> {
    await this.stop();
    const data = join(this.folder, 'data');
    writeFileSync(join(data, 'standby.signal'), '');
    giveToNobody(data);
    await this.restart();
  }

  /** Makes the primary of a replica. */
  async promote(): Promise<void> {
    await this.#asAdmin((client) => client.query('select pg_promote()'));
  }

  /** As the administrator, who may do everything. */
  get adminUrl(): string {
    return this.#urlOf('postgres');
  }

  /** Ends it and deletes its data. */
  async discard(): Promise<void> {
    await this.#end('SIGQUIT');
    this.remove();
  }

  async #end(signal: NodeJS.Signals): Promise<void> {
    const process = this.#process;
    this.#process = undefined;
    await process?.end(signal);
  }

  async #createDatabase(): Promise<void> {
    await this.#asAdmin(async (client) => {
      await client.query(`create role linger login password '${this.password}'`);
      await client.query('create database linger owner linger');
    });
  }

  async #asAdmin(act: (client: pg.Client) => Promise<unknown>): Promise<void> {
    const client = new pg.Client(this.adminUrl);
    await client.connect();
    try {
      await act(client);
    } finally {
      await client.end();
    }
  }

  #urlOf(name: 'linger' | 'postgres'): string {
    return `postgres://${name}:${this.password}@127.0.0.1:${this.port}/${name}`;
  }
}

/** A port that is free now may be in use by somebody else a moment later, for a moment. */
async function retried<T>(start: () => Promise<T>): Promise<T> {
  for (let tries = 1; ; tries++) {
    try {
      return await start();
    } catch (error) {
      if (!(error instanceof PortInUse) || tries === 100) throw error;
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  }
}
