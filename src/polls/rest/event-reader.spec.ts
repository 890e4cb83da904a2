import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { TestNode } from '../../../test/support/test-node.js';
import type { Message } from '../../log/message.js';
import type { UpdatesJson } from './dto/updates.json.js';

const BUFFER_SIZE = 5;

let node: TestNode;
beforeEach(async () => {
  node = await TestNode.start(BUFFER_SIZE);
});
afterEach(() => node.stop());

const texts = (count: number, prefix = 'm'): string[] =>
  Array.from({ length: count }, (_, i) => `${prefix}${i + 1}`);

async function read(after: Record<string, number>, limit = 1000): Promise<UpdatesJson> {
  return (await node.update(after, { limit, waitMs: 0 })) as UpdatesJson;
}

/** The seqs of each room's events, in order. */
function seqsByRoom({ events }: Pick<UpdatesJson, 'events'>): Record<string, number[]> {
  const seqs: Record<string, number[]> = {};
  for (const { room, seq } of events) (seqs[room] ??= []).push(seq);
  return seqs;
}

describe.each([
  ['warm', () => node.buffers.newestMessages('a')],
  ['cold', () => Promise.resolve(node.restart())],
])('a client far behind in a room, with a %s buffer,', (_, prepare) => {
  it.each([
    [5, 0, [1, 2, 3, 4, 5], []],
    [6, 0, [2, 3, 4, 5, 6], [{ room: 'a', after: 0, before: 2 }]],
    [6, 1, [2, 3, 4, 5, 6], []],
    [12, 6, [8, 9, 10, 11, 12], [{ room: 'a', after: 6, before: 8 }]],
    [12, 7, [8, 9, 10, 11, 12], []],
    [12, 1, [8, 9, 10, 11, 12], [{ room: 'a', after: 1, before: 8 }]],
    [12, 11, [12], []],
  ])(
    'gets the newest of %d entries after seeing %d, and a gap only beyond the buffer',
    async (total, position, seqs, gaps) => {
      await node.say('a', ...texts(total));
      await prepare();
      const answer = await read({ a: position });
      expect(seqsByRoom(answer)).toEqual({ a: seqs });
      expect(answer).toMatchObject({ gaps, more: false });
    },
  );

  it('fills the gap exactly with the entries between its bounds', async () => {
    const [first] = await node.say('a', ...texts(3));
    await node.change(first as Message, 'edited');
    await node.say('a', ...texts(8));
    await prepare();
    const { events, gaps } = await read({ a: 2 });
    const [{ after, before } = { after: 0, before: 0 }] = gaps;
    const hole = await node.log.listOldest('a', 1000, { after, before });
    const seqs = [...hole, ...events].map(({ seq }) => seq);
    expect(seqs).toEqual(Array.from({ length: 10 }, (__, i) => i + 3));
  });

  it('counts edits and deletions as entries', async () => {
    const [first, second] = await node.say('a', 'one', 'two');
    for (const body of texts(BUFFER_SIZE - 1)) await node.change(first as Message, body);
    await node.change(second as Message);
    await prepare();
    expect(await read({ a: 2 })).toMatchObject({ gaps: [], more: false });
    const answer = await read({ a: 1 });
    expect(answer.gaps).toEqual([{ room: 'a', after: 1, before: 3 }]);
    expect(answer.events.map(({ type }) => type)).toEqual(['edit', 'edit', 'edit', 'edit', 'deletion']);
  });

  it('does not affect the other rooms', async () => {
    await node.say('a', ...texts(7));
    await node.say('b', ...texts(4));
    await prepare();
    const answer = await read({ a: 0, b: 1 });
    expect(seqsByRoom(answer)).toEqual({ a: [3, 4, 5, 6, 7], b: [2, 3, 4] });
    expect(answer.gaps).toEqual([{ room: 'a', after: 0, before: 3 }]);
  });
});

