import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { LruMap } from './lru-map.js';

describe('LruMap', () => {
  it('lets go of the entry that was used longest ago', () => {
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

  it('is like a list ordered by use, whatever is done to it', () => {
    const key = fc.integer({ min: 0, max: 5 });
    const step = fc.record({ op: fc.constantFrom('get', 'set', 'delete'), key, value: fc.integer() });
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 4 }), fc.array(step), (limit, steps) => {
        const map = new LruMap<number, number>(limit);
        let model: [number, number][] = [];
        for (const { op, key: k, value } of steps) {
          const known = model.find(([other]) => other === k);
          const rest = model.filter((pair) => pair !== known);
          if (op === 'get') {
            expect(map.get(k)).toBe(known?.[1]);
            model = known ? [...rest, known] : rest;
          } else if (op === 'set') {
            map.set(k, value);
            model = [...rest, [k, value] as [number, number]].slice(-limit);
          } else {
            map.delete(k);
            model = rest;
          }
          expect(map.size).toBe(model.length);
        }
        for (const [k, value] of model) expect(map.get(k)).toBe(value);
      }),
    );
  });
});
