import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { LruMap } from './lru-map.js';

describe('LruMap', () => {
  it('lets go of one that was not used', () => {
    const map = new LruMap<string, number>(2);
    map.set('a', 1);
    map.set('b', 2);
    map.get('a');
    map.set('c', 3);
    expect([map.get('a'), map.get('b'), map.get('c'), map.size]).toEqual([1, undefined, 3, 2]);
  });

  it('counts a new value as a use', () => {
    const map = new LruMap<string, number>(2);
    map.set('a', 1);
    map.set('b', 2);
    map.set('a', 3);
    map.set('c', 4);
    expect([map.get('a'), map.get('b')]).toEqual([3, undefined]);
  });

  it('keeps falsy values', () => {
    const map = new LruMap<string, unknown>(3);
    map.set('null', null);
    map.set('zero', 0);
    map.set('empty', '');
    expect([map.get('null'), map.get('zero'), map.get('empty')]).toEqual([null, 0, '']);
  });

  it('deletes, also what is not there', () => {
    const map = new LruMap<string, number>(2);
    map.set('a', 1);
    map.delete('a');
    map.delete('b');
    expect([map.get('a'), map.size]).toEqual([undefined, 0]);
  });

  it('lets go of the oldest of those that were all used', () => {
    const map = new LruMap<string, number>(2);
    map.set('a', 1);
    map.set('b', 2);
    map.get('b');
    map.get('a');
    map.set('c', 3);
    expect([map.get('a'), map.get('b'), map.get('c'), map.size]).toEqual([undefined, 2, 3, 2]);
  });

  it('looks at a few only, however many there are', () => {
    const map = new LruMap<number, number>(1000);
    for (let i = 0; i < 1000; i++) map.set(i, i);
    for (let i = 0; i < 1000; i++) map.get(i);
    map.set(-1, -1);
    expect([map.get(15), map.get(16), map.get(17), map.size]).toEqual([15, undefined, 17, 1000]);
  });

  it('is like a line in which whoever was used may stand once more', () => {
    const key = fc.integer({ min: 0, max: 5 });
    const step = fc.record({ op: fc.constantFrom('get', 'set', 'delete'), key, value: fc.integer() });
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 4 }), fc.array(step), (limit, steps) => {
        const map = new LruMap<number, number>(limit);
        let line: { k: number; value: number; isUsed: boolean }[] = [];
        for (const { op, key: k, value } of steps) {
          const known = line.find((place) => place.k === k);
          if (op === 'get') {
            expect(map.get(k)).toBe(known?.value);
            if (known) known.isUsed = true;
          } else if (op === 'delete') {
            map.delete(k);
            line = line.filter((place) => place !== known);
          } else {
            map.set(k, value);
            if (known) Object.assign(known, { value, isUsed: true });
            else {
              for (let goes = line.length >= limit; goes;) {
                const [first, ...rest] = line as [(typeof line)[0], ...typeof line];
                line = first.isUsed ? [...rest, { ...first, isUsed: false }] : rest;
                goes = first.isUsed;
              }
              line.push({ k, value, isUsed: false });
            }
          }
          expect(map.size).toBe(line.length);
        }
        for (const { k, value } of line) expect(map.get(k)).toBe(value);
      }),
    );
  });
});
