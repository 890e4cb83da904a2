import { describe, expect, it } from 'vitest';
import type { OwnSessionJson } from '../src/accounts/dto/account.json.js';
import { ExpiredRows } from '../src/accounts/expired-rows.js';
import { Storage } from '../src/storage/storage.js';
import {
  PASSWORD,
  SESSION_ENDED,
  copyOf,
  meOf,
  otherSessionOf,
  refusal,
  signedIn,
  signedUp,
} from './support/account.js';
import { RestClient } from './support/rest-client.js';
import { sharedApp, startApp } from './support/test-app.js';

const HOUR_MS = 60 * 60 * 1000;
const FIREFOX = 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0';

const server = sharedApp();

const someone = () => RestClient.at(server.url);

async function sessionsOf(person: RestClient): Promise<OwnSessionJson[]> {
  const answer = await person.get('/api/sessions');
  expect(answer.headers.get('cache-control')).toBe('no-store');
  return ((await answer.json()) as { sessions: OwnSessionJson[] }).sessions;
}

async function linkOf(person: RestClient): Promise<{ url: string; code: string; expires_at: string }> {
  const answer = await person.postJson('/api/sign-in-links', {});
  expect(answer.status).toBe(201);
  const link = (await answer.json()) as { url: string; expires_at: string };
  return { ...link, code: new URL(link.url).searchParams.get('code') ?? '' };
}

describe('the list of sessions', () => {
  it('shows the device, the times and the current session, and can end one', async () => {
    const ann = await signedUp(server, 'Ann');
    server.clock.advance(HOUR_MS);
    const firefox = await someone();
    const begunAt = new Date(server.clock.now()).toISOString();
    const form = { name: 'Ann', password: PASSWORD };
    expect((await firefox.post('/api/session', form, { 'user-agent': FIREFOX })).status).toBe(200);

    const list = await sessionsOf(ann);
    expect(list).toEqual([
      {
        id: expect.stringMatching(/^[\w-]{22}$/) as string,
        device: 'Firefox on Linux',
        begun_at: begunAt,
        last_seen_at: begunAt,
        current: false,
      },
      expect.objectContaining({ device: 'node', current: true }),
    ]);
    expect(JSON.stringify(list)).not.toContain(firefox.session[1].split('.')[1]);
    expect((await ann.postJson(`/api/sessions/${list[0]?.id}/end`, {})).status).toBe(200);
    expect(await refusal(firefox.get('/api/me'))).toEqual(SESSION_ENDED);
    expect(await sessionsOf(ann)).toHaveLength(1);
  });

  it('neither shows nor ends the sessions of other people', async () => {
    const [ben, eve] = [await signedUp(server, 'Ben'), await signedUp(server, 'Eve')];
    const [{ id } = { id: '' }] = await sessionsOf(ben);
    expect((await sessionsOf(eve)).map((session) => session.id)).not.toContain(id);
    for (const stranger of [id, 'nothing', '%25'])
      expect(await refusal(eve.postJson(`/api/sessions/${stranger}/end`, {}))).toEqual([404, 'NOT_FOUND']);
    expect(await meOf(ben)).toMatchObject({ name: 'Ben' });
  });

  it.each(['/api/sessions', '/api/account'])('is refused to guests: %s', async (path) => {
    const guest = await someone();
    for (const each of [guest, (await guest.say('a', 'x'), guest)])
      expect(await refusal(each.get(path))).toEqual([401, 'SIGN_IN_REQUIRED']);
    expect(await refusal(guest.postJson('/api/sessions/end', {}))).toEqual([401, 'SIGN_IN_REQUIRED']);
    expect(await refusal(guest.postJson('/api/sign-in-links', {}))).toEqual([401, 'SIGN_IN_REQUIRED']);
    expect((await meOf(guest)).id).not.toBeNull();
  });
});

