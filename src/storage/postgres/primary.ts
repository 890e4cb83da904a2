import type pg from 'pg';

/** Read by `isUnavailable` and `openFailure`, as if the database had said so. */
const READ_ONLY_SQL_TRANSACTION = '25006';

/**
 * Rejects unless a new connection leads to a server that takes changes, as `target_session_attrs=read-write` of libpq does. After a failover,
 * the address may lead to a replica. It may lag, so nothing may be read from it (decision 30), and an answer of it must not count as news of
 * the primary.
 */
export async function demandPrimary(client: pg.ClientBase): Promise<void> {
  // On a replica, too, every transaction is read-only.
  const { rows } = await client.query<{ transaction_read_only: string }>('show transaction_read_only');
  if (rows[0]?.transaction_read_only === 'off') return;
  throw Object.assign(new Error('the server is a replica, or read-only'), {
    code: READ_ONLY_SQL_TRANSACTION,
  });
}
