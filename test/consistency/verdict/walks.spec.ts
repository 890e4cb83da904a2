import { beforeEach, describe, expect, it } from 'vitest';
import { FROM_BEGINNING, type Shown } from '../history.js';
import { HandmadeHistory } from './handmade.js';

let h: HandmadeHistory;
beforeEach(() => {
  h = new HandmadeHistory();
});

function messages(count: number): Shown[] {
  return Array.from({ length: count }, () => h.message());
}

const gap = (after: number, before: number) => ({ gaps: [{ room: 'r', after, before }] });

describe('order is broken by', () => {
  it('an answer out of order', () => {
    const [a, b] = messages(2) as [Shown, Shown];
    h.poll({ r: 0 }, [b, a]);
    expect(h.kinds()).toContain('order');
  });

  it('a log with a hole or a repeated seq', () => {
    const [a, b] = messages(2) as [Shown, Shown];
    h.log().splice(0, 2, a, { ...b, seq: 3 });
    expect(h.kinds()).toContain('order');
  });

  it('an answer out of order on the Tornado surface', () => {
    const [a, b, c] = messages(3) as [Shown, Shown, Shown];
    h.tornadoPoll('r', FROM_BEGINNING, [a, c, b]);
    expect(h.kinds()).toEqual(['order']);
  });

  it('a page of the log out of order', () => {
    const [a, b, c] = messages(3) as [Shown, Shown, Shown];
    h.reading([a, c, b]);
    expect(h.kinds()).toContain('order');
  });
});

describe('a skip is', () => {
  it('an answer that leaves out an entry, first or in the middle', () => {
    const [a, b, c] = messages(3) as [Shown, Shown, Shown];
    h.poll({ r: 0 }, [b, c]);
    h.poll({ r: 0 }, [a, c]);
    expect(h.verdict().violations.map(({ kind }) => kind)).toEqual(['skip', 'skip']);
  });

  it('a gap declared to a client that was not further behind than the buffer', () => {
    const all = messages(4);
    h.poll({ r: 1 }, all.slice(2), gap(1, 3));
    expect(h.kinds()).toEqual(['skip']);
    h = new HandmadeHistory();
    h.poll({ r: 0 }, messages(4).slice(1), gap(0, 2));
    expect(h.kinds()).toEqual([]);
  });

  it('a gap that counts entries sent after the answer', () => {
    const some = messages(3);
    h.poll({ r: 0 }, some.slice(1), gap(0, 2));
    messages(5);
    expect(h.kinds()).toEqual(['skip']);
  });

  it('a page that leaves out an entry, at its beginning, in the middle, or before its end', () => {
    const all = messages(5);
    h.reading([...all.slice(0, 2), ...all.slice(3)]);
    h.reading(all.slice(2), { after: 1 });
    h.reading(all.slice(1, 2), { after: 1, before: 4 });
    h.reading(all.toReversed().slice(0, 3), { order: 'newest' });
    expect(h.kinds()).toEqual(['skip']);
    expect(h.verdict().violations).toHaveLength(4);
  });

  it('a message left out on the Tornado surface, unless it may have been deleted', () => {
    const [a, b, c] = messages(3) as [Shown, Shown, Shown];
    h.tornadoPoll('r', FROM_BEGINNING, [a, c]);
    h.tornadoPoll('r', a.id, [c]);
    expect(h.kinds()).toEqual(['skip']);
    h = new HandmadeHistory();
    messages(3);
    h.deletion(b, { askedAt: 50, endedAt: 100 });
    h.tornadoPoll('r', FROM_BEGINNING, [a, c], { askedAt: 60, endedAt: 70 });
    expect(h.kinds()).toEqual([]);
  });

  it('a gap on the Tornado surface although the cursor is among the newest', () => {
    const all = messages(4);
    h.tornadoPoll('r', 'r-m2', all.slice(1), { gap: true });
    expect(h.kinds()).toContain('skip');
    h = new HandmadeHistory();
    h.tornadoPoll('r', 'r-m1', messages(4).slice(1), { gap: true });
    expect(h.kinds()).toEqual([]);
  });
});

describe('a wrong cursor is', () => {
  it('a position that exists and is refused', () => {
    messages(1);
    h.poll({ r: 1 }, []).outcome = { kind: 'refused', status: 410, code: 'EPOCH_CHANGED' };
    expect(h.kinds()).toEqual(['cursor']);
  });

  it('a position that does not exist and is accepted', () => {
    const outcomes = [
      { kind: 'taken' },
      { kind: 'refused', status: 400, code: 'INVALID' },
      { kind: 'refused', status: 410, code: 'EPOCH_CHANGED' },
      { kind: 'refused', status: 503, code: 'SHUTTING_DOWN' },
    ] as const;
    const wanted = { what: 'ahead', status: 410, code: 'EPOCH_CHANGED' };
    for (const outcome of outcomes)
      h.history.probes.push({ ...wanted, client: 'eve', askedAt: 1, endedAt: 2, outcome });
    expect(h.verdict().violations.map(({ kind }) => kind)).toEqual(['cursor', 'cursor']);
  });

  it('a gap that does not begin at the position, or a room that was not asked for', () => {
    const all = messages(6);
    h.poll({ r: 1 }, all.slice(3), gap(2, 4));
    h.poll({ s: 0 }, all);
    expect(h.kinds()).toEqual(['cursor']);
  });

  it('another cursor at the end of a hold on the Tornado surface', () => {
    messages(1);
    h.tornadoPoll('r', 'r-m1', []).outcome = { kind: 'over', cursor: FROM_BEGINNING };
    expect(h.kinds()).toEqual(['cursor']);
  });

  it('a page with entries outside its bounds, with too many, or with a false more', () => {
    const all = messages(4);
    h.reading(all.slice(0, 3), { before: 3 });
    h.reading(all, { limit: 2 });
    h.reading(all, { more: true });
    expect(h.kinds()).toContain('cursor');
    expect(h.verdict().violations.filter(({ kind }) => kind === 'cursor')).toHaveLength(3);
  });
});

describe('a stale reading is', () => {
  it('an answer that claims to be complete without what was known before', () => {
    const all = messages(3);
    h.poll({ r: 0 }, all.slice(0, 2));
    h.poll({ r: 3 }, []);
    expect(h.kinds()).toEqual(['stale']);
  });

  it('not one with more to come, with a wait, or sent meanwhile', () => {
    const all = messages(3);
    h.poll({ r: 0 }, all.slice(0, 2), { more: true });
    h.poll({ r: 0 }, [], { retryMs: 1000 });
    h.poll({ r: 0 }, all.slice(0, 2), { askedAt: 31, endedAt: 60 });
    expect(h.kinds()).toEqual([]);
  });

  it('such an answer on the Tornado surface, also at the end of a hold', () => {
    const all = messages(3);
    h.tornadoPoll('r', FROM_BEGINNING, all.slice(0, 2));
    h.tornadoPoll('r', 'r-m1', []);
    expect(h.kinds()).toEqual(['stale']);
    expect(h.verdict().violations).toHaveLength(2);
  });

  it('a whole reading that ends early', () => {
    const all = messages(3);
    h.reading(all.slice(0, 2));
    expect(h.kinds()).toEqual(['stale']);
  });
});
