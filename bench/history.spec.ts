import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { audience } from './audience.js';
import { inWords, lastRecorded, record, recordOf } from './history.js';
import type { Results } from './report.js';

/** A run of two rounds with these CPU times a delivery, by server. */
function run(cpuUs: Record<string, number[]>): Results {
  const samples = new Map(
    Object.entries(cpuUs).map(([key, each]) => [{ key }, each.map((us) => ({ cpuUs: us }))]),
  );
  const basics = { date: '2026-11-25', machine: 'a machine', pinned: true, rounds: 2, notes: [] };
  return {
    ...basics,
    fanOut: new Map([[audience(1000), samples]]),
    sending: undefined,
  } as unknown as Results;
}

describe('the history', () => {
  it('keeps the medians of the ratios within each round', () => {
    expect(recordOf(run({ bare: [50, 100], linger: [75, 170], tornado: [300, 340] }))).toEqual({
      date: '2026-11-25',
      machine: 'a machine',
      rounds: 2,
      deliveries: { 1000: { bare: 1.6, tornado: 0.38 } },
      posts: null,
      pages: null,
    });
  });

  it('keeps nothing of a run without Linger, and says what was not measured', () => {
    expect(recordOf(run({ bare: [50, 50] }))).toBeUndefined();
    const alone = recordOf(run({ linger: [75, 75] }));
    expect(alone && inWords(alone)).toBe('2026-11-25, 2 rounds: 1000 clients ÷ bare -, ÷ Tornado -');
  });

  it('tells the last run that was recorded', () => {
    const file = join(mkdtempSync(join(tmpdir(), 'linger-bench-')), 'history.jsonl');
    expect(lastRecorded(file)).toBeUndefined();
    for (const us of [100, 75]) {
      const entry = recordOf(run({ bare: [50, 50], linger: [us, us] }));
      if (entry) record(entry, file);
    }
    expect(lastRecorded(file)?.deliveries).toEqual({ 1000: { bare: 1.5, tornado: null } });
  });
});
