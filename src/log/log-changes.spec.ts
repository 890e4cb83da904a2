import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ChatError } from '../chat-error.js';
import { Clock } from '../clock.js';
import type { Database } from '../database/database.js';
import { openSqliteInMemory } from '../database/sqlite/open-sqlite.js';
import { draft } from './contract.js';
import { noticeDraft } from './contract-of-notices.js';
import type { LogWriter } from './log-changes.js';
import { RoomLogService } from './room-log.service.js';
import { SqliteRoomLogStore } from './sqlite/sqlite-room-log.store.js';

const ROOM = '~key';

let database: Database;
let log: RoomLogService;
/** What was told and called, in its order. */
let seen: string[];
beforeEach(async () => {
  database = await openSqliteInMemory();
  log = new RoomLogService(new SqliteRoomLogStore(database, new Clock()));
  seen = [];
  log.committed.subscribe((entries) => seen.push(...entries.map(({ seq, type }) => `${type} ${seq}`)));
});
afterEach(() => database.onApplicationShutdown());

const notify = ({ append }: LogWriter): Promise<void> => append([noticeDraft()]);
const change = (work = notify): Promise<unknown> =>
  log.transact(work, () => seen.push('committed')).then(() => seen.push('answered'));

const say = (): Promise<unknown> => log.append(draft('x', { room: ROOM }));
const unavailable = (): Promise<void> => Promise.reject(new ChatError('STORAGE_UNAVAILABLE'));

describe('a change', () => {
  it('is first committed, then forgotten about, then told, then answered', async () => {
    await change();
    expect(seen).toEqual(['committed', 'membership 1', 'answered']);
  });

  it('tells in the order of the commits, whatever is appended at the same time', async () => {
    await Promise.all([say(), change(), say(), change(), change(), say()]);
    await Promise.all([change(), say(), change()]);
    const seqs = seen.map((text) => Number(text.split(' ')[1])).filter((seq) => seq > 0);
    expect(seqs).toEqual(Array.from({ length: 9 }, (_, i) => i + 1));
  });

  it('that is refused changes nothing, tells nothing, and is nobody else’s affair', async () => {
    const refused = change(async (writer) => {
      await notify(writer);
      throw new ChatError('NOT_FOUND');
    });
    const other = change();
    await expect(refused).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await other;
    expect(seen).toEqual(['committed', 'membership 1', 'answered']);
  });

  it('with a mistake in it is nobody else’s affair either', async () => {
    const broken = change(() => Promise.reject(new TypeError('mistake')));
    const other = change();
    await expect(broken).rejects.toThrow('mistake');
    await other;
    expect(seen).toContain('membership 1');
  });

  it('that the storage refuses is refused to all who wait, and to none who come later', async () => {
    const results = await Promise.allSettled([change(unavailable), change(), change()]);
    expect(results.map(({ status }) => status)).toEqual(Array(3).fill('rejected'));
    expect(seen).toEqual([]);
    await change();
    expect(seen).toEqual(['committed', 'membership 1', 'answered']);
  });
});
