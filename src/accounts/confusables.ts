import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** What each character looks like, if it is not itself. `confusables.txt` names the source. */
export const CONFUSABLES: ReadonlyMap<string, string> = new Map(
  readFileSync(join(import.meta.dirname, 'confusables.txt'), 'utf8')
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#'))
    .flatMap((line) => {
      const [target = '', sources = ''] = line.split('=');
      return sources.split(',').map((source): [string, string] => [textOf(source), textOf(target)]);
    }),
);

function textOf(points: string): string {
  return String.fromCodePoint(...points.split(' ').map((point) => parseInt(point, 16)));
}
