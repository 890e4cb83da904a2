import { describe, expect, it } from 'vitest';
import type { Fields } from '../../../http/fields.js';
import { positionsIn, updatesQuery } from './updates-query.js';

const positions = (fields: Fields): unknown => [...positionsIn(updatesQuery(fields, []).list)];

describe('the list of a poll of many rooms', () => {
  it.each<[after: unknown, positions: [string, number][]]>([
    [
      'lobby:812,42:0',
      [
        ['lobby', 812],
        ['42', 0],
      ],
    ],
    [
      { lobby: 812, b: 0 },
      [
        ['lobby', 812],
        ['b', 0],
      ],
    ],
    [{ lobby: '812' }, [['lobby', 812]]],
    [
      '@me:7,~f3a:40',
      [
        ['@me', 7],
        ['~f3a', 40],
      ],
    ],
    [' Lobby :1', [['lobby', 1]]],
    ['a:007', [['a', 7]]],
    [`a:${Number.MAX_SAFE_INTEGER}`, [['a', Number.MAX_SAFE_INTEGER]]],
    [{ a: Number.MAX_SAFE_INTEGER }, [['a', Number.MAX_SAFE_INTEGER]]],
    [
      Array.from({ length: 200 }, (_, i) => `r${i}:1`).join(),
      Array.from({ length: 200 }, (_, i) => [`r${i}`, 1]),
    ],
  ])('%j', (after, expected) => {
    expect(positions({ after })).toEqual(expected);
  });

  it.each<[code: string, after: unknown]>([
    ['FIELD_INVALID', undefined],
    ['FIELD_INVALID', ''],
    ['FIELD_INVALID', {}],
    ['FIELD_INVALID', []],
    ['FIELD_INVALID', 7],
    ['FIELD_INVALID', 'lobby'],
    ['FIELD_INVALID', 'lobby:'],
    ['FIELD_INVALID', 'lobby:-1'],
    ['FIELD_INVALID', 'lobby:1.5'],
    ['FIELD_INVALID', 'lobby:1,'],
    ['FIELD_INVALID', 'lobby:1,lobby:1'],
    ['FIELD_INVALID', 'lobby:1,LOBBY:1'],
    ['FIELD_INVALID', 'lobby:9007199254740992'],
    ['FIELD_INVALID', Array.from({ length: 201 }, (_, i) => `r${i}:1`).join()],
    ['FIELD_INVALID', { lobby: null }],
    ['FIELD_INVALID', { lobby: true }],
    ['FIELD_INVALID', { lobby: [1] }],
    ['FIELD_INVALID', { lobby: -1 }],
    ['FIELD_INVALID', { lobby: 1.5 }],
    ['FIELD_INVALID', { lobby: 1e21 }],
    // Separators of a list.
    ['FIELD_INVALID', { a: '5,b:6' }],
    ['FIELD_INVALID', { a: '1:2' }],
    ['ROOM_INVALID', { 'a:1,b': 2 }],
    ['ROOM_INVALID', { 'a,b': 2 }],
    ['ROOM_INVALID', 'a/b:x'],
    ['ROOM_INVALID', ':1'],
    ['ROOM_INVALID', '@you:1'],
    ['ROOM_INVALID', 'a:1:2'],
  ])('is refused with %s: %j', (code, after) => {
    expect(() => positions({ after })).toThrow(expect.objectContaining({ code }) as Error);
  });
});

describe('the versions of topics that a poll knows', () => {
  const topics = ['marks', 'typing'];

  it('are read for existing topics that are named', () => {
    const query = updatesQuery({ after: 'lobby:1', marks: '7', typing: '', other: 'x' }, topics);
    expect([...query.topics]).toEqual([['marks', '7']]);
  });

  it.each([[['7']], [7], ['x'.repeat(1501)]])('are refused as %j', (marks) => {
    expect(() => updatesQuery({ after: 'lobby:1', marks }, topics)).toThrow(
      expect.objectContaining({ code: 'FIELD_INVALID' }) as Error,
    );
  });
});
