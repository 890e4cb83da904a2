import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ManualClock } from '../../test/support/manual-clock.js';
import { until } from '../../test/support/until.js';
import { loadConfig } from '../config/load-config.js';
import type { Database } from '../database/database.js';
import { openSqliteInMemory } from '../database/sqlite/open-sqlite.js';
import { Translator } from '../i18n/translator.js';
import { draft } from '../log/contract.js';
import { Session } from '../accounts/session.js';
import { CURSOR_OF_BEGINNING, type Entry, type Message } from '../log/entry.js';
import type { Stretch } from '../log/room-log.store.js';
import { RoomLogService } from '../log/room-log.service.js';
import { SqliteRoomLogStore } from '../log/sqlite/sqlite-room-log.store.js';
import { Views } from '../views/views.js';
import { MessageBufferService } from './message-buffer.service.js';
import { MessagePollService } from './message-poll.service.js';
import { PollQuota } from './poll-quota.js';
import { MessageView } from './message.view.js';
import { Waiter } from './waiter.js';

type Hook = () => Promise<unknown>;

/** A real store that lets a test act right before and right after a read of the newest messages. */
class HookedStore extends SqliteRoomLogStore {
  beforeRead: Hook | undefined;
  afterRead: Hook | undefined;

  override async listNewest(room: string, limit: number, stretch?: Stretch): Promise<Entry[]> {
    await take(this, 'beforeRead');
    const entries = await super.listNewest(room, limit, stretch);
    await take(this, 'afterRead');
    return entries;
  }
}

async function take(store: HookedStore, hook: 'beforeRead' | 'afterRead'): Promise<void> {
  const act = store[hook];
  store[hook] = undefined;
  await act?.();
}

const BUFFER_SIZE = 5;
const session = new Session('session', 0, Buffer.alloc(32));

