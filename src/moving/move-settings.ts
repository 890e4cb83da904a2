import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { Config } from '../config/config.js';
import { CookieSecret } from '../config/cookie-secret.js';
import { NO_POSTGRES_URL, isPostgresUrl } from '../config/is-postgres-url.js';
import { ConfigError, loadConfig } from '../config/load-config.js';
import { hasContent, movedFile, refuseMoved } from '../storage/sqlite/moved-database.js';
import type { PostgresSettings } from '../storage/postgres/postgres-settings.js';

type Env = Record<string, string | undefined>;

export interface MoveSettings {
  dataDir: string;
  target: PostgresSettings;
  /** Identifies the cookie secret. */
  secretTag: string;
  /** The file of a generated secret; undefined if COOKIE_SECRET is set. */
  secretFile: string | undefined;
}

/**
 * Where to move from and to: `args` are what follows --move-to. The address may be left to DATABASE_URL, because others can see
 * the arguments of a program. Throws ConfigError.
 */
export function moveSettings(args: readonly string[], env: Env): MoveSettings {
  const { DATABASE_URL: set, ...rest } = env;
  const [url = set?.trim() ?? '', ...more] = args;
  if (url === '' || more.length > 0)
    throw refused('needs one address, such as postgres://user:password@host/name');
  if (!isPostgresUrl(url)) throw refused(NO_POSTGRES_URL);
  if (set?.trim() && !isSame(set.trim(), url))
    throw refused('DATABASE_URL is set to another address. Unset it, or move to that one');
  const config = loadConfig(rest);
  checkMovable(config.dataDir);
  const target = { url, schema: config.databaseSchema, pool: config.databasePool };
  return { dataDir: config.dataDir, target, ...secretOf(config) };
}

function refused(reason: string): ConfigError {
  return new ConfigError([`--move-to: ${reason}`]);
}

function isSame(one: string, other: string): boolean {
  return isPostgresUrl(one) && new URL(one).href === new URL(other).href;
}

function checkMovable(dataDir: string): void {
  refuseMoved(dataDir);
  const folder = resolve(dataDir);
  if (!hasContent(join(dataDir, 'linger.db')))
    throw new ConfigError([`DATA_DIR: ${folder} has no database that could be moved.`]);
  if (hasContent(movedFile(dataDir)))
    throw new ConfigError([
      `DATA_DIR: ${movedFile(dataDir)} is the database of an earlier move. Move it away, or delete it, first.`,
    ]);
}

/** Throws ConfigError if it is doubtful which secret the installation has had: with another one, everyone is signed out. */
function secretOf({ cookieSecret, dataDir }: Config): Pick<MoveSettings, 'secretTag' | 'secretFile'> {
  const file = resolve(dataDir, 'cookie-secret');
  if (!existsSync(file)) {
    if (cookieSecret === undefined)
      throw new ConfigError([
        `COOKIE_SECRET: must be set to the secret that this installation has had, because there is no ${file}`,
      ]);
    return { secretTag: tagOf(dataDir, cookieSecret), secretFile: undefined };
  }
  const generated = tagOf(dataDir, undefined);
  if (cookieSecret !== undefined && tagOf(dataDir, cookieSecret) !== generated)
    throw new ConfigError([
      `COOKIE_SECRET: is not the secret in ${file}. If the installation has had that one, unset COOKIE_SECRET; else delete the file. With a wrong one, everyone is signed out, and guests lose their names`,
    ]);
  return { secretTag: generated, secretFile: cookieSecret === undefined ? file : undefined };
}

function tagOf(dataDir: string, cookieSecret: string | undefined): string {
  return new CookieSecret({ dataDir, cookieSecret } as Config).tag;
}
