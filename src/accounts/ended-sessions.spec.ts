import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { ManualClock } from '../../test/support/manual-clock.js';
import { loadConfig } from '../config/load-config.js';
import { CookieSecret } from '../config/cookie-secret.js';
import type { SqliteStorage } from '../storage/sqlite/sqlite-storage.js';
import { openSqliteInMemory } from '../storage/sqlite/open-sqlite.js';
import { Session } from './session.js';
import { SessionCookie } from './session-cookie.js';
import { Signals } from '../signals/signals.js';
import { endSession } from './session-rows.js';
import { SessionService } from './session.service.js';

const config = loadConfig({ COOKIE_SECRET: 'k9Wc1LrY7Tq0ZbXn4VdJ2sGmHf8uPoEa' });

let clock: ManualClock;
let database: SqliteStorage;
let cookie: SessionCookie;
let sessions: SessionService;
let signals: Signals;
beforeEach(async () => {
  clock = new ManualClock();
  database = await openSqliteInMemory();
  cookie = newCookie();
  signals = new Signals();
  sessions = new SessionService(cookie, signals, database, clock);
  sessions.onModuleInit();
});
afterEach(async () => {
  vi.restoreAllMocks();
  sessions.onModuleDestroy();
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

/** Ends a session as signing out does. */
async function end(session: Session): Promise<void> {
  await endSession(database.writer, session);
  signals.sessions.next([session.idHash]);
}

describe('a session that was ended', () => {
  it.each(['with a row', 'of somebody who has not written'])(
    'is refused for every request, also after a restart, if it was one %s',
    async (which) => {
      const session = cookie.newSession();
      if (which === 'with a row') await sessions.attach(session, ANN);
      const header = headerOf(session);
      const seen = (await find(sessions, header)) as Session;
      await end(seen);
      expect([await sessions.read(header), await restarted().read(header)]).toEqual(['ended', 'ended']);
      expect(() => sessions.confirm(seen)).toThrow(
        expect.objectContaining({ code: 'SESSION_ENDED' }) as Error,
      );
      expect(await rows()).toEqual([]);
    },
  );

  it('cannot be brought back by a slow first write', async () => {
    const session = (await find(sessions, headerOf(cookie.newSession()))) as Session;
    await end(session);
    await expect(sessions.attach(session, ANN)).rejects.toMatchObject({ code: 'SESSION_ENDED' });
    expect([await rows(), await database.reader.selectFrom('users').select('id').execute()]).toEqual([
      [],
      [],
    ]);
    // Other first writes in the same commit do not fail with it.
    const other = cookie.newSession();
    const both = await Promise.allSettled([
      sessions.attach(session, ANN),
      sessions.attach(other, { ...ANN, id: 'u-2' }),
    ]);
    expect(both.map(({ status }) => status)).toEqual(['rejected', 'fulfilled']);
  });

  it('can be ended only once', async () => {
    const session = (await find(sessions, headerOf(cookie.newSession()))) as Session;
    await end(session);
    await expect(end(session)).rejects.toMatchObject({ code: 'SESSION_ENDED' });
  });

  it('does not make other sessions be read again', async () => {
    const header = await stored();
    await sessions.read(header);
    const select = vi.spyOn(database.reader, 'selectFrom');
    await sessions.read(header);
    expect(select).not.toHaveBeenCalled();
    await end((await find(sessions, headerOf(cookie.newSession()))) as Session);
    select.mockClear();
    for (let n = 0; n < 3; n++) expect((await find(sessions, header))?.user).toEqual(ANN);
    expect(select).not.toHaveBeenCalled();
  });

  it('is read again once after each change of it or of its user', async () => {
    const header = await stored();
    const { idHash } = (await find(sessions, header)) as Session;
    const select = vi.spyOn(database.reader, 'selectFrom');
    for (const tell of [() => signals.sessions.next([idHash]), () => signals.people.next(ANN.id)]) {
      select.mockClear();
      tell();
      for (let n = 0; n < 3; n++) expect((await find(sessions, header))?.user).toEqual(ANN);
      expect(select).toHaveBeenCalledOnce();
    }
  });
});