describe('MessagePollService', () => {
  let database: Database;
  let store: HookedStore;
  let log: RoomLogService;
  let buffers: MessageBufferService;
  let polls: MessagePollService;
  const clock = new ManualClock();

  beforeEach(async () => {
    database = await openSqliteInMemory();
    store = new HookedStore(database, clock);
    log = new RoomLogService(store);
    restart();
  });
  afterEach(() => database.onApplicationShutdown());

  /** Cold buffers, as after a restart of the node. */
  function restart(): void {
    const config = loadConfig({ BUFFER_SIZE: String(BUFFER_SIZE) });
    buffers = new MessageBufferService(log, config, clock);
    buffers.onModuleInit();
    polls = new MessagePollService(
      buffers,
      log,
      new MessageView(new Views(new Translator())),
      new PollQuota(config),
      config,
      clock,
    );
  }

  async function post(...bodies: string[]): Promise<Message[]> {
    const appended = await Promise.all(bodies.map((body) => log.append(draft(body))));
    return appended.map(({ entry }) => entry.message);
  }

  async function poll(
    cursor?: string,
    waiter = new Waiter(),
  ): Promise<{ bodies: string[]; gap?: boolean } | 'empty'> {
    const query = { room: 'lobby', cursor, waitMs: undefined, session, address: '127.0.0.1' };
    const answer = await polls.poll(query, waiter);
    const { messages, gap } = JSON.parse(Buffer.from(answer?.latin1 ?? '', 'latin1').toString()) as {
      messages?: Message[];
      gap?: boolean;
    };
    if (!messages) return 'empty';
    return { bodies: messages.map((message) => message.body), ...(gap === undefined ? {} : { gap }) };
  }

  function waiting(count = 1): Promise<void> {
    return until(() => buffers.waiterCount === count);
  }

  /** Promise 5 of docs/protocol.md: each place where a message can come between, forced by hand. */
  describe('a message that is stored', () => {
    let known: string;
    beforeEach(async () => {
      known = (await post('old'))[0]?.id ?? '';
      restart();
    });
    const cursors = [
      ['without a cursor', () => undefined],
      ['at a known cursor', () => known],
    ] as const;

    describe.each(cursors)('%s', (_, cursor) => {
      it('before the first read of the log is delivered', async () => {
        store.beforeRead = () => post('new');
        expect(await poll(cursor())).toEqual({ bodies: ['new'] });
      });

      it('after the read, before its result is taken, is delivered', async () => {
        store.afterRead = () => post('new');
        expect(await poll(cursor())).toEqual({ bodies: ['new'] });
      });

      it('in the turn in which the poll begins to wait is delivered', async () => {
        const answer = poll(cursor());
        const posted = post('new');
        expect(await answer).toEqual({ bodies: ['new'] });
        await posted;
      });

      it('right after the read on a warm buffer, before the wait, is delivered', async () => {
        await buffers.newestMessages('lobby');
        const waiter = new Waiter();
        const woken = waiter.woken.bind(waiter);
        // The moment between the read that found nothing and the wait for more.
        waiter.woken = async () => {
          waiter.woken = woken;
          await post('new');
          return woken();
        };
        expect(await poll(cursor(), waiter)).toEqual({ bodies: ['new'] });
      });

      it('while the poll waits is delivered', async () => {
        const answer = poll(cursor());
        await waiting();
        await post('new');
        expect(await answer).toEqual({ bodies: ['new'] });
      });
    });

    it('while the buffer is filled for an unknown cursor is delivered, once', async () => {
      await post('older than the first read reaches');
      await post('newest');
      restart();
      store.afterRead = () => {
        store.afterRead = () => post('new');
        return Promise.resolve();
      };
      const bodies = ['old', 'older than the first read reaches', 'newest', 'new'];
      expect(await poll('unknown')).toEqual({ bodies });
    });

    it('before the poll came is no news to a poll without a cursor', async () => {
      const answer = poll();
      await waiting();
      await post('next');
      expect(await answer).toEqual({ bodies: ['next'] });
    });
  });

  it('gives everything after a known cursor, also when more comes at once than the buffer holds', async () => {
    const [first] = await post('0');
    const answer = poll(first?.id);
    await waiting();
    const many = Array.from({ length: BUFFER_SIZE * 3 }, (_, i) => `m${i}`);
    await post(...many);
    expect(await answer).toEqual({ bodies: many });
  });

  it('declares a gap for a cursor that is older than the buffer', async () => {
    const [first] = await post(...Array.from({ length: BUFFER_SIZE + 2 }, (_, i) => `m${i}`));
    restart();
    expect(await poll(first?.id)).toEqual({ bodies: ['m2', 'm3', 'm4', 'm5', 'm6'], gap: true });
    expect(await poll(CURSOR_OF_BEGINNING)).toEqual({ bodies: ['m2', 'm3', 'm4', 'm5', 'm6'], gap: true });
  });

  it('makes one answer for all waiters at the same cursor', async () => {
    const [first] = await post('0');
    const query = { room: 'lobby', cursor: first?.id, waitMs: undefined, session, address: '127.0.0.1' };
    const answers = Promise.all([polls.poll(query, new Waiter()), polls.poll(query, new Waiter())]);
    await waiting(2);
    await post('1');
    const [a, b] = await answers;
    expect(a).toBe(b);
  });

  it('ends a hold with the cursor, and not before its time', async () => {
    let ended = false;
    const answer = poll().finally(() => (ended = true));
    await waiting();
    clock.advance(19_000);
    await new Promise((resolve) => setImmediate(resolve));
    expect(ended).toBe(false);
    clock.advance(6_001);
    expect(await answer).toBe('empty');
  });

  it('answers what waits and takes no more when the node stops', async () => {
    const answer = poll();
    await waiting();
    buffers.onModuleDestroy();
    expect(await answer).toBe('empty');
    await expect(poll()).rejects.toMatchObject({ code: 'SHUTTING_DOWN' });
  });

  it('frees the waiter of a client that has gone, and the memory of a room that nobody wrote in', async () => {
    const waiter = new Waiter();
    const answer = polls.poll(
      { room: 'empty', cursor: undefined, waitMs: undefined, session, address: '127.0.0.1' },
      waiter,
    );
    await waiting();
    expect(buffers.activeRoomCount).toBe(1);
    waiter.wake('gone');
    expect(await answer).toBeUndefined();
    expect(buffers.waiterCount).toBe(0);
    expect(buffers.activeRoomCount).toBe(0);
  });

  it('rejects while the log cannot be read, and reads again for the next poll', async () => {
    store.beforeRead = () => Promise.reject(new Error('disk'));
    await expect(poll()).rejects.toThrow('disk');
    expect(buffers.waiterCount).toBe(0);
    const answer = poll(CURSOR_OF_BEGINNING);
    await waiting();
    await post('again');
    expect(await answer).toEqual({ bodies: ['again'] });
  });
});
