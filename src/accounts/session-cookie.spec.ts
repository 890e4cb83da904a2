import { createHmac } from 'node:crypto';
import { beforeEach, describe, expect, it } from 'vitest';
import { ManualClock } from '../../test/support/manual-clock.js';
import { loadConfig } from '../config/load-config.js';
import { CookieSecret } from '../config/cookie-secret.js';
import { Session } from './session.js';
import { SessionCookie } from './session-cookie.js';

const DAY = 24 * 60 * 60 * 1000;
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
const attributesOf = (header: string): string[] => header.split('; ').slice(1).toSorted();

describe('a session cookie', () => {
  it('restores its session: same id, same token secret, no user', () => {
    const made = cookieWith().newSession();
    const read = cookieWith().read(sentBack(cookieWith(), made));
    expect(read).toMatchObject({
      id: made.id,
      startedAt: clock.now(),
      csrfSecret: made.csrfSecret,
      isNew: false,
      user: null,
    });
    expect(made.isNew).toBe(true);
  });

  it('is found among others', () => {
    const cookie = cookieWith();
    const pair = sentBack(cookie, cookie.newSession());
    const near = `x${cookie.name}=1; ${pair}; ${cookie.name}2=2`;
    for (const header of [`a=1; ${pair}`, `${pair}; a=1`, near]) {
      expect(cookie.read(header)).toBeDefined();
    }
  });

  it('has an id of 144 random bits that is never repeated', () => {
    const cookie = cookieWith();
    const ids = Array.from({ length: 1000 }, () => cookie.newSession().id);
    expect(new Set(ids.map((id) => id.split('.')[1])).size).toBe(1000);
    for (const id of ids) expect(Buffer.from(id.split('.')[1] as string, 'base64url')).toHaveLength(18);
  });

  it('is kept from scripts and from other sites, over plain HTTP', () => {
    const header = cookieWith({ PUBLIC_URL: 'http://chat.example' }).header(cookieWith().newSession());
    expect(header).toMatch(/^linger_[0-9a-f]{12}=/);
    expect(attributesOf(header)).toEqual(['HttpOnly', `Max-Age=${30 * 24 * 3600}`, 'Path=/', 'SameSite=Lax']);
  });

  it('is Secure over HTTPS, with the prefix that nobody can plant', () => {
    const cookie = cookieWith({ PUBLIC_URL: 'https://chat.example' });
    const made = cookie.newSession();
    expect(cookie.header(made)).toMatch(/^__Host-linger_[0-9a-f]{12}=/);
    expect(attributesOf(cookie.header(made))).toEqual([
      'HttpOnly',
      `Max-Age=${30 * 24 * 3600}`,
      'Path=/',
      'SameSite=Lax',
      'Secure',
    ]);
    expect(cookie.read(sentBack(cookie, made))?.id).toBe(made.id);
    // A sibling domain can set a cookie without the prefix; it must be ignored.
    const planted = sentBack(cookieWith(), cookieWith().newSession());
    expect(cookieWith().read(planted)).toBeDefined();
    expect(cookie.read(planted)).toBeUndefined();
    expect(cookie.read(`${planted}; ${sentBack(cookie, made)}`)?.id).toBe(made.id);
  });
});

