import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { NoHintBus } from '../signals/hint-bus.js';
import { Signals } from '../signals/signals.js';
import { ENTRY_TYPES } from '../entry-types.js';
import { Clock } from '../clock.js';
import type { SqliteStorage } from '../storage/sqlite/sqlite-storage.js';
import { openSqliteInMemory } from '../storage/sqlite/open-sqlite.js';
import { draft } from '../../test/storage/drafts.js';
import type { Appended, Draft, Entry } from './entry.js';
import { RoomLogService } from './room-log.service.js';
import { SqliteRoomLogStore } from '../storage/sqlite/sqlite-room-log.store.js';

const toldOf = ({ message, type }: Entry): string => message?.body ?? type.name;

/** A real store whose commits a test can hold back. */
class HeldStore extends SqliteRoomLogStore {
  hold: () => Promise<unknown> = () => Promise.resolve();

  override async append(
    drafts: readonly Draft[],
    committed: (appended: readonly Appended[]) => void,
  ): Promise<Appended[]> {
    const appended = await super.append(drafts);
    await this.hold();
    committed(appended);
    return appended;
  }
}

describe('RoomLogService', () => {
  let database: SqliteStorage;
  let store: HeldStore;
  let log: RoomLogService;
  let told: string[];

  beforeEach(async () => {
    database = await openSqliteInMemory();
    store = new HeldStore(database, new Clock(), ENTRY_TYPES);
    log = new RoomLogService(store, database, new NoHintBus(), new Signals());
    told = [];
    log.committed.subscribe((entries) => told.push(...entries.map(toldOf)));
  });
  afterEach(() => database.onApplicationShutdown());

  it('reports an entry before its sender is answered, and after the commit', async () => {
    let end: (() => void) | undefined;
    const held = new Promise<void>((resolve) => {
      end = resolve;
    });
    store.hold = () => held;
    const order: string[] = [];
    log.committed.subscribe(() => order.push('told'));
    const append = log.append(draft('one')).then(() => order.push('answered'));
    // Wait until the row is in the database but the commit is not reported yet.
    while ((await store.listMessagesAfter('lobby', 0)).length === 0)
      await new Promise((resolve) => setImmediate(resolve));
    expect(order).toEqual([]);
    end?.();
    await append;
    expect(order).toEqual(['told', 'answered']);
  });

  it('does not report what could not be stored', async () => {
    store.hold = () => Promise.reject(new Error('disk full'));
    await expect(log.append(draft('lost'))).rejects.toThrow('disk full');
    expect(told).toEqual([]);
    store.hold = () => Promise.resolve();
    await log.append(draft('kept'));
    expect(told).toEqual(['kept']);
  });

  it('does not report a repeat again', async () => {
    const first = await log.append(draft('once', { clientId: 'c1' }));
    const again = await log.append(draft('once', { clientId: 'c1' }));
    expect(again).toEqual({ entry: first.entry, outcome: 'repeated' });
    expect(told).toEqual(['once']);
  });

  it('reports entries in order of seq', async () => {
    await Promise.all(Array.from({ length: 30 }, (_, i) => log.append(draft(String(i)))));
    expect(told).toEqual((await store.listMessagesAfter('lobby', 0)).map((message) => message.body));
  });

  it('refuses entries beyond its capacity while the storage does not answer', async () => {
    let end: (() => void) | undefined;
    const held = new Promise<void>((resolve) => {
      end = resolve;
    });
    store.hold = () => held;
    const waiting = [log.append(draft('first'))];
    await new Promise((resolve) => setImmediate(() => setImmediate(resolve)));
    for (let i = 0; i < 20_000; i++) waiting.push(log.append(draft(String(i))));
    await expect(log.append(draft('too many'))).rejects.toMatchObject({ code: 'STORAGE_UNAVAILABLE' });
    end?.();
    await Promise.all(waiting);
    expect(told.length).toBe(20_001);
  });
});
