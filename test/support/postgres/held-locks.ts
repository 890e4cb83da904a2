import pg from 'pg';
import { until } from '../until.js';

/** Connections that wait for this one, or for one that does. */
const WAITING = `with recursive waiting(pid) as (
    select pid from pg_locks where not granted and $1::int = any(pg_blocking_pids(pid))
    union
    select l.pid from pg_locks l, waiting w where not l.granted and w.pid = any(pg_blocking_pids(l.pid))
  )
  select from waiting`;

/** Locks that another client of the database holds. */
export class HeldLocks {
  private constructor(
    private readonly holder: pg.Client,
    private readonly onlooker: pg.Client,
    private readonly pid: number,
  ) {}

  /** Holds what a statement locks, such as `select … for update`. */
  static async by({ url, schema }: { url: string; schema: string }, locking: string): Promise<HeldLocks> {
    const [holder, onlooker] = [new pg.Client(url), new pg.Client(url)];
    for (const client of [holder, onlooker]) await client.connect();
    await holder.query(`set search_path = ${schema}`);
    await holder.query('begin');
    await holder.query(locking);
    const { rows } = await holder.query<{ pid: number }>('select pg_backend_pid() as pid');
    return new HeldLocks(holder, onlooker, rows[0]?.pid as number);
  }

  /** Resolves when so many connections wait, one perhaps behind another. */
  async waitedFor(count: number): Promise<void> {
    const waiting = async (): Promise<number> =>
      (await this.onlooker.query(WAITING, [this.pid])).rowCount ?? 0;
    await until(async () => (await waiting()) >= count, `${count} waiting`);
  }

  async release(): Promise<void> {
    await Promise.all([this.holder.end(), this.onlooker.end()]);
  }
}
