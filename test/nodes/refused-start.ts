import { expect } from 'vitest';
import type { Config } from '../../src/config/config.js';
import { CookieSecret } from '../../src/config/cookie-secret.js';
import { checkInstallation } from '../../src/storage/postgres/installation.js';
import { prepared } from '../../src/storage/postgres/open-postgres.js';
import { ask } from '../support/postgres/ask.js';
import type { DatabaseSettings } from '../support/postgres/databases.js';
import { runProgram } from '../support/run-program.js';

/** What a start says that is refused: in words, without a stack or a secret. */
export async function saidBy(settings: DatabaseSettings): Promise<string> {
  const { code, stdout, stderr } = await runProgram({ ...settings, LOG_LEVEL: 'error' });
  expect([code, stdout]).toEqual([1, '']);
  expect(stderr).toMatch(/^Linger could not start\. Settings:\n/);
  expect(stderr).not.toMatch(/\n\s+at |undefined/);
  const { password } = new URL(settings.DATABASE_URL);
  for (const secret of [password, settings.COOKIE_SECRET]) expect(stderr).not.toContain(secret);
  return stderr;
}

/** The same, with the schema left as it was. `owner`: the address by which it can be read. */
export async function refusalOf(settings: DatabaseSettings, owner = settings.DATABASE_URL): Promise<string> {
  const before = await contentOf(owner, settings.DATABASE_SCHEMA);
  const said = await saidBy(settings);
  expect(await contentOf(owner, settings.DATABASE_SCHEMA)).toEqual(before);
  return said;
}

/** Everything in a schema, with the columns of its tables; undefined if there is none. */
export async function contentOf(url: string, schema: string): Promise<unknown> {
  const found = await ask(url, `select from pg_namespace where nspname = '${schema}'`);
  if (found.length === 0) return undefined;
  return (await ask(url, `select schema_to_xml_and_xmlschema('${schema}', true, false, '')::text`))[0];
}

/** Makes the tables, as a first start does. */
export async function install({
  DATABASE_URL,
  DATABASE_SCHEMA,
  COOKIE_SECRET,
}: DatabaseSettings): Promise<void> {
  const { tag } = new CookieSecret({ cookieSecret: COOKIE_SECRET } as Config);
  const settings = { url: DATABASE_URL, schema: DATABASE_SCHEMA, pool: 2 };
  await prepared(settings, (client) => checkInstallation(client, tag));
}
