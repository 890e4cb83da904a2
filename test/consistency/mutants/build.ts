import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Mutant } from './mutant.js';

/** The program before it is bundled: file by file as its source. */
const COMPILED = 'dist-src';
/** What it finds beside it. */
const BESIDE = ['dist', 'node_modules', 'package.json', 'views'];

/**
 * Copies the compiled program into a new folder and makes its mistake there.
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
  const copy = join(folder, COMPILED);
  const files = changedFiles(root, mutant);
  cpSync(join(root, COMPILED), copy, { recursive: true });
  for (const file of BESIDE) symlinkSync(join(root, file), join(folder, file));
  for (const [file, text] of files) writeFileSync(join(copy, file), text);
  return join(copy, 'main.js');
}

/** The files of the compiled program that a mutant changes, as it changes them. Throws like `buildMutant`. */
export function changedFiles(root: string, { name, changes }: Mutant): Map<string, string> {
  const files = new Map<string, string>();
  for (const { file, find, put } of changes) {
    const parts = (files.get(file) ?? readFileSync(join(root, COMPILED, file), 'utf8')).split(find);
    if (parts.length !== 2)
      throw new Error(`${name}: its text is ${parts.length - 1} times in ${file}, not once:\n${find}`);
    files.set(file, parts.join(put));
  }
  return files;
}
