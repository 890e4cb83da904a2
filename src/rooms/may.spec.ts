import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ACTIONS, KINDS, type RoomKind, STANDINGS, WAYS_IN, may } from './may.js';

const DOCS = join(import.meta.dirname, '../../docs/authorization.md');

/** The cells of the table for one kind of room in docs/authorization.md, line by line. */
function documented(kind: RoomKind): string[][] {
  const section = readFileSync(DOCS, 'utf8')
    .split(/^## /m)
    .find((text) => text.startsWith(`\`${kind}\``));
  const lines = (section ?? '').split('\n').filter((line) => line.startsWith('|'));
  return lines.map((line) =>
    line
      .split('|')
      .slice(1, -1)
      .map((cell) => cell.trim().replaceAll('`', '')),
  );
}

describe.each(KINDS)('the table of rights in rooms of the kind %s', (kind) => {
  it('is the same in docs/authorization.md', () => {
    const [head, , ...lines] = documented(kind);
    const standings = (head ?? []).slice(1);
    expect(standings).toEqual(STANDINGS);
    const expected = ACTIONS.filter((action) => STANDINGS.some((standing) => may(standing, action, kind)));
    expect(lines).toEqual(
      expected.map((action) => [action, ...STANDINGS.map((one) => (may(one, action, kind) ? 'yes' : ''))]),
    );
  });
});

describe('the rules', () => {
  it('let nobody act in a room they may not see, except to join', () => {
    for (const kind of KINDS)
      for (const action of ACTIONS)
        for (const standing of STANDINGS)
          if (may(standing, action, kind) && !WAYS_IN.includes(action))
            expect([standing, may(standing, 'see', kind)]).toEqual([standing, true]);
  });

  it('let a banned person do nothing in a private room', () => {
    for (const kind of ['group', 'direct'] as const)
      for (const standing of ['banned', 'guest', 'anonymous'] as const)
        expect(ACTIONS.filter((action) => may(standing, action, kind))).toEqual([]);
  });
});
