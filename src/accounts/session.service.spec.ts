import { sql } from 'kysely';
import { Logger } from '@nestjs/common';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { ManualClock } from '../../test/support/manual-clock.js';
import { loadConfig } from '../config/load-config.js';
import { CookieSecret } from '../config/cookie-secret.js';
import type { SqliteStorage } from '../storage/sqlite/sqlite-storage.js';
import { openSqliteInMemory } from '../storage/sqlite/open-sqlite.js';
import { ExpiredRows } from './expired-rows.js';
import { Session } from './session.js';
import { SessionCookie } from './session-cookie.js';
import { Signals } from '../signals/signals.js';
import { SessionService } from './session.service.js';

const HOUR = 60 * 60 * 1000;
const DAY = 24 * HOUR;
const config = loadConfig({ COOKIE_SECRET: 'k9Wc1LrY7Tq0ZbXn4VdJ2sGmHf8uPoEa' });

let clock: ManualClock;
let database: SqliteStorage;
let cookie: SessionCookie;
let sessions: SessionService;
let expired: ExpiredRows;
let signals: Signals;
beforeEach(async () => {
  clock = new ManualClock();
  database = await openSqliteInMemory();
  cookie = newCookie();
  signals = new Signals();
  sessions = new SessionService(cookie, signals, database, clock);
  expired = new ExpiredRows(database, clock);
  sessions.onModuleInit();
  expired.onModuleInit();
});
afterEach(async () => {
  vi.restoreAllMocks();
  sessions.onModuleDestroy();
  expired.onModuleDestroy();
  await sessions.beforeApplicationShutdown();
  await database.onApplicationShutdown();
});

const ANN = { id: 'u-ann', name: 'Ann', isGuest: true };
const headerOf = (session: Session): string => cookie.header(session).split(';', 1)[0] as string;
const rows = () => database.reader.selectFrom('sessions').selectAll().execute();
/** The service of a process that has just started on the same database. */
const restarted = (): SessionService => new SessionService(newCookie(), new Signals(), database, clock);
const newCookie = (): SessionCookie => new SessionCookie(config, new CookieSecret(config), clock);

/** The living session of a Cookie header. */
async function find(service: SessionService, header: string): Promise<Session | undefined> {
  const found = await service.read(header);
  return found === 'ended' ? undefined : found;
}

/** Stores a session of Ann's and returns its Cookie header. */
async function stored(): Promise<string> {
  const session = cookie.newSession();
  await sessions.attach(session, ANN);
  return headerOf(session);
}

describe('reading a session', () => {
  it('of a visitor who has not written finds no user and stores nothing', async () => {
    const made = cookie.newSession();
    for (const service of [sessions, sessions, restarted()]) {
      const session = await find(service, headerOf(made));
      expect([session?.id, session?.user, session?.isNew]).toEqual([made.id, null, false]);
    }
    expect(await rows()).toEqual([]);
  });

  it.each([
    ['no cookie', undefined],
    ['a forged one', `${newCookie().name}=k1234567.AAAAAAAAAAAAAAAAAAAAAAAA.forged`],
  ])('finds no session with %s', async (_, header) => {
    expect(await sessions.read(header)).toBeUndefined();
  });

  it('that is stored finds its user, also after a restart', async () => {
    const header = await stored();
    expect((await find(sessions, header))?.user).toEqual(ANN);
    expect((await find(restarted(), header))?.user).toEqual(ANN);
  });

  it('while another request stores it keeps the user', async () => {
    const header = headerOf(cookie.newSession());
    const session = await find(sessions, header);
    const [, read] = await Promise.all([session && sessions.attach(session, ANN), sessions.read(header)]);
    expect(read).toBe(session);
    expect((await find(sessions, header))?.user).toEqual(ANN);
  });

  it('fails when the database does, and does not treat the visitor as new', async () => {
    const header = await stored();
    const broken = restarted();
    await database.writer.schema.alterTable('sessions').renameTo('away').execute();
    await expect(broken.read(header)).rejects.toThrow(/sessions/);
    await database.writer.schema.alterTable('away').renameTo('sessions').execute();
    expect((await find(broken, header))?.user).toEqual(ANN);
  });
});