describe('no session', () => {
  it('is found without a cookie', () => {
    const { name } = cookieWith();
    for (const header of [undefined, '', 'a=1', `${name}=`, name, 'linger=', 'linger'])
      expect(cookieWith().read(header)).toBeUndefined();
  });

  it('is found in two cookies of the name, one of which may be planted', () => {
    const cookie = cookieWith();
    const [one, two] = [sentBack(cookie, cookie.newSession()), sentBack(cookie, cookie.newSession())];
    expect([cookie.read(one), cookie.read(two)].every(Boolean)).toBe(true);
    for (const header of [
      `${one}; ${two}`,
      `${two}; a=1; ${one}`,
      `${one}; ${one}`,
      `${one}; ${cookie.name}=`,
    ]) {
      expect(cookie.read(header)).toBeUndefined();
    }
  });

  it('is found in a forged cookie', () => {
    const cookie = cookieWith();
    const pair = sentBack(cookie, cookie.newSession());
    const [id, signature] = [
      pair.slice(pair.indexOf('=') + 1, pair.lastIndexOf('.')),
      pair.slice(pair.lastIndexOf('.') + 1),
    ];
    const other = cookie.newSession().id;
    const [startedAt, random] = id.split('.') as [string, string];
    const later = (clock.now() + DAY).toString(36);
    const unkeyed = createHmac('sha256', SECRET).update(id).digest('base64url');
    const forged = [
      `${id}.`,
      id,
      `${id}.${'A'.repeat(43)}`,
      `${id}.${signature}A`,
      `${id}.${signature.slice(0, -1)}`,
      `${id}.${signature.toLowerCase()}`,
      `${id}.${unkeyed}`,
      `${other}.${signature}`,
      `${later}.${random}.${signature}`,
      `${startedAt}.${random.slice(0, -1)}.${signature}`,
      `.${random}.${signature}`,
      `${id}..${signature}`,
      `${id}.${signature}.${signature}`,
      `"${id}.${signature}"`,
      `${encodeURIComponent(id)}%2E${signature}`,
      `../../etc.${signature}`,
      '.'.repeat(100),
      'x'.repeat(20_000),
    ];
    for (const value of forged) expect(cookie.read(`${cookie.name}=${value}`)).toBeUndefined();
    // Premise: the original is valid, even after all forgeries.
    expect(cookie.read(`${cookie.name}=${id}.${signature}`)?.id).toBe(id);
  });

  it('is found in a cookie signed with another secret', () => {
    const stranger = cookieWith({ COOKIE_SECRET: OTHER_SECRET });
    const pair = sentBack(stranger, stranger.newSession());
    expect(stranger.read(pair)).toBeDefined();
    expect(cookieWith().read(pair)).toBeUndefined();
  });

  it('is found in a signed cookie whose id is malformed', () => {
    const cookie = cookieWith();
    const made = cookie.newSession();
    for (const id of ['', 'x', '1.2', `${made.id}x`, `-1234567.${made.id.split('.')[1]}`]) {
      const odd = new Session(id, made.startedAt, Buffer.alloc(32));
      expect(cookie.read(sentBack(cookie, odd))).toBeUndefined();
    }
  });
});

describe('a session id', () => {
  it('lives exactly thirty days, however it is used', () => {
    const cookie = cookieWith();
    const [seen, unseen] = [sentBack(cookie, cookie.newSession()), sentBack(cookie, cookie.newSession())];
    for (let day = 0; day < 29; day++) {
      clock.advance(DAY);
      expect(cookie.read(seen)).toBeDefined();
    }
    clock.advance(DAY - 1);
    for (const pair of [seen, unseen]) {
      expect(cookie.read(pair)).toBeDefined();
      expect(cookieWith().read(pair)).toBeDefined();
    }
    clock.advance(1);
    for (const pair of [seen, unseen]) {
      expect(cookie.read(pair)).toBeUndefined();
      expect(cookieWith().read(pair)).toBeUndefined();
    }
  });

  it('is handed out for its remaining lifetime', () => {
    const cookie = cookieWith();
    const made = cookie.newSession();
    clock.advance(10 * DAY);
    expect(cookie.header(made)).toContain(`Max-Age=${20 * 24 * 3600};`);
  });

  it('survives a clock that is set back', () => {
    const cookie = cookieWith();
    const pair = sentBack(cookie, cookie.newSession());
    clock.jump(-60 * 60 * 1000);
    expect(cookieWith().read(pair)).toBeDefined();
  });
});

describe('the secret of the token', () => {
  it('differs from session to session and from server to server, and is not the signature', () => {
    const cookie = cookieWith();
    const made = cookie.newSession();
    const stranger = cookieWith({ COOKIE_SECRET: OTHER_SECRET });
    expect(made.csrfSecret).toMatch(/^[\w-]{43}$/);
    expect(cookie.newSession().csrfSecret).not.toBe(made.csrfSecret);
    expect(stranger.newSession().csrfSecret).not.toBe(made.csrfSecret);
    expect(cookie.header(made)).not.toContain(made.csrfSecret);
  });
});
