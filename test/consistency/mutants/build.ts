import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Mutant } from './mutant.js';

/** What the program finds beside `dist/`. */
const BESIDE = ['node_modules', 'package.json', 'views'];

/**
 * Copies the built program into a new folder and makes its mistake there.
 *
 * @throws Error if a text to change is not there exactly once: the program has changed, and the mutant has to follow.
 */
export function buildMutant(root: string, mutant: Mutant): { folder: string; main: string } {
  const folder = mkdtempSync(join(tmpdir(), 'linger-mutant-'));
  try {
    return { folder, main: buildIn(folder, root, mutant) };
  } catch (error) {
    rmSync(folder, { recursive: true });
    throw error;
  }
}

function buildIn(folder: string, root: string, mutant: Mutant): string {
  const dist = join(folder, 'dist');
  const files = changedFiles(root, mutant);
  cpSync(join(root, 'dist'), dist, { recursive: true });
  for (const file of BESIDE) symlinkSync(join(root, file), join(folder, file));
  for (const [file, text] of files) writeFileSync(join(dist, file), text);
  return join(dist, 'main.js');
}

/** The files of the built program that a mutant changes, as it changes them. Throws like `buildMutant`. */
export function changedFiles(root: string, { name, changes }: Mutant): Map<string, string> {
  const files = new Map<string, string>();
  for (const { file, find, put } of changes) {
    const parts = (files.get(file) ?? readFileSync(join(root, 'dist', file), 'utf8')).split(find);
    if (parts.length !== 2)
      throw new Error(`${name}: its text is ${parts.length - 1} times in ${file}, not once:\n${find}`);
    files.set(file, parts.join(put));
  }
  return files;
}
