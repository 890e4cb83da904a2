import { beforeEach, describe, expect, it } from 'vitest';
import { FROM_BEGINNING } from '../history.js';
import { HandmadeHistory } from './handmade.js';

let h: HandmadeHistory;
beforeEach(() => {
  h = new HandmadeHistory();
});

describe('real-time order is broken by', () => {
  it('a message that was sent after another was answered and has the lower seq', () => {
    h.message('r', { askedAt: 100, endedAt: 110 });
    h.message('r', { askedAt: 10, endedAt: 20 });
    expect(h.kinds()).toEqual(['realtime']);
  });

  it('a message that was sent after another was shown and has the lower seq', () => {
    h.message('r', { askedAt: 100, endedAt: 110 });
    const late = h.message('r', { askedAt: 10, endedAt: 200 });
    expect(h.kinds()).toEqual([]);
    h.tornadoPoll('r', 'r-m1', [late], { askedAt: 30, endedAt: 50 });
    expect(h.kinds()).toEqual(['realtime']);
  });

  it('such an edit', () => {
    const a = h.message('r', { askedAt: 10, endedAt: 20 });
    h.message('r', { askedAt: 100, endedAt: 110 });
    h.edit(a, { askedAt: 30, endedAt: 40 });
    expect(h.kinds()).toEqual(['realtime']);
  });

  it('nothing in different rooms or at the same time', () => {
    h.message('r', { askedAt: 100, endedAt: 110 });
    h.message('s', { askedAt: 10, endedAt: 20 });
    h.message('r', { askedAt: 95, endedAt: 105 });
    expect(h.kinds()).toEqual([]);
  });
});

describe('agreement is broken by', () => {
  it('another entry, author, text or time at the same seq', () => {
    const a = h.message();
    h.poll({ r: 0 }, [{ ...a, id: 'other' }]);
    h.poll({ r: 0 }, [{ ...a, authorId: 'u-bob' }]);
    h.poll({ r: 0 }, [{ ...a, body: 'text-other' }]);
    h.poll({ r: 0 }, [{ ...a, at: '2026-01-02T00:00:00.000Z' }]);
    h.poll({ r: 0 }, [{ ...a, htmlAgrees: false }]);
    expect(h.verdict().violations.map(({ kind }) => kind)).toEqual(Array(5).fill('agreement'));
  });

  it('a text with the changed_seq of another text', () => {
    const a = h.message();
    const edited = h.edit(a);
    h.reading([{ ...a, body: edited.body, changedSeq: 1 }, edited]);
    expect(h.kinds()).toEqual(['agreement']);
  });

  it('an answer without what was sent, or of somebody else', () => {
    const a = h.message();
    h.history.writes[0]?.attempts.splice(0, 1, h.answer({ ...a, body: 'text-other' }));
    expect(h.kinds()).toEqual(['agreement']);
    h.history.writes[0]?.attempts.splice(0, 1, h.answer({ ...a, authorId: 'u-bob' }));
    expect(h.kinds()).toEqual(['agreement']);
  });

  it('an epoch that changes', () => {
    h.poll({ r: 0 }, []);
    const { outcome } = h.poll({ r: 0 }, []);
    if (outcome.kind === 'events') outcome.epoch = 'other';
    expect(h.kinds()).toEqual(['agreement']);
  });
});

describe('a stale answer is', () => {
  it('a message in the state before an edit that was answered before the question', () => {
    const a = h.message();
    const edited = h.edit(a);
    h.reading([a, edited]);
    expect(h.kinds()).toEqual(['stale']);
  });

  it('not one given during an edit, nor an edit followed by others', () => {
    const a = h.message();
    const first = h.edit(a, { askedAt: 20, endedAt: 40 });
    h.reading([a, first], { askedAt: 30, endedAt: 35 });
    h.edit(a, { askedAt: 50, endedAt: 60 });
    h.reading([h.log()[0] ?? a, first, h.log()[2] ?? a], { askedAt: 70, endedAt: 80 });
    expect(h.kinds()).toEqual([]);
  });
});

