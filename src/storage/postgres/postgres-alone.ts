import { PostgresLink } from './postgres-link.js';
import type { PostgresSettings } from './postgres-settings.js';

/** If a node vanishes without closing its connections, its lock is free after 40 s, not after the system's two hours. */
export const NOTICE_VANISHED = `
  select set_config('tcp_keepalives_idle', '10', false), set_config('tcp_keepalives_interval', '10', false),
         set_config('tcp_keepalives_count', '3', false)`;

/** Advisory locks belong to the whole database, in which several installations may have a schema each. */
const TRY_LOCK = `select pg_try_advisory_lock(hashtextextended(current_schema() || ' alone ' || $1, 0)) as is_ours`;

/**
 * Runs `work` while no other node runs the same task; resolves with false if one does. The lock belongs to a connection that does
 * nothing else, because a transaction may not be idle for long. If that connection is lost, so is the lock, and the work goes on.
 */
export async function alone(
  settings: PostgresSettings,
  task: string,
  work: () => Promise<void>,
): Promise<boolean> {
  const link = new PostgresLink(settings, 'cleaning', (client) => client.query(NOTICE_VANISHED));
  try {
    const { rows } = await link.query<{ is_ours: boolean }>({ text: TRY_LOCK, values: [task] });
    if (!rows[0]?.is_ours) return false;
    await work();
    return true;
  } finally {
    await link.close();
  }
}
