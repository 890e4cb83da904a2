import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { mkdirSync, readFileSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { DatabaseSync } from '@photostructure/sqlite';
import { describe, expect, it } from 'vitest';
import { emptyFolder, failureOn, usedFolder } from './support/failed-start.js';
import { killAfterEach, start } from './support/programs.js';

killAfterEach();

/** Each starts the program, some several times. */
const TIMEOUT_MS = 120_000;

const hashOf = (file: string): string => createHash('sha256').update(readFileSync(file)).digest('hex');

function inDatabase(dataDir: string, statement: string): void {
  const db = new DatabaseSync(join(dataDir, 'linger.db'));
  db.exec(statement);
  db.close();
}

describe('a folder that cannot be used', () => {
  it('is reported if it is of a newer version, and left as it is', { timeout: TIMEOUT_MS }, async () => {
    const dataDir = await usedFolder();
    inDatabase(dataDir, "insert into kysely_migration values ('9999-of-tomorrow', '2030-01-01')");
    const before = hashOf(join(dataDir, 'linger.db'));
    const said = await failureOn(dataDir);
    expect(said).toMatch(/linger\.db was written by a newer version of Linger.*9999-of-tomorrow/);
    expect(said).toMatch(/Update Linger, or restore the backup/);
    expect(said).not.toContain('corrupted');
    expect(hashOf(join(dataDir, 'linger.db'))).toBe(before);
    inDatabase(dataDir, "delete from kysely_migration where name = '9999-of-tomorrow'");
    await start({ DATA_DIR: dataDir });
  });

  it.each<[string, (file: string) => void]>([
    ['of noise', (file) => writeFileSync(file, 'not a database, whatever its name says '.repeat(500))],
    ['with a destroyed beginning', (file) => writeFileSync(file, Buffer.alloc(4096, 7), { flag: 'r+' })],
    ['cut in the middle', (file) => truncateSync(file, 3 * 4096)],
    [
      'with destroyed pages',
      (file) => {
        const bytes = readFileSync(file);
        writeFileSync(file, Buffer.concat([bytes.subarray(0, 100), Buffer.alloc(bytes.length - 100, 0xa5)]));
      },
    ],
  ])(
    'is reported as damaged with a file %s, with the file and what to do',
    { timeout: TIMEOUT_MS },
    async (_, damage) => {
      const dataDir = await usedFolder();
      const file = join(dataDir, 'linger.db');
      damage(file);
      const said = await failureOn(dataDir);
      expect(said).toContain(file);
      expect(said).toMatch(/damaged/);
      expect(said).toMatch(/Restore a backup.*\.recover/);
    },
  );

  it('is reported and left alone if its database is another program’s', { timeout: TIMEOUT_MS }, async () => {
    const dataDir = emptyFolder();
    inDatabase(dataDir, 'create table bookmarks (url)');
    const before = hashOf(join(dataDir, 'linger.db'));
    expect(await failureOn(dataDir)).toMatch(/linger\.db belongs to another program/);
    expect(hashOf(join(dataDir, 'linger.db'))).toBe(before);
  });

  it('is reported if another program has locked it', { timeout: TIMEOUT_MS }, async () => {
    const dataDir = await usedFolder();
    const other = new DatabaseSync(join(dataDir, 'linger.db'));
    other.exec('begin immediate');
    try {
      expect(await failureOn(dataDir)).toMatch(/linger\.db is locked by another program/);
    } finally {
      other.close();
    }
  });

  it.each<[string, (dataDir: string) => string, RegExp]>([
    [
      'is a file',
      (dataDir) => {
        writeFileSync(join(dataDir, 'file'), '');
        return join(dataDir, 'file');
      },
      /a file, not a folder/,
    ],
    [
      'would be below a file',
      (dataDir) => {
        writeFileSync(join(dataDir, 'file'), '');
        return join(dataDir, 'file', 'data');
      },
      /a file or inside one/,
    ],
    [
      'is a link to itself',
      (dataDir) => {
        symlinkSync(join(dataDir, 'loop'), join(dataDir, 'loop'));
        return join(dataDir, 'loop');
      },
      /a link to itself|a file, not a folder/,
    ],
    [
      'is a link that leads nowhere',
      (dataDir) => {
        symlinkSync(join(dataDir, 'gone'), join(dataDir, 'link'));
        return join(dataDir, 'link');
      },
      /a broken link/,
    ],
    [
      'has a folder in place of the database',
      (dataDir) => {
        mkdirSync(join(dataDir, 'linger.db'));
        return dataDir;
      },
      /linger\.db cannot be used: it is a folder, but should be a file/,
    ],
    [
      'has a damaged lock',
      (dataDir) => {
        writeFileSync(join(dataDir, 'lock.db'), 'no lock at all '.repeat(500));
        return dataDir;
      },
      /lock\.db is damaged\. It contains nothing: delete it/,
    ],
  ])('is reported if it %s', { timeout: TIMEOUT_MS }, async (_, make, words) => {
    expect(await failureOn(make(emptyFolder()))).toMatch(words);
  });

  it(
    'is reported if its cookie secret is damaged, which is left as it is',
    { timeout: TIMEOUT_MS },
    async () => {
      const dataDir = emptyFolder();
      const file = join(dataDir, 'cookie-secret');
      writeFileSync(file, 'damaged');
      const said = await failureOn(dataDir, { NODE_ENV: 'production' });
      expect(said).toContain(`${file} is damaged. Restore the file from a backup, or delete it`);
      expect(readFileSync(file, 'utf8')).toBe('damaged');
    },
  );
});

describe('a port that cannot be used', () => {
  it('is reported with the name of the setting', { timeout: TIMEOUT_MS }, async () => {
    const other = createServer().listen(0, '127.0.0.1');
    await once(other, 'listening');
    const { port } = other.address() as { port: number };
    const said = await failureOn(emptyFolder(), { PORT: String(port), LOG_LEVEL: 'silent' });
    expect(said).toMatch(/PORT is in use by another program or another Linger/);
    other.close();
    expect(await failureOn(emptyFolder(), { HOST: '203.0.113.7', LOG_LEVEL: 'silent' })).toMatch(
      /HOST is not an address of this machine/,
    );
  });
});