describe('a deleted text is reported in', () => {
  it('a message or an edit that is shown with its text after the deletion was acknowledged', () => {
    const a = h.message();
    const edited = h.edit(a);
    const b = h.message();
    const deletion = h.deletion(a);
    h.reading([{ ...a, body: edited.body, changedSeq: 2 }, ...h.log().slice(1)]);
    h.reading([h.log()[0] ?? a, edited, b, deletion]);
    h.tornadoPoll('r', FROM_BEGINNING, [{ ...a, body: edited.body, changedSeq: 2 }, b]);
    expect(h.verdict().violations.map(({ kind }) => kind)).toEqual(Array(3).fill('deleted'));
  });

  it('a deletion that still has the text, and a deleted message on the Tornado surface', () => {
    const a = h.message();
    const deletion = h.deletion(a);
    h.reading([h.log()[0] ?? a, { ...deletion, body: a.body }]);
    h.tornadoPoll('r', FROM_BEGINNING, [h.log()[0] ?? a]);
    expect(h.kinds()).toEqual(['deleted']);
    expect(h.verdict().violations).toHaveLength(2);
  });

  it('a page at the end with the text or an earlier one', () => {
    const a = h.message();
    const edited = h.edit(a);
    h.deletion(a);
    h.history.texts.push({ what: 'page', text: `<p>${a.body}</p>` }, { what: 'api', text: edited.body });
    expect(h.verdict().violations.map(({ kind }) => kind)).toEqual(['deleted', 'deleted']);
  });
});

describe('a late answer is', () => {
  it('that of a held poll at the end of its hold', () => {
    const a = h.message('r', { askedAt: 1000, endedAt: 1010 });
    h.poll({ r: 0 }, [a], { askedAt: 500, endedAt: 20_000 });
    h.tornadoPoll('r', FROM_BEGINNING, [a], { askedAt: 500, endedAt: 20_000 });
    expect(h.verdict().violations.map(({ kind }) => kind)).toEqual(['late', 'late']);
  });

  it('one that never comes', () => {
    h.message('r', { askedAt: 1000, endedAt: 1010 });
    h.poll({ r: 0 }, [], { askedAt: 500, endedAt: 20_000 }).outcome = { kind: 'none', why: 'gave up' };
    expect(h.kinds()).toEqual(['late']);
  });

  it('not one delayed by a fault, a lag of the checker, or a disturbed connection', () => {
    const a = h.message('r', { askedAt: 1000, endedAt: 1010 });
    h.poll({ r: 0 }, [a], { askedAt: 500, endedAt: 20_000, way: 'disturbed' });
    h.poll({ r: 0 }, [a], { askedAt: 500, endedAt: 12_000 });
    h.history.faults.push({ kind: 'SIGSTOP', at: 1500, overAt: 5500, readyAt: 5600 });
    h.history.lags.push({ from: 7000, to: 8000 });
    expect(h.kinds()).toEqual([]);
    expect(h.verdict().evidence.pollsWoken).toBe(1);
  });
});

describe('unanswered at a stop is', () => {
  const term = { kind: 'SIGTERM', at: 5000, overAt: 5200, readyAt: 6500, exitCode: 0 } as const;

  it('a poll that was held when the node was told to stop', () => {
    h.history.faults.push(term);
    h.poll({ r: 0 }, [], { askedAt: 1000, endedAt: 5010 }).outcome = { kind: 'none', why: 'reset' };
    expect(h.kinds()).toEqual(['unanswered']);
    h = new HandmadeHistory();
    h.history.faults.push(term);
    h.poll({ r: 0 }, [], { askedAt: 1000, endedAt: 9000 });
    expect(h.kinds()).toEqual(['unanswered']);
  });

  it('not a poll that came just then or was answered', () => {
    h.history.faults.push(term);
    h.poll({ r: 0 }, [], { askedAt: 4900, endedAt: 5010 }).outcome = { kind: 'none', why: 'reset' };
    h.poll({ r: 0 }, [], { askedAt: 1000, endedAt: 5010, retryMs: 500 });
    expect(h.kinds()).toEqual([]);
  });

  it('a node that does not exit with 0', () => {
    h.history.faults.push({ ...term, exitCode: 1 });
    expect(h.kinds()).toEqual(['unanswered']);
  });
});

describe('recovery is broken by', () => {
  it('a server that is not ready again in time', () => {
    h.history.faults.push({ kind: 'SIGKILL', at: 0, overAt: 10, readyAt: 3100 });
    expect(h.kinds()).toEqual(['recovery']);
    h.history.faults.splice(0, 1, { kind: 'SIGKILL', at: 0, overAt: 10, readyAt: 2900 });
    expect(h.kinds()).toEqual([]);
  });
});
