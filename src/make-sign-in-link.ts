import { findAccountByName } from './accounts/accounts.js';
import { signInLinkUrl, storeCode } from './accounts/sign-in-code.js';
import type { Config } from './config/config.js';
import { CookieSecret } from './config/cookie-secret.js';
import { ConfigError } from './config/load-config.js';
import { settingsIn } from './storage/postgres/postgres-settings.js';
import { withPostgres } from './storage/postgres/with-postgres.js';
import { inTermsOf } from './start-failure.js';
import type { Transaction } from './storage/storage.js';
import { writeBeside } from './storage/sqlite/open-beside.js';

/**
 * Makes a sign-in link for an account whose owner has forgotten the password. For the administrator of the server. Throws ConfigError if there is
 * no such account.
 */
export function makeSignInLink(config: Config, name: string): Promise<string> {
  const make = async (writer: Transaction): Promise<string> => {
    const account = await findAccountByName(writer, name);
    if (!account) throw new ConfigError(['--sign-in-link: there is no account with this name']);
    const { code } = await storeCode(writer, account.id, Date.now());
    const origin =
      config.publicUrl === undefined ? `http://localhost:${config.port}` : new URL(config.publicUrl).origin;
    return signInLinkUrl(origin, code);
  };
  return inTermsOf(config, () => withWriter(config, make));
}

/** A server may be running on the same database. */
function withWriter<T>(config: Config, act: (writer: Transaction) => Promise<T>): Promise<T> {
  return config.databaseUrl === undefined
    ? writeBeside(config.dataDir, act)
    : withPostgres(settingsIn(config), new CookieSecret(config).tag, act);
}
