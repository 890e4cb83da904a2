import { cpSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'vitest';
import { runProgram } from './run-program.js';
import { startServer } from './server-process.js';
import { Visitor } from './visitor.js';

let used: Promise<string> | undefined;

/** A folder of its own in which a server has run and stored something: one has run, and each folder is a copy. */
export async function usedFolder(): Promise<string> {
  const dataDir = emptyFolder();
  cpSync(await (used ??= runOnce()), dataDir, { recursive: true });
  return dataDir;
}

async function runOnce(): Promise<string> {
  const server = await startServer();
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
