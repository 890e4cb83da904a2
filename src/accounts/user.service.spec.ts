import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ManualClock } from '../../test/support/manual-clock.js';
import { loadConfig } from '../config/load-config.js';
import { CookieSecret } from '../config/cookie-secret.js';
import type { Storage } from '../storage/storage.js';
import { openSqliteInMemory } from '../storage/sqlite/open-sqlite.js';
import { Translator } from '../i18n/translator.js';
import { UserService } from './user.service.js';
import type { Session } from './session.js';
import { SessionCookie } from './session-cookie.js';
import { Signals } from '../signals/signals.js';
import { SessionService } from './session.service.js';

const config = loadConfig({ COOKIE_SECRET: 'k9Wc1LrY7Tq0ZbXn4VdJ2sGmHf8uPoEa' });
const clock = new ManualClock();

let database: Storage;
let cookie: SessionCookie;
let sessions: SessionService;
let users: UserService;
beforeEach(async () => {
  database = await openSqliteInMemory();
  ({ cookie, sessions, users } = services());
});
afterEach(() => database.onApplicationShutdown());

/** The services of one process on the shared database. */
function services(): { cookie: SessionCookie; sessions: SessionService; users: UserService } {
  const own = new SessionCookie(config, new CookieSecret(config), clock);
  const signals = new Signals();
  const ownSessions = new SessionService(own, signals, database, clock);
  const ownUsers = new UserService(database, ownSessions, new Translator(), clock);
  return { cookie: own, sessions: ownSessions, users: ownUsers };
}

const storedUsers = () => database.reader.selectFrom('users').selectAll().execute();

/** Concurrent requests of one visitor, each with its own view of the session. */
async function requestsOf(visitor: Session, count: number): Promise<Session[]> {
  const header = cookie.header(visitor).split(';', 1)[0];
  return Promise.all(Array.from({ length: count }, async () => (await sessions.read(header)) as Session));
}

describe('the first write of a visitor', () => {
  it('makes a guest with a session of their own', async () => {
    const [session] = (await requestsOf(cookie.newSession(), 1)) as [Session];
    expect(session.user).toBeNull();
    const guest = await users.ensureUser(session, 'en');
    expect(guest.name).toMatch(/^Guest \d{4,5}$/);
    expect(session.user).toEqual(guest);
    expect(await storedUsers()).toMatchObject([
      { id: guest.id, name: guest.name, created_at: clock.now(), account_key: null },
    ]);
    expect(await users.ensureUser(session, 'en')).toBe(guest);
  });

  it('names the guest in the language of the visitor', async () => {
    expect((await users.ensureUser(cookie.newSession(), 'zh-CN')).name).toMatch(
      /^\p{Script=Han}+ ?\d{4,5}$/u,
    );
  });

  it('makes one guest together with two more at the same time', async () => {
    const requests = await requestsOf(cookie.newSession(), 3);
    // Premise: none of the three has a user yet.
    expect(requests.map(({ user }) => user)).toEqual([null, null, null]);
    const made = await Promise.all(requests.map((session) => users.ensureUser(session, 'en')));
    expect(new Set(made.map(({ id, name }) => `${id} ${name}`)).size).toBe(1);
    expect(await storedUsers()).toHaveLength(1);
    const [again] = (await requestsOf(requests[0] as Session, 1)) as [Session];
    expect(again.user).toEqual(made[0]);
  });

  it('makes one guest together with one in another process', async () => {
    const visitor = cookie.newSession();
    const header = cookie.header(visitor).split(';', 1)[0];
    const other = services();
    const [here, there] = [await sessions.read(header), await other.sessions.read(header)] as [
      Session,
      Session,
    ];
    expect(here).not.toBe(there);
    const made = await Promise.all([users.ensureUser(here, 'en'), other.users.ensureUser(there, 'en')]);
    expect(made[1]).toEqual(made[0]);
    expect(await storedUsers()).toHaveLength(1);
  });

  it('makes two guests for two visitors', async () => {
    const [ann, bob] = [
      await users.ensureUser(cookie.newSession(), 'en'),
      await users.ensureUser(cookie.newSession(), 'en'),
    ];
    expect(ann.id).not.toBe(bob.id);
    expect(await storedUsers()).toHaveLength(2);
  });
});

describe('a change of name', () => {
  it('is stored, cleaned, and known to later requests', async () => {
    const visitor = cookie.newSession();
    const [session] = (await requestsOf(visitor, 1)) as [Session];
    const { id } = await users.ensureUser(session, 'en');
    expect(await users.rename(session, 'en', ' Ann\t Lee\u202e ')).toEqual({
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
    expect(await storedUsers()).toMatchObject([{ id, name: 'Ann Lee' }]);
    sessions = services().sessions;
    expect(((await requestsOf(visitor, 1)) as [Session])[0].user).toEqual({
      id,
      name: 'Ann Lee',
      isGuest: true,
    });
  });

  it('makes a guest of a visitor who has not written yet', async () => {
    const renamed = await users.rename(cookie.newSession(), 'en', 'Ann');
    expect(await storedUsers()).toMatchObject([{ id: renamed.id, name: renamed.name }]);
  });

  it('does not affect other guests', async () => {
    const other = await users.ensureUser(cookie.newSession(), 'en');
    await users.rename(cookie.newSession(), 'en', 'Ann');
    expect((await storedUsers()).find(({ id }) => id === other.id)?.name).toBe(other.name);
  });

  it.each([
    ['NAME_BLANK', ' \u200b '],
    ['NAME_TOO_LONG', 'n'.repeat(41)],
    ['NAME_INVALID', `a${'\u0334'.repeat(20)}`],
  ])('that is refused with %s makes and changes nothing', async (code, name) => {
    await expect(users.rename(cookie.newSession(), 'en', name)).rejects.toMatchObject({ code });
    expect(await storedUsers()).toEqual([]);
  });
});
