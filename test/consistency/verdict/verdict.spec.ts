import { beforeEach, describe, expect, it } from 'vitest';
import { emptyHistory, FROM_BEGINNING } from '../history.js';
import { DEADLINES, HandmadeHistory } from './handmade.js';
import { judge } from './verdict.js';

let h: HandmadeHistory;
beforeEach(() => {
  h = new HandmadeHistory();
});

describe('a correct history', () => {
  it('is valid with messages, edits, deletions, walks, a filled gap, a replay and an unanswered write', () => {
    const [a, b] = [h.message(), h.message()];
    h.poll({ r: 0 }, [a, b]);
    const edited = h.edit(a);
    const deleted = h.deletion(b);
    const [c, d] = [h.message(), h.message()];
    h.poll({ r: 2 }, [edited, deleted], { more: true });
    h.poll({ r: 4 }, [c, d]);
    h.poll({ r: 1 }, [deleted, c, d], { gaps: [{ room: 'r', after: 1, before: 4 }] });
    h.reading(h.log().slice(1, 3), { after: 1, before: 4, purpose: 'gap' });
    h.reading(h.log().toReversed(), { order: 'newest' });
    h.tornadoPoll('r', FROM_BEGINNING, [h.log()[0] ?? a, c, d]);
    h.tornadoPoll('r', b.id, [c, d]);
    h.unanswered('message');
    const [first] = h.history.writes;
    first?.attempts.push(h.answer({ ...a, body: edited.body, changedSeq: 3 }, {}, true));
    h.history.finishes.push({ client: 'ann', surface: 'rest', positions: { r: 6 } });
    expect(h.verdict()).toMatchObject({ result: 'valid', violations: [] });
  });
});

describe('a history in which too little happened', () => {
  it('is unknown, and the verdict says what was missing', () => {
    h.message();
    const needs = { messagesAnswered: 1, kills: 1, gapsDeclared: 2 };
    expect(judge(h.history, DEADLINES, needs)).toMatchObject({
      result: 'unknown',
      lacking: ['kills: 0 of 1', 'gapsDeclared: 0 of 2'],
    });
    expect(judge(emptyHistory(3), DEADLINES, { entries: 1 }).result).toBe('unknown');
  });

  it('is invalid all the same if something was broken', () => {
    h.message();
    h.log().pop();
    expect(judge(h.history, DEADLINES, { kills: 1 }).result).toBe('invalid');
  });
});

describe('lost is', () => {
  it('an acknowledged message that is in no log', () => {
    h.message();
    h.log().pop();
    expect(h.kinds()).toContain('lost');
  });

  it('an acknowledged edit or deletion that is missing or replaced', () => {
    const a = h.message();
    h.edit(a);
    h.log()[1] = { ...a, seq: 2, messageSeq: 2, id: 'other', clientId: 'c-other' };
    expect(h.kinds()).toContain('lost');
  });

  it('the rest of the log for a client that polls without reaching its end', () => {
    h.message();
    h.message();
    h.history.finishes.push({ client: 'bob', surface: 'rest', positions: { r: 1 } });
    expect(h.kinds()).toEqual(['lost']);
  });

  it('not what follows the last shown message on the Tornado surface', () => {
    h.message();
    h.edit(h.message());
    h.deletion(h.message());
    h.history.finishes.push({ client: 'bob', surface: 'tornado', positions: { r: 2 } });
    expect(h.kinds()).toEqual([]);
  });
});

describe('a phantom is', () => {
  it('an entry that was shown and is not in the log', () => {
    const a = h.message();
    h.poll({ r: 0 }, [a, { ...a, seq: 2, messageSeq: 2, id: 'ghost', clientId: undefined }]);
    expect(h.kinds()).toEqual(['phantom']);
  });

  it('a message, an edit or a deletion in the log that nobody sent', () => {
    for (const make of [() => h.message(), () => h.edit(h.message()), () => h.deletion(h.message())]) {
      h = new HandmadeHistory();
      make();
      h.history.writes.pop();
      expect(h.kinds()).toEqual(['phantom']);
    }
  });

  it('a message that is shown as deleted before anybody asked for that', () => {
    const a = h.message();
    h.poll({ r: 0 }, [{ ...a, deleted: true, body: '' }]);
    expect(h.kinds()).toEqual(['phantom']);
  });
});

describe('a duplicate is', () => {
  it('a message that is stored twice under one client_id', () => {
    const a = h.message();
    h.log().push({ ...a, seq: 2, messageSeq: 2, changedSeq: 2, id: 'again' });
    expect(h.kinds()).toEqual(['duplicate']);
  });

  it('an edit or a deletion that is stored twice', () => {
    for (const change of ['edit', 'deletion'] as const) {
      h = new HandmadeHistory();
      const changed = h[change](h.message());
      h.log().push({ ...changed, seq: 3, changedSeq: 3 });
      expect(h.kinds()).toEqual(['duplicate']);
    }
  });

  it('a repeat that is answered with another id', () => {
    const a = h.message();
    const b = h.message();
    const [first, second] = h.history.writes.splice(0, 2);
    if (!first || !second) throw new Error('no writes');
    h.history.writes.push({ ...first, attempts: [...first.attempts, h.answer(b, {}, true)] }, second);
    expect(h.kinds()).toContain('duplicate');
    expect(a.id).not.toBe(b.id);
  });

  it('a repeat that is not marked as one, or a first answer that is', () => {
    const a = h.message();
    h.history.writes[0]?.attempts.push(h.answer(a));
    expect(h.kinds()).toEqual(['duplicate']);
    h = new HandmadeHistory();
    const attempt = h.answer(h.message(), {}, true);
    h.history.writes[0]?.attempts.splice(0, 1, attempt);
    expect(h.kinds()).toEqual(['duplicate']);
  });

  it('an entry that is shown again', () => {
    const [a, b] = [h.message(), h.message()];
    h.poll({ r: 1 }, [a, b]);
    h.poll({ r: 0 }, [a, b, b]);
    expect(h.verdict().violations.map(({ kind }) => kind)).toEqual(['duplicate', 'duplicate']);
  });
});

describe('wrongly refused is', () => {
  it('a valid write, poll or read', () => {
    const outcome = { kind: 'refused', status: 500, code: 'INTERNAL' } as const;
    const write = h.unanswered('message');
    write.attempts[0] = { ...h.answer(h.message()), outcome };
    expect(h.kinds()).toEqual(['refused']);
    h = new HandmadeHistory();
    h.poll({ r: 0 }, []).outcome = outcome;
    expect(h.kinds()).toEqual(['refused']);
  });

  it('not what gets 503, which asks to come again', () => {
    const outcome = { kind: 'refused', status: 503, code: 'SHUTTING_DOWN' } as const;
    const write = h.unanswered('message');
    write.attempts[0] = { ...h.answer(h.message()), outcome };
    h.poll({ r: 1 }, []).outcome = outcome;
    h.tornadoPoll('r', FROM_BEGINNING, []).outcome = outcome;
    expect(h.kinds()).toEqual([]);
  });
});
