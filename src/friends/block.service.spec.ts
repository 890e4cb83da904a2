import { describe, expect, it } from 'vitest';
import type { Clock } from '../clock.js';
import type { Storage } from '../storage/storage.js';
import { BlockService } from './block.service.js';

/** A service whose reading ends when it is told to, with these blocks. */
function reading(): { blocks: BlockService; end: (...ids: string[]) => void; reads: () => number } {
  const waiting: ((rows: { other_id: string }[]) => void)[] = [];
  let reads = 0;
  const query = {
    select: () => query,
    where: () => query,
    execute: () => {
      reads += 1;
      return new Promise((resolve) => waiting.push(resolve));
    },
  };
  const database = { reader: { selectFrom: () => query } } as unknown as Storage;
  return {
    blocks: new BlockService(database, {} as Clock),
    end: (...ids) => waiting.splice(0).forEach((resolve) => resolve(ids.map((other_id) => ({ other_id })))),
    reads: () => reads,
  };
}

describe('whom somebody does not hear', () => {
  it('is read once, and known at once from then on', async () => {
    const { blocks, end, reads } = reading();
    const first = blocks.hiddenFrom('ann');
    end('bob');
    expect(await first).toEqual(new Set(['bob']));
    expect(blocks.hiddenFrom('ann')).toEqual(new Set(['bob']));
    expect(reads()).toBe(1);
  });

  it('is read anew after a change, also one that came while it was read', async () => {
    const { blocks, end, reads } = reading();
    const stale = blocks.hiddenFrom('ann');
    blocks.forget('ann');
    end();
    await stale;
    const fresh = blocks.hiddenFrom('ann');
    end('bob');
    expect(await fresh).toEqual(new Set(['bob']));
    blocks.forget('ann');
    const after = blocks.hiddenFrom('ann');
    end();
    expect(await after).toEqual(new Set());
    expect(reads()).toBe(3);
  });

  it('is nobody for who has written nothing, without reading', () => {
    const { blocks, reads } = reading();
    expect(blocks.hiddenFrom(undefined)).toEqual(new Set());
    expect(reads()).toBe(0);
  });
});
