import pg, { type QueryConfig, type QueryResult, type QueryResultRow } from 'pg';
import { storageError } from './postgres-error.js';
import { type PostgresSettings, connectionTo } from './postgres-settings.js';
import { demandPrimary } from './primary.js';

/**
 * A connection of this node's own to the primary. If it is lost, the next query makes it again. Queries are sent at once, without
 * waiting for the answers to those before (`pipeline`), and answered in order.
 */
export class PostgresLink {
  #client: Promise<pg.Client> | undefined;
  #closed = false;

  /** `prepare` runs on each new connection. `name` is shown in `pg_stat_activity`. */
  constructor(
    private readonly settings: PostgresSettings,
    private readonly name: string,
    private readonly prepare: (client: pg.Client) => Promise<unknown> = () => Promise.resolve(),
    private readonly overrides: pg.ClientConfig = {},
  ) {}

  /** Rejects with STORAGE_UNAVAILABLE if the database is unavailable. */
  async query<R extends QueryResultRow>(query: QueryConfig | string): Promise<QueryResult<R>> {
    try {
      return await (await this.client()).query<R>(query);
    } catch (error) {
      throw storageError(error);
    }
  }

  /** The present connection, or a new one. */
  client(): Promise<pg.Client> {
    if (this.#closed) return Promise.reject(new Error('Connection terminated: the program is stopping'));
    return (this.#client ??= this.#connect());
  }

  /** Ends the present connection, if there is one. The next query makes another. */
  async drop(): Promise<void> {
    const client = this.#client;
    this.#client = undefined;
    // One that was never made cannot be ended.
    await client?.then(
      (made) => made.end(),
      () => undefined,
    );
  }

  async close(): Promise<void> {
    this.#closed = true;
    await this.drop();
  }

  #connect(): Promise<pg.Client> {
    const client = new pg.Client({
      ...connectionTo(this.settings, this.name),
      ...this.overrides,
      pipeline: true,
    });
    const connecting = this.#prepared(client);
    const forget = (): void => {
      if (this.#client === connecting) this.#client = undefined;
    };
    // An error also rejects what waits for an answer.
    client.on('error', forget);
    client.on('end', forget);
    connecting.catch(forget);
    return connecting;
  }

  async #prepared(client: pg.Client): Promise<pg.Client> {
    await client.connect();
    try {
      await demandPrimary(client);
      await this.prepare(client);
    } catch (error) {
      await client.end();
      throw error;
    }
    return client;
  }
}
