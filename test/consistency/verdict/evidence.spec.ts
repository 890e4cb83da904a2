import { beforeEach, describe, expect, it } from 'vitest';
import { FROM_BEGINNING } from '../history.js';
import { HandmadeHistory } from './handmade.js';

let h: HandmadeHistory;
beforeEach(() => {
  h = new HandmadeHistory();
});

describe('the evidence of a history', () => {
  it('counts writes with and without an answer', () => {
    const a = h.message();
    h.edit(a);
    h.deletion(h.message());
    h.unanswered('message');
    expect(h.verdict().evidence).toMatchObject({
      entries: 4,
      messagesAnswered: 2,
      editsAnswered: 1,
      deletionsAnswered: 1,
      neverAnswered: 1,
      replays: 0,
    });
  });

  it('tells a repeat after an answer from one without', () => {
    const [a, b] = [h.message(), h.message()];
    const [first, second] = h.history.writes;
    first?.attempts.push(h.answer(a, {}, true));
    second?.attempts.splice(
      0,
      1,
      { ...h.answer(b), outcome: { kind: 'none', why: 'cut' } },
      h.answer(b, {}, true),
    );
    expect(h.verdict().evidence).toMatchObject({ replays: 2, lostAnswersRepeated: 1 });
  });

  it('counts what was shown, gaps and filled gaps', () => {
    const all = Array.from({ length: 5 }, () => h.message());
    h.poll({ r: 0 }, all.slice(2), { gaps: [{ room: 'r', after: 0, before: 3 }] });
    h.reading(all.slice(0, 1), { before: 3, purpose: 'gap', more: true });
    h.reading(all.slice(1, 2), { after: 1, before: 3, purpose: 'gap' });
    h.tornadoPoll('r', FROM_BEGINNING, all.slice(2), { gap: true });
    h.reading(all);
    expect(h.verdict()).toMatchObject({
      result: 'valid',
      evidence: {
        shown: 13,
        shownOnTornadoSurface: 3,
        gapsDeclared: 1,
        gapsFilled: 1,
        tornadoGaps: 1,
        wholeLogsRead: 1,
      },
    });
  });

  it('counts a kill as one under load only if a write was under way that got no answer', () => {
    h.history.faults.push({ kind: 'SIGKILL', at: 15, overAt: 16, readyAt: 1_000 });
    h.message('r', { askedAt: 10, endedAt: 20 });
    expect(h.verdict().evidence).toMatchObject({ kills: 1, killsUnderLoad: 0 });
    const write = h.unanswered('message');
    const [attempt] = write.attempts;
    if (attempt) write.attempts[0] = { ...attempt, askedAt: 12, endedAt: 17 };
    expect(h.verdict().evidence).toMatchObject({ kills: 1, killsUnderLoad: 1 });
  });
});
