import { chmodSync, mkdtempSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { killAfterEach, start } from './support/programs.js';
import { runProgram } from './support/run-program.js';
import { Visitor } from './support/visitor.js';

killAfterEach();

/** Each starts the program, some several times. */
const TIMEOUT_MS = 120_000;

const emptyFolder = (): string => mkdtempSync(join(tmpdir(), 'linger-'));

/** The files of a folder that others than its owner may read or write. */
function openFiles(dataDir: string): string[] {
  return readdirSync(dataDir).filter((name) => (statSync(join(dataDir, name)).mode & 0o077) !== 0);
}

describe('the files of the data folder', () => {
  it(
    'are readable by their owner only while the server runs, even in an open folder, which is logged',
    { timeout: TIMEOUT_MS },
    async () => {
      const dataDir = emptyFolder();
      chmodSync(dataDir, 0o755);
      const server = await start({ DATA_DIR: dataDir });
      await (await Visitor.at(server.url)).send('hello');
      expect(readdirSync(dataDir)).toEqual(
        expect.arrayContaining(['cookie-secret', 'linger.db', 'linger.db-shm', 'linger.db-wal', 'lock.db']),
      );
      expect(openFiles(dataDir)).toEqual([]);
      expect(server.logs()).toContain(`"dataDir":"${dataDir}","mode":"0755"`);
      expect(server.logs()).toContain(`chmod 700 '${dataDir}'`);
      expect(statSync(dataDir).mode & 0o777).toBe(0o755);
      await runProgram({ DATA_DIR: dataDir }, ['--sign-in-link', 'nobody']);
      expect(openFiles(dataDir)).toEqual([]);
    },
  );

  it(
    'of an older version are closed to others at the start, and unrelated files are left alone',
    { timeout: TIMEOUT_MS },
    async () => {
      const before = await start();
      await before.stop();
      const { dataDir } = before;
      for (const name of readdirSync(dataDir)) chmodSync(join(dataDir, name), 0o644);
      writeFileSync(join(dataDir, 'linger.db.backup'), '', { mode: 0o644 });
      writeFileSync(join(dataDir, 'notes.txt'), '', { mode: 0o644 });
      // Premise: they are open.
      expect(openFiles(dataDir)).toEqual(expect.arrayContaining(['cookie-secret', 'linger.db', 'lock.db']));
      const server = await start({ DATA_DIR: dataDir });
      expect(openFiles(dataDir)).toEqual(['notes.txt']);
      expect(server.logs()).not.toContain('data folder open to others');
    },
  );

  it('are closed to others by --sign-in-link as well', { timeout: TIMEOUT_MS }, async () => {
    const dataDir = join(emptyFolder(), 'data');
    const { code } = await runProgram({ DATA_DIR: dataDir }, ['--sign-in-link', 'nobody']);
    expect(code).toBe(1);
    expect(readdirSync(dataDir)).toContain('linger.db');
    expect(openFiles(dataDir)).toEqual([]);
    expect(statSync(dataDir).mode & 0o777).toBe(0o700);
  });
});
