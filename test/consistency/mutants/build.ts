import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Change, Mutant } from './mutant.js';

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

function buildIn(folder: string, root: string, { name, changes }: Mutant): string {
  const dist = join(folder, 'dist');
  cpSync(join(root, 'dist'), dist, { recursive: true });
  for (const file of BESIDE) symlinkSync(join(root, file), join(folder, file));
  for (const change of changes) apply(join(dist, change.file), change, name);
  return join(dist, 'main.js');
}

function apply(path: string, { file, find, put }: Change, name: string): void {
  const parts = readFileSync(path, 'utf8').split(find);
  if (parts.length !== 2)
    throw new Error(`${name}: its text is ${parts.length - 1} times in ${file}, not once:\n${find}`);
  writeFileSync(path, parts.join(put));
}