describe('a sign-in link', () => {
  it('signs another device in once, and its code is stored as a hash', async () => {
    const carol = await signedUp(server, 'Carol');
    const { url, code, expires_at } = await linkOf(carol);
    expect(url.startsWith(`${server.url}/sign-in/link?code=`)).toBe(true);
    expect(Buffer.from(code, 'base64url').length).toBeGreaterThanOrEqual(16);
    expect(Date.parse(expires_at) - server.clock.now()).toBe(4 * HOUR_MS);
    const rows = await server.app.get(Storage).reader.selectFrom('sign_in_links').selectAll().execute();
    expect(JSON.stringify(rows)).not.toContain(code);

    const phone = await someone();
    const before = phone.session[1];
    expect((await phone.postJson('/api/sign-in-links/use', { code })).status).toBe(200);
    expect(await meOf(phone)).toMatchObject({ id: carol.id, guest: false });
    expect(phone.session[1]).not.toBe(before);
    expect(await refusal((await someone()).postJson('/api/sign-in-links/use', { code }))).toEqual([
      410,
      'SIGN_IN_LINK_INVALID',
    ]);
  });

  it('works for one of many devices that use it at once', async () => {
    const dan = await signedUp(server, 'Dan');
    const { code } = await linkOf(dan);
    const devices = await Promise.all([1, 2, 3, 4].map(someone));
    const answers = await Promise.all(devices.map((one) => one.postJson('/api/sign-in-links/use', { code })));
    expect(answers.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([200, 410, 410, 410]);
  });

  it('is not used up when its page is opened', async () => {
    const fay = await signedUp(server, 'Fay');
    const { url, code } = await linkOf(fay);
    for (const method of ['GET', 'HEAD', 'GET']) {
      const answer = await fetch(url, { method });
      expect([answer.status, answer.headers.get('cache-control')]).toEqual([200, 'no-store']);
      await answer.arrayBuffer();
    }
    expect((await (await someone()).postJson('/api/sign-in-links/use', { code })).status).toBe(200);
  });

  it.each<[string, (person: RestClient) => unknown]>([
    ['four hours', () => server.clock.advance(4 * HOUR_MS)],
    [
      'a change of password',
      (person) =>
        person.postJson('/api/account/password', { password: PASSWORD, new_password: 'eight loud geese' }),
    ],
    ['signing out everywhere', (person) => person.postJson('/api/sessions/end', {})],
    [
      'the end of its session from another device',
      async (person) => {
        const other = await signedIn(server, (await meOf(person)).name ?? '');
        return other.postJson(`/api/sessions/${await otherSessionOf(other)}/end`, {});
      },
    ],
    [
      'the deletion of the account',
      (person) => person.postJson('/api/account/delete', { password: PASSWORD }),
    ],
  ])('works no more after %s', async (what, act) => {
    const person = await signedUp(server, `Link ${what.length}`);
    const [link, other] = [await linkOf(person), await linkOf(person)];
    // Premise: they work.
    expect((await (await someone()).postJson('/api/sign-in-links/use', { code: other.code })).status).toBe(
      200,
    );
    const done = await act(person);
    if (done instanceof Response) expect(done.status).toBe(200);
    expect((await fetch(link.url)).status).toBe(410);
    const visitor = await someone();
    expect(await refusal(visitor.postJson('/api/sign-in-links/use', { code: link.code }))).toEqual([
      410,
      'SIGN_IN_LINK_INVALID',
    ]);
    expect((await meOf(visitor)).id).toBeNull();
  });

  it.each(['', 'x', 'A'.repeat(32), '0'.repeat(10_000)])(
    'is refused if its code is made up: %.5s',
    async (code) => {
      const visitor = await someone();
      expect(await refusal(visitor.postJson('/api/sign-in-links/use', { code }))).toEqual([
        410,
        'SIGN_IN_LINK_INVALID',
      ]);
    },
  );
});

describe('a change of password', () => {
  it('accepts the new one only, and gives this session a new id', async () => {
    const gil = await signedUp(server, 'Gil');
    const old = copyOf(gil);
    const change = { password: PASSWORD, new_password: 'eight loud geese' };
    expect((await gil.postJson('/api/account/password', change)).status).toBe(200);
    expect(gil.session[1]).not.toBe(old.session[1]);
    expect(await meOf(gil)).toMatchObject({ name: 'Gil' });
    expect(await refusal(old.get('/api/me'))).toEqual(SESSION_ENDED);
    await signedIn(server, 'Gil', 'eight loud geese');
    await expect(signedIn(server, 'Gil')).rejects.toThrow('SIGN_IN_FAILED');
  });

  it.each([
    [{ password: 'wrong password', new_password: 'eight loud geese' }, 403, 'PASSWORD_WRONG'],
    [{ password: PASSWORD, new_password: 'password1' }, 400, 'PASSWORD_COMMON'],
    [{ password: PASSWORD, new_password: 'short' }, 400, 'PASSWORD_TOO_SHORT'],
    [{ password: PASSWORD }, 400, 'FIELD_INVALID'],
  ])('is refused with %j and changes nothing', async (change, status, code) => {
    const name = `Refused ${code}`;
    const person = await signedUp(server, name);
    const before = person.cookieHeader;
    expect(await refusal(person.postJson('/api/account/password', change))).toEqual([status, code]);
    expect(person.cookieHeader).toBe(before);
    await signedIn(server, name);
  });
});

describe('what is kept about ended sessions and links', () => {
  it('is deleted once it has expired', async () => {
    const own = await startApp();
    const hal = await signedUp(own, 'Hal');
    await linkOf(hal);
    await hal.postJson('/api/session/end', {});
    const { reader } = own.app.get(Storage);
    const kept = async () => [
      (await reader.selectFrom('ended_sessions').selectAll().execute()).length,
      (await reader.selectFrom('sign_in_links').selectAll().execute()).length,
    ];
    expect(await kept()).toEqual([2, 1]);
    own.clock.jump(31 * 24 * HOUR_MS);
    await own.app.get(ExpiredRows).delete();
    expect(await kept()).toEqual([0, 0]);
    await own.close();
  });
});
