import { beforeEach, describe, expect, it } from 'vitest';
import { FROM_BEGINNING } from '../history.js';
import { HandmadeHistory } from './handmade.js';

/** Longer than an entry may take to reach a held poll. */
const LATER_MS = 60_000;

let h: HandmadeHistory;
beforeEach(() => {
  h = new HandmadeHistory();
  h.history.nodes = 3;
});

describe('an answer of one of several nodes', () => {
  it('may lack what has only just become known, if it answers a poll', () => {
    const first = h.message();
    h.message();
    h.poll({ r: 0 }, [first]);
    h.tornadoPoll('r', FROM_BEGINNING, [first]);
    expect(h.kinds()).toEqual([]);
  });

  it('is stale if it lacks what has been known for long', () => {
    const first = h.message();
    h.message();
    const times = { askedAt: LATER_MS, endedAt: LATER_MS + 1 };
    h.poll({ r: 0 }, [first], times);
    expect(h.kinds()).toEqual(['stale']);
  });

  it('is stale if it reads the log without what was known before', () => {
    const first = h.message();
    h.message();
    h.reading([first]);
    expect(h.kinds()).toEqual(['stale']);
  });

  it('never shows a text whose deletion was known', () => {
    const a = h.message();
    h.deletion(a);
    h.poll({ r: 0 }, [a, h.log()[1] ?? a]);
    expect(h.kinds()).toContain('deleted');
  });
});
