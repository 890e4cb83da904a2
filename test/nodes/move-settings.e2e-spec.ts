import { createHash } from 'node:crypto';
import { readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { emptyFolder, usedFolder } from '../support/failed-start.js';
import { killAfterEach, start } from '../support/programs.js';
import { runProgram } from '../support/run-program.js';
import { DATABASE, freshTarget, inDatabase, moved } from './moving.js';
import { changed, refusalOf } from './refused-move.js';

killAfterEach();

const hashOf = (file: string): string => createHash('sha256').update(readFileSync(file)).digest('hex');

describe('a move is refused', () => {
  it.each([
    ['mysql://user:pass-word@host/name', 'must be postgres:'],
    ['postgres://user:pass-word@host', 'must be postgres:'],
    ['postgres://host/name?sslmode=verify-full&sslrootcert=/no/such/file', '/no/such/file cannot be read'],
    ['', 'needs one address'],
  ])('by the address %j', async (url, words) => {
    const said = await refusalOf(await usedFolder(), { url, schema: 'linger' });
    expect(said).toContain(`--move-to: ${words}`);
    expect(said).not.toContain('pass-word');
  });

  it('if DATABASE_URL is another address, which may also take the place of the argument', async () => {
    const dataDir = await usedFolder();
    const { url, schema } = freshTarget();
    const other = changed(url, { pathname: '/other' });
    expect(await refusalOf(dataDir, { url, schema }, { DATABASE_URL: other })).toMatch(
      /--move-to: DATABASE_URL is set to another address/,
    );
    const env = { DATA_DIR: dataDir, DATABASE_URL: url, DATABASE_SCHEMA: schema };
    expect((await runProgram(env, ['--move-to', url, 'more'])).stderr).toContain(
      '--move-to: needs one address',
    );
    expect((await runProgram(env, ['--move-to'])).code).toBe(0);
  });

  it('if there is no database to move, and nothing is made in its place', async () => {
    const dataDir = emptyFolder();
    const missing = join(dataDir, 'missing');
    for (const folder of [dataDir, missing]) {
      const { code, stderr } = await moved(folder, freshTarget());
      expect([code, stderr]).toEqual([1, expect.stringContaining(`DATA_DIR: ${folder} has no database`)]);
    }
    expect(readdirSync(dataDir)).toEqual([]);
  });

  it('if the database is damaged, another program’s, or lacks entries', async () => {
    const target = freshTarget();
    const noise = emptyFolder();
    for (const name of ['cookie-secret', DATABASE]) writeFileSync(join(noise, name), 'noise '.repeat(500));
    const before = hashOf(join(noise, DATABASE));
    expect((await moved(noise, target)).stderr).toMatch(/linger\.db is not a database, or is damaged/);
    expect(hashOf(join(noise, DATABASE))).toBe(before);

    const holed = await usedFolder();
    inDatabase(holed, 'update rooms set last_seq = last_seq + 1');
    expect(await refusalOf(holed, target)).toMatch(
      /DATA_DIR: The log of room lobby is damaged: it has 1 entries/,
    );
  });

  it('if it is doubtful which cookie secret the installation has had', async () => {
    const dataDir = await usedFolder();
    const target = freshTarget();
    const secret = readFileSync(join(dataDir, 'cookie-secret'), 'utf8');
    const other = 'another one of thirty-two bytes or more';
    const said = await refusalOf(dataDir, target, { COOKIE_SECRET: other });
    expect(said).toMatch(/COOKIE_SECRET: is not the secret in .*cookie-secret/);
    for (const hidden of [secret, other]) expect(said).not.toContain(hidden);
    const { stdout } = await moved(dataDir, target, { COOKIE_SECRET: secret });
    expect(stdout).toContain('COOKIE_SECRET    as it is set now');

    const server = await start({ COOKIE_SECRET: other });
    await server.stop();
    expect(await refusalOf(server.dataDir, freshTarget())).toMatch(
      /COOKIE_SECRET: must be set to the secret/,
    );
    expect((await moved(server.dataDir, freshTarget(), { COOKIE_SECRET: other })).code).toBe(0);
  });
});