describe('a limit', () => {
  it('is shared among the rooms, which pass on what they do not need', async () => {
    for (const [room, count] of [
      ['a', 5],
      ['b', 1],
      ['c', 4],
    ] as const)
      await node.say(room, ...texts(count));
    const positions = { a: 0, b: 0, c: 0 };
    expect(seqsByRoom(await read(positions, 6))).toEqual({ a: [1, 2, 3], b: [1], c: [1, 2] });
    expect(await read(positions, 6)).toMatchObject({ more: true, gaps: [] });
    expect(await read(positions, 9)).toMatchObject({ more: true });
    expect(await read(positions, 10)).toMatchObject({ more: false });
    expect((await read(positions, 10)).events.length).toBe(10);
  });

  it('cuts the newest, never the oldest: the range stays contiguous with its gap', async () => {
    await node.say('a', ...texts(9));
    const answer = await read({ a: 1 }, 2);
    expect(seqsByRoom(answer)).toEqual({ a: [5, 6] });
    expect(answer).toMatchObject({ gaps: [{ room: 'a', after: 1, before: 5 }], more: true });
    expect(seqsByRoom(await read({ a: 6 }, 2))).toEqual({ a: [7, 8] });
  });

  it('declares no gap in a room that got no share', async () => {
    for (const room of ['a', 'b']) await node.say(room, ...texts(9));
    const { events, gaps, more } = await read({ a: 0, b: 0 }, 1);
    expect(gaps).toEqual([{ room: events[0]?.room, after: 0, before: 5 }]);
    expect([events.length, more]).toEqual([1, true]);
  });

  it('that leaves a room without a share sets more', async () => {
    for (const room of ['a', 'b']) await node.say(room, 'one');
    expect(await read({ a: 0, b: 0 }, 1)).toMatchObject({ events: [{ seq: 1 }], more: true });
  });

  it.each([1, 2, 3])(
    'of %d, below the number of rooms, lets them take turns, whoever else polls',
    async (limit) => {
      const rooms = ['a', 'b', 'c', 'd'];
      for (const room of rooms) await node.say(room, ...texts(5));
      const positions = Object.fromEntries(rooms.map((room) => [room, 0]));
      for (let polled = limit; polled <= 12; polled += limit) {
        const { events, more } = await read(positions, limit);
        expect([events.length, more]).toEqual([limit, true]);
        for (const { room, seq } of events) positions[room] = seq;
        // No room is more than one round ahead of another.
        const seen = Object.values(positions);
        expect(Math.max(...seen) - Math.min(...seen)).toBeLessThanOrEqual(1);
        await read({ a: 0, b: 0, c: 0, d: 0 }, limit);
      }
    },
  );
});

describe('a long answer', () => {
  const long = 'x'.repeat(120_000);

  it.each([
    ['cold', () => Promise.resolve()],
    ['warm', () => Promise.all(['a', 'b'].map((room) => node.buffers.newestMessages(room)))],
  ])('ends early, with %s buffers; what comes next follows without a hole', async (_, prepare) => {
    await node.say('a', ...Array.from({ length: 5 }, () => long));
    await node.say('b', long, 'short');
    await prepare();
    const first = await read({ a: 0, b: 0 });
    expect(first.more).toBe(true);
    expect(JSON.stringify(first).length).toBeLessThan(1_100_000);
    const { a = [], b = [] } = seqsByRoom(first);
    const rest = await read({ a: a.length, b: b.length });
    expect(rest.more).toBe(false);
    expect(seqsByRoom({ events: [...first.events, ...rest.events] })).toEqual({
      a: [1, 2, 3, 4, 5],
      b: [1, 2],
    });
  });

  it('has at least one event, however long, so that nobody gets stuck', async () => {
    await node.say('a', 'y'.repeat(1_200_000), 'after it');
    const answer = await read({ a: 0 });
    expect(seqsByRoom(answer)).toEqual({ a: [1] });
    expect(answer.more).toBe(true);
    expect((await read({ a: 1 })).events.map(({ message }) => message?.body)).toEqual(['after it']);
  });
});