describe('storing a session', () => {
  it('keeps a hash of the id, not the id, with the time it was made', async () => {
    const session = cookie.newSession();
    clock.advance(HOUR);
    await sessions.attach(session, ANN);
    const [row] = await rows();
    expect(row).toEqual({
      id_hash: session.idHash,
      user_id: ANN.id,
      created_at: session.startedAt,
      last_seen_at: clock.now(),
      device: '',
    });
    expect(JSON.stringify(row)).not.toContain(session.id);
  });

  it('that is stored already leaves it with its first user', async () => {
    const session = cookie.newSession();
    await sessions.attach(session, ANN);
    expect(await sessions.attach(session, { id: 'u-other', name: 'Other', isGuest: true })).toEqual(ANN);
    expect(await restarted().attach(session, { id: 'u-third', name: 'Third', isGuest: true })).toEqual(ANN);
    expect(await rows()).toHaveLength(1);
    expect(await database.reader.selectFrom('users').select('id').execute()).toEqual([{ id: ANN.id }]);
  });
});

describe('the end of a session', () => {
  it('comes after seven idle days', async () => {
    const header = await stored();
    clock.advance(7 * DAY - 1);
    expect((await find(restarted(), header))?.user).toEqual(ANN);
    clock.advance(7 * DAY);
    expect(await sessions.read(header)).toBe('ended');
  });

  it('is for good: no read brings it back, in this process or the next', async () => {
    const header = await stored();
    clock.advance(7 * DAY);
    for (const service of [sessions, sessions, restarted()]) expect(await service.read(header)).toBe('ended');
    await expired.delete();
    expect(await restarted().read(header)).toBe('ended');
    clock.jump(-1);
    // Premise: only the idle time ended it, and no read has reset that.
    expect((await find(restarted(), header))?.user).toEqual(ANN);
  });

  it('comes thirty days after its start, however busy it is', async () => {
    const header = await stored();
    for (let day = 1; day < 30; day++) {
      clock.advance(DAY);
      expect((await find(sessions, header))?.user).toEqual(ANN);
    }
    clock.advance(DAY);
    expect(await sessions.read(header)).toBeUndefined();
  });

  it('lets its row be deleted once the id has expired', async () => {
    const header = await stored();
    clock.advance(30 * DAY - 1);
    expect(await expired.delete()).toBe(0);
    clock.jump(2);
    expect(await expired.delete()).toBe(1);
    expect(await rows()).toEqual([]);
    expect(await restarted().read(header)).toBeUndefined();
  });

  it('is followed by the deletion of its row within the hour', async () => {
    await stored();
    clock.advance(30 * DAY);
    expect(await rows()).toHaveLength(1);
    clock.advance(HOUR);
    await vi.waitFor(async () => expect(await rows()).toEqual([]));
  });
});

describe('reads, such as polls,', () => {
  it('keep a session alive, with one write an hour', async () => {
    const header = await stored();
    await sql`create table touches (at integer)`.execute(database.writer);
    await sql`
      create trigger touched after update of last_seen_at on sessions begin insert into touches values (new.last_seen_at); end
    `.execute(database.writer);
    for (let minute = 0; minute < 3 * 60; minute++) {
      clock.advance(60_000);
      expect((await find(sessions, header))?.user).toEqual(ANN);
    }
    clock.advance(60_000);
    await vi.waitFor(async () => expect((await rows())[0]?.last_seen_at).toBe(clock.now()));
    expect((await sql`select * from touches`.execute(database.reader)).rows).toHaveLength(3);
    clock.advance(7 * DAY - HOUR);
    expect((await find(restarted(), header))?.user).toEqual(ANN);
  });

  it('go on when "last seen" cannot be written', async () => {
    const header = await stored();
    const warn = vi.spyOn(Logger.prototype, 'warn').mockImplementation(() => undefined);
    await sessions.read(header);
    clock.advance(HOUR);
    await database.writer.schema.alterTable('sessions').renameTo('away').execute();
    expect((await find(sessions, header))?.user).toEqual(ANN);
    clock.advance(60_000);
    await vi.waitFor(() => expect(warn).toHaveBeenCalledOnce());
    await database.writer.schema.alterTable('away').renameTo('sessions').execute();
    await sessions.beforeApplicationShutdown();
    expect((await rows())[0]?.last_seen_at).toBe(clock.now());
  });
});
