import { describe, expect, it } from 'vitest';
import type { MessageEntry } from '../log/entry.js';
import type { PresenceHint } from '../signals/hint-bus.js';
import { NOBODY_HERE, RoomPresence, without } from './room-presence.js';

const [ANN, BOB, EVE] = ['Ann', 'Bob', 'Eve'].map((name) => ({ id: name.toLowerCase(), name })) as [
  Person,
  Person,
  Person,
];
interface Person {
  id: string;
  name: string;
}

const crowd = (count: number): Person[] =>
  Array.from({ length: count }, (_, i) => ({ id: `p${String(i).padStart(4, '0')}`, name: `Person ${i}` }));
const said = ({ id, name }: Person, at: number) =>
  ({ message: { at, author: { id, name } } }) as unknown as MessageEntry;

function told({ own }: RoomPresence, node: string): PresenceHint {
  return { here: 'lobby', node, ...own };
}

describe('the people in a room', () => {
  it('are here while they are seen, once each, and for ten seconds more', () => {
    const room = new RoomPresence();
    room.look([BOB, ANN, BOB], 0);
    expect(room.all).toEqual({ count: 2, ids: ['ann', 'bob'], faces: [ANN, BOB], writing: [] });
    room.look([ANN], 9999);
    expect(room.all.ids).toEqual(['ann', 'bob']);
    room.look([ANN], 10_000);
    expect(room.all.ids).toEqual(['ann']);
  });

  it('write for eight seconds since they last said so', () => {
    const room = new RoomPresence();
    room.write(BOB, 0, 0);
    room.write(BOB, 4000, 4000);
    room.look([], 11_999);
    expect(room.all.writing).toEqual([BOB]);
    room.look([], 12_000);
    expect(room.all).toEqual(NOBODY_HERE);
  });

  it('no longer write once they have sent it; what they sent before does not count', () => {
    const room = new RoomPresence();
    room.write(BOB, 0, 5000);
    room.write(ANN, 0, 5000);
    room.sent([said(BOB, 4999), said(EVE, 6000)]);
    expect(room.all.writing).toEqual([ANN, BOB]);
    room.sent([said(BOB, 5000)]);
    expect(room.all.writing).toEqual([ANN]);
  });

  it('are counted all and named up to a bound', () => {
    const room = new RoomPresence();
    room.look(crowd(1000), 0);
    for (const person of crowd(20)) room.write(person, 0, 0);
    const { count, ids, faces, writing } = room.all;
    expect([count, ids.length, faces.length, writing.length]).toEqual([1000, 150, 8, 4]);
    expect(Buffer.byteLength(JSON.stringify(told(room, 'n')))).toBeLessThan(7900);
  });

  it('stay the same object until they change', () => {
    const room = new RoomPresence();
    room.look([ANN], 0);
    const { own, all } = room;
    room.look([ANN], 1000);
    expect([room.own === own, room.all === all]).toEqual([true, true]);
    room.look([{ ...ANN, name: 'Anna' }], 2000);
    expect([room.own === own, room.all === all]).toEqual([false, false]);
  });
});

describe('the people at several nodes', () => {
  it('come to the same at each, whoever is at which', () => {
    const [a, b, alone] = [new RoomPresence(), new RoomPresence(), new RoomPresence()];
    const people = crowd(400);
    a.look(people.slice(0, 300), 0);
    b.look(people.slice(100).toReversed(), 0);
    b.write(EVE, 0, 0);
    a.hear(told(b, 'b'), 0);
    b.hear(told(a, 'a'), 0);
    expect(a.all).toEqual(b.all);
    expect(a.fingerprint).toBe(b.fingerprint);
    alone.look(people, 0);
    expect([a.all.ids, a.all.faces, a.all.writing]).toEqual([alone.all.ids, alone.all.faces, [EVE]]);
  });

  it('are forgotten if their node says nothing for 45 seconds, and who writes there after eight', () => {
    const room = new RoomPresence();
    room.hear({ here: 'lobby', node: 'b', count: 1, ids: ['bob'], faces: [BOB], writing: [BOB] }, 0);
    room.look([], 7999);
    expect(room.all.writing).toEqual([BOB]);
    room.look([], 8000);
    expect([room.all.writing, room.all.ids]).toEqual([[], ['bob']]);
    room.look([], 44_999);
    expect(room.all.count).toBe(1);
    room.look([], 45_000);
    expect(room.all).toEqual(NOBODY_HERE);
  });
});

it('a viewer is told nothing of people who are hidden from them', () => {
  const room = new RoomPresence();
  room.look([ANN, BOB, EVE], 0);
  room.write(BOB, 0, 0);
  expect(without(room.all, new Set(['bob']))).toEqual({
    count: 2,
    ids: ['ann', 'eve'],
    faces: [ANN, EVE],
    writing: [],
  });
});
