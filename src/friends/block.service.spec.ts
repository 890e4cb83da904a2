import { describe, expect, it } from 'vitest';
import { until } from '../../test/support/until.js';
import type { Clock } from '../clock.js';
import { Signals } from '../signals/signals.js';
import type { Storage } from '../storage/storage.js';
import { BlockService } from './block.service.js';
import { blocksChanged } from '../signals/signal.js';

/** A service whose reads wait until `end` answers them with the blocked ids. */
function reading(): {
  blocks: BlockService;
  signals: Signals;
  end: (...ids: string[]) => void;
  reads: () => number;
} {
  const signals = new Signals();
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
    signals,
    blocks: new BlockService(database, signals, {} as Clock),
    end: (...ids) => waiting.splice(0).forEach((resolve) => resolve(ids.map((other_id) => ({ other_id })))),
    reads: () => reads,
  };
}

describe('the people somebody has blocked', () => {
  it('are read once and then remembered', async () => {
    const { blocks, end, reads } = reading();
    const first = blocks.hiddenFrom('ann');
    end('bob');
    expect(await first).toEqual(new Set(['bob']));
    expect(blocks.hiddenFrom('ann')).toEqual(new Set(['bob']));
    expect(reads()).toBe(1);
  });

  it('are read again after a change, also one that came during the read', async () => {
    const { blocks, signals, end, reads } = reading();
    const first = blocks.hiddenFrom('ann');
    signals.tell([blocksChanged('ann')]);
    end();
    await until(() => reads() === 2, 'a second read');
    end('bob');
    expect(await first).toEqual(new Set(['bob']));
    signals.tell([blocksChanged('ann')]);
    const after = blocks.hiddenFrom('ann');
    end();
    expect(await after).toEqual(new Set());
    expect(reads()).toBe(3);
  });

  it('are nobody for a visitor who has not written, without a read', () => {
    const { blocks, reads } = reading();
    expect(blocks.hiddenFrom(undefined)).toEqual(new Set());
    expect(reads()).toBe(0);
  });
});
