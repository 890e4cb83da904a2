import { existsSync, readFileSync, writeFileSync } from 'node:fs';

const BETWEEN = /(<!-- bench -->)[^]*?(<!-- \/bench -->)/;

/** Puts `text` between the marks in `file`; answers false if it has none or does not exist. */
export function fillBetweenMarks(file: string, text: string): boolean {
  if (!existsSync(file)) return false;
  const before = readFileSync(file, 'utf8');
  if (!BETWEEN.test(before)) return false;
  // A function, because `$` has a meaning in a replacement string.
  const after = before.replace(BETWEEN, (_, open, close) => `${open}\n\n${text}\n\n${close}`);
  writeFileSync(file, after);
  return true;
}
