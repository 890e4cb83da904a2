import { v7 as uuidv7 } from 'uuid';
import { checkInstallation, refuseOtherSecret } from './installation.js';
import { keepNodesOut } from './node-lock.js';
import { prepared } from './open-postgres.js';
import { openFailure } from './open-failure.js';
import type { PostgresSettings } from './postgres-settings.js';

/**
 * A node that had lost its connection is no longer seen to run, and may have heard of signals that the backup does not have. It comes
 * back to a gap in their numbers, for which it ends itself (`PostgresSignalFeed`).
 */
const LEAP = 1_000_000;

/**
 * Begins a new epoch in a database that comes from a backup, while no node runs. Throws ConfigError if one does, or if the database
 * cannot be used; then nothing was changed.
 */
export async function renewEpochOfRestored(
  settings: PostgresSettings,
  { secretTag, now }: { secretTag: string; now: number },
): Promise<void> {
  try {
    await prepared(
      settings,
      async (client) => {
        await checkInstallation(client, secretTag);
        await client.query('begin');
        await client.query('insert into epochs (id, begun_at) values ($1, $2)', [uuidv7(), now]);
        await client.query('delete from signals');
        await client.query('update signals_head set n = n + $1', [LEAP]);
        await client.query('commit');
      },
      async (client) => {
        await refuseOtherSecret(client, secretTag);
        await keepNodesOut(client);
      },
    );
  } catch (error) {
    throw openFailure(settings.url, error);
  }
}
