import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'vitest';
import { start } from './programs.js';
import { runProgram } from './run-program.js';
import { Visitor } from './visitor.js';

/** A folder in which a server has run and stored something. */
export async function usedFolder(): Promise<string> {
  const server = await start();
  await (await Visitor.at(server.url)).send('kept');
  await server.stop();
  return server.dataDir;
}

export const emptyFolder = (): string => mkdtempSync(join(tmpdir(), 'linger-'));

/** What the program says of a folder that it cannot use: one problem, in words, without a stack. */
export async function failureOn(
  dataDir: string,
  env: Record<string, string> = {},
  under: string[] = [],
): Promise<string> {
  const { code, stdout, stderr } = await runProgram(
    { DATA_DIR: dataDir, LOG_LEVEL: 'error', ...env },
    [],
    under,
  );
  expect([code, stdout]).toEqual([1, '']);
  expect(stderr).toMatch(/^Linger could not start\. /);
  expect(stderr).not.toMatch(/\n\s+at |The database writer failed|undefined/);
  return stderr;
}
