import { afterEach, describe, expect, it, vi } from 'vitest';
import type { Message, RoomEvent } from '../../public/server/entry.js';
import type { Updates } from '../../public/poll/answer.js';
import { type Positions, advance, newsAfter, reached } from '../../public/poll/positions.js';
import { type UpdatesQuery, askUpdates } from '../../public/poll/updates.js';
import { WantedRooms } from '../../public/poll/wanted-rooms.js';

const NOTHING: Updates = { epoch: 'e', me: null, events: [], gaps: [], closed: [], more: false, retryMs: 0 };

function events(room: string, ...seqs: number[]): RoomEvent[] {
  return seqs.map((seq) => ({ room, seq, type: 'message', message: {} as Message }));
}

function at(positions: Record<string, number>): Positions {
  return new Map(Object.entries(positions));
}

describe('the request of a poll', () => {
  const asked: { url: string; body: string | undefined }[] = [];
  const signal = new AbortController().signal;

  afterEach(() => {
    asked.length = 0;
    vi.unstubAllGlobals();
  });

  async function ask(question: Partial<UpdatesQuery>): Promise<void> {
    vi.stubGlobal('document', { querySelector: () => null });
    vi.stubGlobal('fetch', (url: string, { body }: { body?: string }) => {
      asked.push({ url, body });
      return Promise.resolve(Response.json(NOTHING));
    });
    await askUpdates(
      '/api/updates',
      { after: at({}), wait: undefined, marks: undefined, here: undefined, epoch: 'e/1', ...question },
      signal,
    );
  }

  it('names every room and its position, whatever a room is called', async () => {
    await ask({ after: at({ lobby: 812, 'a & b': 0, 大厅: 7 }) });
    const query = new URL(asked[0]?.url ?? '', 'http://chat.test').searchParams;
    expect(query.get('after')).toBe('lobby:812,a & b:0,大厅:7');
    await ask({ after: new Map([['__proto__', 3]]) });
    expect(asked[1]?.url).toBe('/api/updates?after=__proto__:3&epoch=e%2F1');
  });

  it('leaves the hold to the server unless it says how long', async () => {
    await ask({ wait: undefined });
    await ask({ wait: 0 });
    await ask({ wait: 6.85 });
    expect(asked.map(({ url }) => new URL(url, 'http://chat.test').searchParams.get('wait'))).toEqual([
      null,
      '0',
      '6.85',
    ]);
  });

  it('is a POST if the address would be too long, and names at most 200 rooms', async () => {
    const long = Array.from({ length: 250 }, (_, n) => [`a room with a rather long name ${n}`, n] as const);
    await ask({ after: new Map(long), wait: 3 });
    const { after, wait, epoch } = JSON.parse(asked[0]?.body ?? '') as {
      after: string;
      wait: number;
      epoch: string;
    };
    expect(asked[0]?.url).toBe('/api/updates');
    expect(after).toBe(
      long
        .slice(50)
        .map(([room, seq]) => `${room}:${seq}`)
        .join(),
    );
    expect({ wait, epoch }).toEqual({ wait: 3, epoch: 'e/1' });
  });
});

