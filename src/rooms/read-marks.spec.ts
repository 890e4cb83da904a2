import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { MarksOnTest } from '../../test/support/marks-on-test.js';
import { openSqliteInMemory } from '../storage/sqlite/open-sqlite.js';
import type { SqliteStorage } from '../storage/sqlite/sqlite-storage.js';

let storage: SqliteStorage;
let one: MarksOnTest;
let other: MarksOnTest;
beforeEach(async () => {
  storage = await openSqliteInMemory();
  one = new MarksOnTest(storage);
  other = new MarksOnTest(storage);
  await one.addPerson();
});
afterEach(async () => {
  await storage.onApplicationShutdown();
});

/** A node that is told of nothing knows what it has read. */
describe('the version of read marks', () => {
  it('is the same at two nodes and after a restart', async () => {
    await one.say('lobby', '42');
    await one.mark('lobby', 1);
    const { version } = await one.of();
    expect((await other.of()).version).toBe(version);
    expect((await new MarksOnTest(storage).of()).version).toBe(version);
  });

  it('moves on with them, step by step as if they were read anew', async () => {
    await one.say('lobby', 'lobby', '42');
    const seen = [(await one.of()).version];
    for (const [room, seq] of [
      ['lobby', 1],
      ['42', 1],
      ['lobby', 2],
    ] as const) {
      await one.mark(room, seq);
      // A premise: no read.
      expect(one.isCached).toBe(true);
      const { version } = await one.of();
      expect((await new MarksOnTest(storage).of()).version).toBe(version);
      seen.push(version);
    }
    expect(new Set(seen).size).toBe(4);
  });

  it('is as if they were read anew also beyond the marks that are read', async () => {
    await one.fill(1000);
    await one.say('r1', 'after all others');
    for (const room of ['r1', 'after all others']) {
      await one.of();
      await one.mark(room, 1);
      expect((await one.of()).version).toBe((await new MarksOnTest(storage).of()).version);
      expect((await one.of()).read.size).toBe(1000);
    }
  });
});

describe('a node that has not been told of a mark', () => {
  beforeEach(async () => {
    await one.say('lobby');
    await other.of();
    await one.mark('lobby', 1);
  });

  it('looks before it answers a client that knows other marks', async () => {
    const { version } = await one.of();
    expect((await other.of()).version).not.toBe(version);
    other.clock.advance(1001);
    expect(await other.of(version)).toEqual(await one.of());
    // From its memory again.
    expect(other.marks.of('ann', version)).not.toBeInstanceOf(Promise);
  });

  it('looks at most once a second, however strange the versions of clients are', async () => {
    other.clock.advance(1001);
    await other.of('strange');
    expect(other.marks.of('ann', 'strange')).not.toBeInstanceOf(Promise);
    other.clock.advance(1001);
    expect(other.marks.of('ann', 'strange')).toBeInstanceOf(Promise);
  });

  it('does not look if the client knows the same', async () => {
    const { version } = await other.of();
    other.clock.advance(60_000);
    expect(other.marks.of('ann', version)).not.toBeInstanceOf(Promise);
  });

  it('cannot move it back, and says where it is', async () => {
    await one.say('lobby', 'lobby');
    await one.mark('lobby', 3);
    expect(await other.mark('lobby', 2)).toBe(3);
    expect((await one.of()).read.get('lobby')).toBe(3);
    expect((await other.of()).read.get('lobby')).toBe(3);
  });
});
