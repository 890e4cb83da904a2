import { describe, expect, it } from 'vitest';
import { ask } from '../support/postgres/ask.js';
import { type DatabaseSettings, freshDatabase } from '../support/postgres/databases.js';
import { runProgram } from '../support/run-program.js';
import { freePort } from '../support/server-process.js';
import { DatabaseProxy } from './database-proxy.js';
import { changed } from './refused-move.js';
import { contentOf, install, refusalOf } from './refused-start.js';

/** The same with the URL changed. */
const at = (settings: DatabaseSettings, change: Partial<URL>): DatabaseSettings => ({
  ...settings,
  DATABASE_URL: changed(settings.DATABASE_URL, change),
});

/** A schema that these statements have filled. */
async function schemaWith(statements: string): Promise<DatabaseSettings> {
  const settings = freshDatabase();
  const { DATABASE_URL: url, DATABASE_SCHEMA: schema } = settings;
  await ask(url, `create schema ${schema}; set search_path to ${schema}; ${statements}`);
  return settings;
}

describe('a start on PostgreSQL is refused', () => {
  it('by settings that cannot be right, all of them at once', async () => {
    const { code, stdout, stderr } = await runProgram({
      DATABASE_URL: 'mysql://linger:pass-word@127.0.0.1/linger',
      DATABASE_SCHEMA: 'linger"; drop',
    });
    expect([code, stdout]).toEqual([1, '']);
    expect(stderr).toMatch(
      /^Linger could not start\. Settings:\n  DATABASE_URL: must be postgres:.*\n  DATABASE_SCHEMA: must be .*\n  COOKIE_SECRET: must be set .*\n$/,
    );
    expect(stderr).not.toContain('pass-word');
  });

  it('by an address at which there is no database, or none that it may enter', async () => {
    const settings = freshDatabase();
    const owner = settings.DATABASE_URL;
    const wrong: [Partial<URL>, RegExp][] = [
      [{ port: String(await freePort()) }, /DATABASE_URL: 127\S+ does not answer\. Start PostgreSQL there/],
      [{ password: 'guessed' }, /DATABASE_URL: 127\S+ refuses the user or the password/],
      [{ pathname: '/nowhere' }, /DATABASE_URL: 127\S+\/nowhere has no database of this name/],
      [{ search: '?sslmode=require' }, /DATABASE_URL: 127\S+ does not offer TLS/],
      [
        { search: '?sslmode=verify-full&sslrootcert=/no/such/file' },
        /DATABASE_URL: \/no\/such\/file cannot be read \(ENOENT\)/,
      ],
    ];
    await Promise.all(
      wrong.map(async ([change, words]) =>
        expect(await refusalOf(at(settings, change), owner)).toMatch(words),
      ),
    );
  });

  it('by a schema of another program', async () => {
    const settings = await schemaWith(
      "create table bookmarks (url text); insert into bookmarks values ('x')",
    );
    expect(await refusalOf(settings)).toMatch(/The schema test_\w+ of 127\S+ belongs to another program/);
  });

  it('by a schema that another program has migrated', async () => {
    const settings = await schemaWith(
      `create table kysely_migration (name text, timestamp text); create table posts (id int);
             insert into kysely_migration values ('001-posts', '')`,
    );
    expect(await refusalOf(settings)).toMatch(/The schema test_\w+ of 127\S+ belongs to another program/);
  });

  it('by a schema of a newer version', async () => {
    const settings = freshDatabase();
    await install(settings);
    const { DATABASE_URL: url, DATABASE_SCHEMA: schema } = settings;
    await ask(
      url,
      `insert into ${schema}.kysely_migration (name, timestamp) values ('9999-of-tomorrow', '');
       update ${schema}.installation set readable_from = '9999-of-tomorrow'`,
    );
    expect(await refusalOf(settings)).toMatch(/was written by a newer version of Linger.*9999-of-tomorrow/);
  });

  it('by a schema of which a part is missing', async () => {
    const settings = freshDatabase();
    await install(settings);
    await ask(settings.DATABASE_URL, `drop table ${settings.DATABASE_SCHEMA}.installation`);
    expect(await refusalOf(settings)).toMatch(
      /127\S+ lacks a table that Linger once made there\. Restore a backup of the whole schema \(.*"installation"/,
    );
  });

  it('by an installation with another cookie secret, and told how to give that up', async () => {
    const settings = freshDatabase();
    await install(settings);
    const other = { ...settings, COOKIE_SECRET: 'k9Wc1LrY7Tq0ZbXn4VdJ2sGmHf8uPoEa' };
    const said = await refusalOf(other);
    expect(said).toMatch(/COOKIE_SECRET: this database belongs to an installation with another secret/);
    expect(said).not.toContain(settings.COOKIE_SECRET);
    const statement = /run: (.*)/.exec(said)?.[1] ?? '';
    expect(statement).toBe(`delete from ${settings.DATABASE_SCHEMA}.installation`);
    await ask(settings.DATABASE_URL, statement);
    await install(other);
  });
});

it('a start whose connection breaks in the middle of the migration leaves nothing half done', async () => {
  const settings = freshDatabase();
  const { DATABASE_URL: url, DATABASE_SCHEMA: schema } = settings;
  const proxy = await DatabaseProxy.to(url);
  try {
    const migrating = proxy.silentAt('create table invitations', { passOn: false });
    const starting = runProgram({ ...settings, DATABASE_URL: proxy.url });
    await migrating;
    proxy.cut();
    const { code, stderr } = await starting;
    expect([code, stderr]).toEqual([
      1,
      expect.stringMatching(/DATABASE_URL: 127\S+ closed the connection in the middle/),
    ]);
  } finally {
    await proxy.close();
  }
  // Premise: there were tables before it in the transaction.
  expect(await contentOf(url, schema)).not.toContain('users');
  await install(settings);
  expect(await contentOf(url, schema)).toContain('invitations');
});
