import { beforeEach, describe, expect, it } from 'vitest';
import { LRUCache } from 'lru-cache';
import { GenerationCache } from './generation-cache.js';

interface Read {
  subjects: readonly string[];
  end: (values: Record<string, string>) => void;
  fail: (error: Error) => void;
}

let reads: Read[];
let cache: GenerationCache<string>;
beforeEach(() => {
  reads = [];
  cache = new GenerationCache<string>(
    new LRUCache<string, string>({ max: 2 }),
    (subjects) =>
      new Promise((resolve, reject) => {
        reads.push({ subjects, end: (values) => resolve(new Map(Object.entries(values))), fail: reject });
      }),
  );
});

/** The latest read. */
const last = (): Read => reads.at(-1) as Read;

/** Lets settled promises run their callbacks. */
const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

async function known(subject: string, value: string): Promise<void> {
  const reading = cache.get(subject);
  last().end({ [subject]: value });
  await reading;
}

describe('a cached value', () => {
  it('is remembered, and returned at once from then on', async () => {
    await known('ann', '1');
    expect([cache.get('ann'), cache.peek('ann'), reads.length]).toEqual(['1', '1', 1]);
  });

  it('is read once for all who ask at the same time', async () => {
    const [first, second, third] = [cache.get('ann'), cache.get('ann'), cache.getAll(['ann'])];
    last().end({ ann: '1' });
    expect([await first, await second, await third]).toEqual(['1', '1', ['1']]);
    expect(reads).toHaveLength(1);
  });

  it('is read again once it has been forgotten', async () => {
    await known('ann', '1');
    cache.forget('ann');
    expect(cache.peek('ann')).toBeUndefined();
    await known('ann', '2');
    expect(cache.get('ann')).toBe('2');
  });

  it('is neither returned nor remembered if it changed during the read', async () => {
    const reading = cache.get('ann');
    cache.forget('ann');
    reads[0]?.end({ ann: 'stale' });
    await turn();
    expect(cache.peek('ann')).toBeUndefined();
    last().end({ ann: 'fresh' });
    expect(await reading).toBe('fresh');
    expect(reads).toHaveLength(2);
  });

  it('is current even if it changed while others of the same call were read', async () => {
    await known('ann', '1');
    const reading = cache.getAll(['ann', 'bob']);
    expect(last().subjects).toEqual(['bob']);
    cache.forget('ann');
    last().end({ bob: 'b' });
    await turn();
    last().end({ ann: '2' });
    expect(await reading).toEqual(['2', 'b']);
  });

  it('can be set by whoever changes it', async () => {
    const reading = cache.get('ann');
    cache.renew('ann', 'told');
    last().end({ ann: 'stale' });
    expect(await reading).toBe('told');
    expect(cache.get('ann')).toBe('told');
  });

  it('is read again after a failed read', async () => {
    const failed = cache.get('ann');
    last().fail(new Error('disk'));
    await expect(failed).rejects.toThrow('disk');
    await known('ann', '1');
    expect(cache.get('ann')).toBe('1');
  });

  it('is returned even if there is no room to remember it', async () => {
    const subjects = ['a', 'b', 'c', 'd', 'e'];
    const reading = cache.getAll(subjects);
    last().end(Object.fromEntries(subjects.map((subject) => [subject, subject])));
    expect(await reading).toEqual(subjects);
  });
});
