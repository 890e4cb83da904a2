import { beforeEach, describe, expect, it } from 'vitest';
import { ManualClock } from '../../test/support/manual-clock.js';
import { CookieSecret } from '../config/cookie-secret.js';
import { loadConfig } from '../config/load-config.js';
import { SessionCookie } from './session-cookie.js';
import type { Session } from './session.js';

const SECRET = 'k9Wc1LrY7Tq0ZbXn4VdJ2sGmHf8uPoEa';
const OTHER_SECRET = 'zQ3nT8vB1mK6xR9pL2wC5yH7jF4gD0sA';

let clock: ManualClock;
beforeEach(() => {
  clock = new ManualClock();
});

function cookieWith(env: Record<string, string> = {}): SessionCookie {
  const config = loadConfig({ COOKIE_SECRET: SECRET, ...env });
  return new SessionCookie(config, new CookieSecret(config), clock);
}

/** The Cookie header that a browser sends for a session. */
const sentBack = (cookie: SessionCookie, session: Session): string =>
  cookie.header(session).split(';', 1)[0] as string;

describe('the name of a session cookie', () => {
  it('belongs to the installation: to its secret, on every port, after every start', () => {
    expect(cookieWith().name).toBe(cookieWith({ PORT: '8794' }).name);
    expect(cookieWith().name).not.toBe(cookieWith({ COOKIE_SECRET: OTHER_SECRET }).name);
    expect(cookieWith().name).not.toContain(SECRET.slice(0, 4));
  });

  it('may be that of older versions while there is no newer cookie, and is then replaced', () => {
    const cookie = cookieWith();
    const [old, present] = [cookie.newSession(), cookie.newSession()];
    const oldPair = sentBack(cookie, old).replace(cookie.name, 'linger');
    const presentPair = sentBack(cookie, present);

    const read = cookie.read(oldPair) as Session;
    expect(read.id).toBe(old.id);
    expect(cookie.issueHeaders(read, oldPair)).toEqual([
      cookie.header(old),
      expect.stringMatching(/^linger=; Max-Age=0; /),
    ]);
    for (const both of [`${oldPair}; ${presentPair}`, `${presentPair}; ${oldPair}`]) {
      expect(cookie.read(both)?.id).toBe(present.id);
      expect(cookie.issueHeaders(cookie.read(both) as Session, both)).toEqual([
        expect.stringMatching(/^linger=; Max-Age=0; /),
      ]);
      expect(cookie.clearHeaders(both).map((line) => line.split('=', 1)[0])).toEqual([cookie.name, 'linger']);
    }
    expect(cookie.issueHeaders(cookie.read(presentPair) as Session, presentPair)).toEqual([]);
    expect(cookie.clearHeaders(presentPair)).toHaveLength(1);
  });

  it('of older versions is ignored beside newer cookies, forged ones too', () => {
    const cookie = cookieWith();
    const [one, two] = [sentBack(cookie, cookie.newSession()), sentBack(cookie, cookie.newSession())];
    const old = (pair: string): string => pair.replace(cookie.name, 'linger');
    expect(cookie.read(old(one))).toBeDefined();
    for (const header of [
      `${old(one)}; ${old(two)}`,
      `${old(one)}; ${one}; ${two}`,
      `${old(one)}; ${cookie.name}=forged`,
    ])
      expect(cookie.read(header)).toBeUndefined();
  });

  it('of older versions is kept if another Linger on the host still uses it', () => {
    const other = cookieWith({ COOKIE_SECRET: OTHER_SECRET });
    const foreign = sentBack(other, other.newSession()).replace(other.name, 'linger');
    const cookie = cookieWith();
    const made = cookie.newSession();
    expect(cookie.read(foreign)).toBeUndefined();
    expect(cookie.issueHeaders(made, foreign)).toEqual([cookie.header(made)]);
    expect(cookie.clearHeaders(foreign)).toHaveLength(1);
  });
});