describe('the answer to a poll', () => {
  it('advances positions to its events and gaps, and drops closed rooms', () => {
    const answer = {
      ...NOTHING,
      events: [...events('a', 5, 6), ...events('b', 300)],
      gaps: [{ room: 'b', after: 3, before: 300 }],
      closed: ['c'],
    };
    const to = reached(at({ a: 4, b: 3, c: 9, d: 1 }), answer);
    expect(to).toEqual(at({ a: 6, b: 300, d: 1 }));
    expect(reached(at({ b: 3 }), { ...answer, events: [] })).toEqual(at({ b: 299 }));
  });

  it('advances a tab at or after the requested position', () => {
    const positions = at({ a: 4, b: 5, c: 9 });
    expect(advance(positions, at({ a: 4, b: 4, c: 4, d: 0 }), at({ a: 6, b: 6, c: 6, d: 1 }))).toBe(true);
    expect(positions).toEqual(at({ a: 6, b: 6, c: 9 }));
  });

  it('does not advance a tab before it, or in another room', () => {
    const positions = at({ a: 3, b: 5 });
    expect(advance(positions, at({ a: 4 }), at({ a: 6 }))).toBe(false);
    expect(positions).toEqual(at({ a: 3, b: 5 }));
  });

  it('removes a closed room', () => {
    const positions = at({ a: 3, b: 5 });
    expect(advance(positions, at({ a: 3, b: 5 }), at({ b: 5 }))).toBe(true);
    expect(positions).toEqual(at({ b: 5 }));
  });

  it('gives a tab each new event once', () => {
    const answer = { ...NOTHING, events: [...events('a', 5, 6), ...events('b', 8)] };
    const seqs = (positions: Positions) =>
      newsAfter(positions, at({ a: 4, b: 7 }), answer).events.map(({ room, seq }) => room + seq);
    expect(seqs(at({ a: 4, b: 7 }))).toEqual(['a5', 'a6', 'b8']);
    expect(seqs(at({ a: 5 }))).toEqual(['a6']);
    expect(seqs(at({ a: 6, b: 7 }))).toEqual(['b8']);
    expect(seqs(at({ a: 3, b: 6 }))).toEqual([]);
    expect(seqs(at({ c: 1 }))).toEqual([]);
  });

  it('gives a tab the part of a gap that it does not have', () => {
    const answer = { ...NOTHING, gaps: [{ room: 'a', after: 4, before: 20 }] };
    const gaps = (seq: number) => newsAfter(at({ a: seq }), at({ a: 4 }), answer).gaps;
    expect(gaps(4)).toEqual([{ room: 'a', after: 4, before: 20 }]);
    expect(gaps(10)).toEqual([{ room: 'a', after: 10, before: 20 }]);
    expect(gaps(18)).toEqual([{ room: 'a', after: 18, before: 20 }]);
    expect(gaps(19)).toEqual([]);
    expect(gaps(3)).toEqual([]);
  });
});

describe('the rooms wanted by all tabs', () => {
  it('are requested from the lowest position of each', () => {
    const wanted = new WantedRooms();
    wanted.set('one', at({ a: 4, b: 2 }), 'a');
    wanted.set('two', at({ a: 3 }), 'a');
    expect(wanted.lowest()).toEqual(at({ a: 3, b: 2 }));
    wanted.delete('two');
    expect(wanted.lowest()).toEqual(at({ a: 4, b: 2 }));
  });

  it('are asked who is there where a tab shows them, each once', () => {
    const wanted = new WantedRooms();
    wanted.set('one', at({ a: 4, b: 2 }), 'b');
    wanted.set('two', at({ a: 4 }), 'a');
    wanted.set('three', at({ a: 4, b: 2 }), 'b');
    expect(wanted.shown).toEqual(['a', 'b']);
    wanted.delete('two');
    expect(wanted.shown).toEqual(['b']);
  });

  it('show whether a poll under way misses something', () => {
    const wanted = new WantedRooms();
    expect(wanted.set('one', at({ a: 4 }), 'a')).toBe(true);
    expect(wanted.set('two', at({ a: 4 }), 'a')).toBe(false);
    expect(wanted.set('two', at({ a: 9 }), 'a')).toBe(false);
    expect(wanted.set('two', at({ a: 3 }), 'a')).toBe(true);
    expect(wanted.set('two', at({ a: 3, b: 0 }), 'a')).toBe(true);
  });

  it('advance with every answer, except for tabs before its start', () => {
    const wanted = new WantedRooms();
    const own = at({ a: 4 });
    wanted.set('one', own, 'a');
    wanted.set('late', at({ a: 2 }), 'a');
    wanted.advance(at({ a: 4 }), at({ a: 6 }));
    expect(wanted.lowest()).toEqual(at({ a: 2 }));
    wanted.delete('late');
    expect(wanted.lowest()).toEqual(at({ a: 6 }));
    expect(own).toEqual(at({ a: 4 }));
  });
});
