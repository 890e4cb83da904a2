import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { emptyFolder, usedFolder } from '../support/failed-start.js';
import { ask } from '../support/postgres/ask.js';
import { freshDatabase } from '../support/postgres/databases.js';
import { PostgresServer } from '../support/postgres/postgres-server.js';
import { killAfterEach, start } from '../support/programs.js';
import { runProgram } from '../support/run-program.js';
import { freePort } from '../support/server-process.js';
import { Visitor } from '../support/visitor.js';
import { DATABASE, amountOf, freshTarget, inDatabase, moved, rowsAt, rowsIn } from './moving.js';
import { changed, refusalOf } from './refused-move.js';

killAfterEach();

describe('a move is refused', () => {
  it('while a server runs on the folder, and then not', async () => {
    const server = await start();
    const target = freshTarget();
    expect(await refusalOf(server.dataDir, target)).toMatch(/DATA_DIR: Another Linger is already running on/);
    expect(await rowsAt(target)).toBeUndefined();
    await server.stop();
    expect((await moved(server.dataDir, target)).code).toBe(0);
  });

  it('if the database is damaged, another program’s, or lacks entries', async () => {
    const target = freshTarget();
    const noise = emptyFolder();
    for (const name of ['cookie-secret', DATABASE]) writeFileSync(join(noise, name), 'noise '.repeat(500));
    const before = readFileSync(join(noise, DATABASE));
    expect((await moved(noise, target)).stderr).toMatch(/linger\.db is not a database, or is damaged/);
    expect(readFileSync(join(noise, DATABASE))).toEqual(before);

    const holed = await usedFolder();
    inDatabase(holed, 'update rooms set last_seq = last_seq + 1');
    expect(await refusalOf(holed, target)).toMatch(
      /DATA_DIR: The log of room lobby is damaged: it has 1 entries/,
    );
  });

  it('by an address that is none, or whose certificate cannot be read', async () => {
    const dataDir = await usedFolder();
    const to = (url: string) => refusalOf(dataDir, { url, schema: 'linger' });
    expect(await to('mysql://user:pass-word@host/name')).toContain('--move-to: must be postgres:');
    expect(await to('postgres://host/name?sslmode=verify-full&sslrootcert=/no/such/file')).toContain(
      '--move-to: /no/such/file cannot be read',
    );
  });

  it('while a node runs on the target, or has stored something there', async () => {
    const { DATABASE_URL: url, DATABASE_SCHEMA: schema, COOKIE_SECRET } = freshDatabase();
    const dataDir = await usedFolder();
    const node = await start({ DATABASE_URL: url, DATABASE_SCHEMA: schema, COOKIE_SECRET });
    expect(await refusalOf(dataDir, { url, schema })).toMatch(
      /--move-to: Linger is running on this database/,
    );
    await (await Visitor.at(node.url)).send('stored');
    await node.stop();
    const stored = await rowsAt({ url, schema });
    expect(await refusalOf(dataDir, { url, schema })).toMatch(
      /--move-to: This schema already has data of Linger \(1 users, 1 sessions, 1 rooms, 1 entries/,
    );
    expect(await rowsAt({ url, schema })).toEqual(stored);
  });

  it('not by a target on which a node was only looked at, whatever its secret was', async () => {
    const { DATABASE_URL: url, DATABASE_SCHEMA: schema, COOKIE_SECRET } = freshDatabase();
    const dataDir = await usedFolder();
    const node = await start({ DATABASE_URL: url, DATABASE_SCHEMA: schema, COOKIE_SECRET });
    await Visitor.at(node.url);
    await node.stop();
    const rows = rowsIn(dataDir);
    expect((await moved(dataDir, { url, schema })).code).toBe(0);
    expect(await rowsAt({ url, schema })).toEqual(rows);
  });

  it('if another installation was moved there', async () => {
    const target = freshTarget();
    expect((await moved(await usedFolder(), target)).code).toBe(0);
    const other = await usedFolder();
    const server = await start({ DATA_DIR: other });
    await (await Visitor.at(server.url)).send('other');
    await server.stop();
    expect(await refusalOf(other, target)).toMatch(
      /--move-to: An installation was moved into this schema on 20/,
    );
  });

  it('by a schema of another program or of a newer version', async () => {
    const dataDir = await usedFolder();
    const foreign = freshTarget();
    await ask(
      foreign.url,
      `create schema ${foreign.schema}; create table ${foreign.schema}.bookmarks (url text)`,
    );
    expect(await refusalOf(dataDir, foreign)).toMatch(
      /--move-to: The schema test_\w+ of .* belongs to another program/,
    );
    const newer = freshTarget();
    await ask(
      newer.url,
      `create schema ${newer.schema}; create table ${newer.schema}.installation (readable_from text);
      create table ${newer.schema}.kysely_migration (name text, timestamp text);
      insert into ${newer.schema}.kysely_migration values ('0001-first', ''), ('9999-of-tomorrow', '')`,
    );
    expect(await refusalOf(dataDir, newer)).toMatch(/written by a newer version of Linger.*9999-of-tomorrow/);
  });

  it('by a database that cannot be reached, entered or written', async () => {
    const dataDir = await usedFolder();
    const { url, schema } = freshTarget();
    const to = (change: Partial<URL>) => refusalOf(dataDir, { url: changed(url, change), schema });
    expect(await to({ port: String(await freePort()) })).toMatch(/--move-to: 127.*does not answer/);
    expect(await to({ password: 'guessed' })).toMatch(/--move-to: .*refuses the user or the password/);
    expect(await to({ pathname: '/nowhere' })).toMatch(/--move-to: .*has no database of this name/);
    const server = await PostgresServer.start();
    try {
      const admin = changed(server.url, { username: 'postgres' });
      for (const role of ['newcomer', 'reader'])
        await ask(admin, `create role ${role} login password 'let me in'`);
      await ask(admin, 'alter role reader set default_transaction_read_only = on');
      const as = (username: string) =>
        refusalOf(dataDir, { url: changed(server.url, { username, password: 'let me in' }), schema });
      expect(await as('newcomer')).toMatch(/--move-to: this user may not create the schema/);
      expect(await as('reader')).toMatch(/--move-to: 127\S+ is read-only/);
      await ask(admin, `create schema ${schema}`);
      expect(await as('newcomer')).toMatch(/--move-to: this user may not use the schema/);
    } finally {
      await server.discard();
    }
  });

  it.each([
    [
      'loses a row',
      "create trigger t before insert on entries for each row execute function f('skip')",
      'PostgreSQL has 0 rows in the table entries, not 1. Nothing was moved',
    ],
    [
      'stores something else',
      "create trigger t before insert on rooms for each row execute function f('change')",
      'PostgreSQL has not stored the room lobby as it was. Nothing was moved',
    ],
    [
      'refuses a row',
      "alter table users add check (name = '')",
      'PostgreSQL refuses a row of the table users (new row for relation "users" violates check constraint',
    ],
  ])('by a database that %s, which stays empty', async (_, statement, words) => {
    const { DATABASE_URL: url, DATABASE_SCHEMA: schema, COOKIE_SECRET } = freshDatabase();
    // Makes the tables.
    await runProgram({ DATABASE_URL: url, DATABASE_SCHEMA: schema, COOKIE_SECRET }, [
      '--sign-in-link',
      'Nobody',
    ]);
    await ask(
      url,
      `set search_path to ${schema};
       create function f() returns trigger language plpgsql as $$ begin
         if tg_argv[0] = 'skip' then return null; end if;
         new.last_seq := new.last_seq + 1;
         return new;
       end $$; ${statement}`,
    );
    expect(await refusalOf(await usedFolder(), { url, schema })).toContain(`--move-to: ${words}`);
    expect(amountOf(await rowsAt({ url, schema }))).toBe(0);
  });
});
