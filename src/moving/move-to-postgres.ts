import { ConfigError } from '../config/load-config.js';
import { movedFile } from '../storage/sqlite/moved-database.js';
import { addressIn, openFailure } from '../storage/postgres/open-failure.js';
import { prepared } from '../storage/postgres/open-postgres.js';
import type { PostgresSettings } from '../storage/postgres/postgres-settings.js';
import { type Moved, move } from './move.js';
import { type MoveSettings, moveSettings } from './move-settings.js';
import type { SqliteSource } from './sqlite-source.js';
import { withSource } from './with-source.js';

/**
 * Moves an installation from the SQLite in DATA_DIR to a PostgreSQL (docs/sessions-and-storage.md), and returns what to tell the
 * administrator. May be killed at any moment, and repeated. Throws ConfigError.
 */
export async function moveToPostgres(
  args: readonly string[],
  env: Record<string, string | undefined>,
): Promise<string> {
  const settings = moveSettings(args, env);
  const { dataDir, target, secretTag } = settings;
  const moved = await withSource(dataDir, (source) => moveTo(target, source, secretTag));
  return report(settings, moved);
}

async function moveTo(target: PostgresSettings, source: SqliteSource, secretTag: string): Promise<Moved> {
  try {
    return await prepared(target, (client) => move(source, client, secretTag));
  } catch (error) {
    throw ofOption(openFailure(target.url, error));
  }
}

/** What is wrong with the address, by the name of the option that it came from. */
function ofOption({ problems, cause }: ConfigError): ConfigError {
  return new ConfigError(
    problems.map((problem) => problem.replace(/^DATABASE_URL:/, '--move-to:')),
    { cause },
  );
}

function report(
  { dataDir, target: { url, schema }, secretFile }: MoveSettings,
  { counts, before }: Moved,
): string {
  const [entries, rooms] = [counts.get('entries') ?? 0, counts.get('rooms') ?? 0].map((count) =>
    count.toLocaleString('en'),
  );
  const secret = secretFile === undefined ? 'as it is set now' : `the text in ${secretFile}`;
  return `${before ? 'An earlier move is now finished' : 'Moved'}: ${entries} entries in ${rooms} rooms are in ${addressIn(url)}, schema ${schema}.

Start Linger with these settings from now on, on every node:
  DATABASE_URL     the address that was given to --move-to
  DATABASE_SCHEMA  ${schema}
  COOKIE_SECRET    ${secret}; with any other, everyone is signed out

The old database is ${movedFile(dataDir)}. It keeps texts that people delete from now on, so delete it
when you have a backup of the new one.
`;
}
