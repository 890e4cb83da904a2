import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ENTRY_TYPES } from '../entry-types.js';
import { ManualClock } from '../../test/support/manual-clock.js';
import { loadConfig } from '../config/load-config.js';
import type { SqliteStorage } from '../storage/sqlite/sqlite-storage.js';
import { openSqliteInMemory } from '../storage/sqlite/open-sqlite.js';
import { draft } from '../../test/storage/drafts.js';
import { NoHintBus } from '../signals/hint-bus.js';
import { Signals } from '../signals/signals.js';
import { RoomLogService } from '../log/room-log.service.js';
import { SqliteRoomLogStore } from '../storage/sqlite/sqlite-room-log.store.js';
import { MessageBufferService } from './message-buffer.service.js';
import type { RoomBuffer } from './room-buffer.js';
import { Waiter } from '../polls/waiter.js';

describe('the memory of MessageBufferService', () => {
  let database: SqliteStorage;
  let log: RoomLogService;
  let buffers: MessageBufferService;
  let clock: ManualClock;

  beforeEach(async () => {
    const signals = new Signals();
    database = await openSqliteInMemory(signals);
    clock = new ManualClock();
    log = new RoomLogService(
      new SqliteRoomLogStore(database, clock, ENTRY_TYPES),
      database,
      new NoHintBus(),
      signals,
    );
    const config = loadConfig({ COOKIE_SECRET: 'k9Wc1LrY7Tq0ZbXn4VdJ2sGmHf8uPoEa' });
    buffers = new MessageBufferService(log, signals, new NoHintBus(), config, clock);
    buffers.onModuleInit();
  });
  afterEach(async () => {
    buffers.onModuleDestroy();
    await database.onApplicationShutdown();
  });

  async function fill(room: string, count: number, body: string): Promise<void> {
    await Promise.all(Array.from({ length: count }, () => log.append(draft(body, { room }))));
  }

  async function listen(room: string): Promise<RoomBuffer> {
    const buffer = buffers.join(room, new Waiter());
    await buffer.ready;
    await buffers.fill(buffer);
    return buffer;
  }

  it('forgets a room that was only looked at after a minute, and reads it again', async () => {
    await fill('42', 3, 'x');
    expect((await buffers.newestMessages('42')).messages.length).toBe(3);
    expect(buffers.activeRoomCount).toBe(1);
    clock.advance(60_000);
    clock.advance(60_000);
    expect(buffers.activeRoomCount).toBe(0);
    expect((await buffers.newestMessages('42')).messages.length).toBe(3);
  });

  it('keeps a room while somebody listens to it', async () => {
    await fill('42', 3, 'x');
    const waiter = new Waiter();
    const buffer = buffers.join('42', waiter);
    await buffer.ready;
    clock.advance(60_000);
    clock.advance(60_000);
    expect(buffers.activeRoomCount).toBe(1);
    buffers.leave(buffer, waiter);
  });

  describe('is bounded over all rooms, so that', () => {
    // 200 messages of 4,000 characters are some 7 MB, so not all 25 rooms stay.
    const rooms = Array.from({ length: 25 }, (_, i) => `room ${i}`);
    beforeEach(async () => {
      for (const room of rooms) await fill(room, 200, '字'.repeat(4000));
    }, 60_000);

    it('of rooms without listeners, the least recently used is forgotten', async () => {
      const listened = await listen('room 0');
      for (const room of rooms.slice(1))
        expect((await buffers.newestMessages(room)).messages.length).toBe(200);
      expect(buffers.activeRoomCount).toBeLessThan(20);
      expect(buffers.activeRoomCount).toBeGreaterThan(10);
      expect(listened.messages.length).toBe(200);
    });

    it('if that is not enough, rooms with listeners keep their newest entry', async () => {
      const listened: RoomBuffer[] = [];
      for (const room of rooms) listened.push(await listen(room));
      const counts = listened.map(({ messages }) => messages.length);
      expect([counts[0], counts.at(-1)]).toEqual([1, 200]);
      await log.append(draft('still heard', { room: 'room 0' }));
      expect(listened[0]?.messages.at(-1)?.body).toBe('still heard');
    });
  });
});
