import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ManualClock } from '../../test/support/manual-clock.js';
import { loadConfig } from '../config/load-config.js';
import { CookieSecret } from '../config/cookie-secret.js';
import type { Storage } from '../storage/storage.js';
import { openSqliteInMemory } from '../storage/sqlite/open-sqlite.js';
import { Translator } from '../i18n/translator.js';
import { GuestService } from './guest.service.js';
import type { Session } from './session.js';
import { SessionCookie } from './session-cookie.js';
import { Signals } from '../signals/signals.js';
import { SessionService } from './session.service.js';

const config = loadConfig({ COOKIE_SECRET: 'k9Wc1LrY7Tq0ZbXn4VdJ2sGmHf8uPoEa' });
const clock = new ManualClock();

let database: Storage;
let cookie: SessionCookie;
let sessions: SessionService;
let guests: GuestService;
beforeEach(async () => {
  database = await openSqliteInMemory();
  ({ cookie, sessions, guests } = services());
});
afterEach(() => database.onApplicationShutdown());

/** The services of one process on the shared database. */
function services(): { cookie: SessionCookie; sessions: SessionService; guests: GuestService } {
  const own = new SessionCookie(config, new CookieSecret(config), clock);
  const signals = new Signals();
  const ownSessions = new SessionService(own, signals, database, clock);
  const ownGuests = new GuestService(database, ownSessions, signals, new Translator(), clock);
  return { cookie: own, sessions: ownSessions, guests: ownGuests };
}

const users = () => database.reader.selectFrom('users').selectAll().execute();

/** Concurrent requests of one visitor, each with its own view of the session. */
async function requestsOf(visitor: Session, count: number): Promise<Session[]> {
  const header = cookie.header(visitor).split(';', 1)[0];
  return Promise.all(Array.from({ length: count }, async () => (await sessions.read(header)) as Session));
}

describe('the first write of a visitor', () => {
  it('makes a guest with a session of their own', async () => {
    const [session] = (await requestsOf(cookie.make(), 1)) as [Session];
    expect(session.user).toBeNull();
    const guest = await guests.ofSession(session, 'en');
    expect(guest.name).toMatch(/^Guest \d{4,5}$/);
    expect(session.user).toEqual(guest);
    expect(await users()).toMatchObject([
      { id: guest.id, name: guest.name, created_at: clock.now(), account_key: null },
    ]);
    expect(await guests.ofSession(session, 'en')).toBe(guest);
  });

  it('names the guest in the language of the visitor', async () => {
    expect((await guests.ofSession(cookie.make(), 'zh-CN')).name).toMatch(/^\p{Script=Han}+ ?\d{4,5}$/u);
  });

  it('and two more at the same time make one guest between them', async () => {
    const requests = await requestsOf(cookie.make(), 3);
    // Premise: none of the three has a user yet.
    expect(requests.map(({ user }) => user)).toEqual([null, null, null]);
    const made = await Promise.all(requests.map((session) => guests.ofSession(session, 'en')));
    expect(new Set(made.map(({ id, name }) => `${id} ${name}`)).size).toBe(1);
    expect(await users()).toHaveLength(1);
    const [again] = (await requestsOf(requests[0] as Session, 1)) as [Session];
    expect(again.user).toEqual(made[0]);
  });

  it('and one in another process make one guest between them', async () => {
    const visitor = cookie.make();
    const header = cookie.header(visitor).split(';', 1)[0];
    const other = services();
    const [here, there] = [await sessions.read(header), await other.sessions.read(header)] as [
      Session,
      Session,
    ];
    expect(here).not.toBe(there);
    const made = await Promise.all([guests.ofSession(here, 'en'), other.guests.ofSession(there, 'en')]);
    expect(made[1]).toEqual(made[0]);
    expect(await users()).toHaveLength(1);
  });

  it('of two visitors makes two guests', async () => {
    const [ann, bob] = [
      await guests.ofSession(cookie.make(), 'en'),
      await guests.ofSession(cookie.make(), 'en'),
    ];
    expect(ann.id).not.toBe(bob.id);
    expect(await users()).toHaveLength(2);
  });
});

describe('a change of name', () => {
  it('is stored, cleaned, and known to the requests that follow', async () => {
    const visitor = cookie.make();
    const [session] = (await requestsOf(visitor, 1)) as [Session];
    const { id } = await guests.ofSession(session, 'en');
    expect(await guests.rename(session, 'en', ' Ann\t Lee\u202e ')).toEqual({
      id,
      name: 'Ann Lee',
      isGuest: true,
    });
    expect(session.user).toEqual({ id, name: 'Ann Lee', isGuest: true });
    expect(((await requestsOf(visitor, 1)) as [Session])[0].user).toEqual({
      id,
      name: 'Ann Lee',
      isGuest: true,
    });
    expect(await users()).toMatchObject([{ id, name: 'Ann Lee' }]);
    sessions = services().sessions;
    expect(((await requestsOf(visitor, 1)) as [Session])[0].user).toEqual({
      id,
      name: 'Ann Lee',
      isGuest: true,
    });
  });

  it('makes the guest if they have not written yet', async () => {
    const renamed = await guests.rename(cookie.make(), 'en', 'Ann');
    expect(await users()).toMatchObject([{ id: renamed.id, name: renamed.name }]);
  });

  it('is of one guest alone', async () => {
    const other = await guests.ofSession(cookie.make(), 'en');
    await guests.rename(cookie.make(), 'en', 'Ann');
    expect((await users()).find(({ id }) => id === other.id)?.name).toBe(other.name);
  });

  it.each([
    ['NAME_BLANK', ' \u200b '],
    ['NAME_TOO_LONG', 'n'.repeat(41)],
    ['NAME_INVALID', `a${'\u0334'.repeat(20)}`],
  ])('that is refused with %s makes and changes nothing', async (code, name) => {
    await expect(guests.rename(cookie.make(), 'en', name)).rejects.toMatchObject({ code });
    expect(await users()).toEqual([]);
  });
});
