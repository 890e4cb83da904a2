import { readFileSync, readdirSync } from 'node:fs';
import ts from 'typescript';
import { expect, it } from 'vitest';
import { withoutComments } from './assets.js';

function printed(script: string): string {
  return ts.transpile(script, { target: ts.ScriptTarget.ESNext, removeComments: true });
}

it('takes lines of comment out of a script and leaves its lines where they were', () => {
  const script = [
    '/** One. */',
    'const a = /** @type {A} */ (b); // stays',
    '  /**',
    '   * Two: // and /* within',
    '   */',
    "  const c = 'http://x'; /** stays */",
    '  // three',
    '  c(/** @type {B} */ (d));',
    '  /** Four. */',
  ].join('\n');
  expect(withoutComments(script).split('\n')).toEqual([
    '',
    'const a = /** @type {A} */ (b); // stays',
    '',
    '',
    '',
    "  const c = 'http://x'; /** stays */",
    '',
    '  c(/** @type {B} */ (d));',
    '',
  ]);
});

it.each(readdirSync('public/js'))('changes nothing of what %s does', (name) => {
  const script = readFileSync(`public/js/${name}`, 'utf8');
  expect(printed(withoutComments(script))).toBe(printed(script));
});
