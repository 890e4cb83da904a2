import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import {
  PASSWORD,
  SESSION_ENDED,
  copyOf,
  otherSessionOf,
  refusal,
  signedIn,
  signedUp,
} from './support/account.js';
import { held } from './support/holding.js';
import { RestClient, updatesPath } from './support/rest-client.js';
import { sharedApp, startApp } from './support/test-app.js';
import { Visitor } from './support/visitor.js';

const DAY_MS = 24 * 60 * 60 * 1000;

const server = sharedApp();

let people = 0;

/** An account that is signed in on two devices. */
async function twoDevices(): Promise<{ name: string; laptop: RestClient; phone: RestClient }> {
  const name = `Person ${++people}`;
  const laptop = await signedUp(server, name);
  return { name, laptop, phone: await signedIn(server, name) };
}

/** What ends the session of the phone. */
const ENDS: [what: string, act: (phone: RestClient, laptop: RestClient) => Promise<unknown>][] = [
  ['signing out', (phone) => phone.postJson('/api/session/end', {})],
  ['signing out everywhere from another device', (_, laptop) => laptop.postJson('/api/sessions/end', {})],
  ['signing out everywhere', (phone) => phone.postJson('/api/sessions/end', {})],
  ['a change of password on another device', changePassword],
  ['a change of password', (phone) => changePassword(phone, phone)],
  ['being ended from the list of another device', endOther],
  ['signing in again', (phone) => phone.postJson('/api/session', { name: 'Person 0', password: PASSWORD })],
  ['deleting the account on another device', (_, laptop) => deleteAccount(laptop)],
  ['thirty days', async () => server.clock.jump(30 * DAY_MS)],
  ['seven days without a sign', async () => server.clock.jump(7 * DAY_MS)],
];

function changePassword(_: RestClient, on: RestClient): Promise<Response> {
  return on.postJson('/api/account/password', { password: PASSWORD, new_password: 'eight loud geese' });
}

function deleteAccount(on: RestClient): Promise<Response> {
  return on.postJson('/api/account/delete', { password: PASSWORD });
}

async function endOther(_: RestClient, laptop: RestClient): Promise<Response> {
  return laptop.postJson(`/api/sessions/${await otherSessionOf(laptop)}/end`, {});
}

const SURFACES: [surface: string, poll: (client: RestClient, room: string) => Promise<Response>][] = [
  ['the Tornado surface', (client, room) => client.post('/a/message/updates', { room })],
  ['the REST surface', (client, room) => client.get(updatesPath({ [room]: 0 }))],
  ['the REST surface by POST', (client, room) => client.postJson('/api/updates', { after: { [room]: 0 } })],
];

describe.each(SURFACES)('A2, S1 a poll held on %s', (_, poll) => {
  it.each(ENDS)('is ended by %s, and gets nothing that follows', async (what, end) => {
    if (what === 'signing in again') await signedUp(server, 'Person 0').catch(() => undefined);
    const { laptop, phone } = await twoDevices();
    const bystander = await Visitor.at(server.url);
    const room = `revoked ${people}`;
    const still = bystander.post('/a/message/updates', { room });
    await held(server, 1);
    const holding = poll(copyOf(phone), room);
    await held(server, 2);

    const timed = what.includes('days');
    const before = server.clock.now();
    const answered = await end(phone, laptop);
    if (answered instanceof Response) expect(answered.status).toBe(200);
    if (timed) server.clock.advance(100);
    // Nothing else would end it: the clock, and with it the hold, stands still.
    const answer = await holding;
    if (timed) server.clock.jump(before - server.clock.now());
    const said = await (await Visitor.at(server.url)).send('a secret', { room });

    const text = await answer.text();
    expect([answer.status, (JSON.parse(text) as { code: string }).code]).toEqual(SESSION_ENDED);
    expect(text).not.toContain('secret');
    expect(answer.headers.getSetCookie()).toEqual([]);
    // Premise: unaffected sessions received it. No session is older than 30 days.
    if (what !== 'thirty days') expect(await (await still).text()).toContain(said.id);
  });
});

describe('S1 every other request of the session', () => {
  it.each(ENDS.filter(([what]) => !what.includes('days')))('is refused after %s', async (_, end) => {
    const { laptop, phone } = await twoDevices();
    const stale = copyOf(phone);
    const message = await stale.say('a', 'mine');
    await end(phone, laptop);
    await expectOver(stale, message.id);
  });

  it('is refused after seven idle days', async () => {
    const { phone } = await twoDevices();
    const message = await phone.say('a', 'mine');
    server.clock.advance(7 * DAY_MS);
    await expectOver(phone, message.id);
  });
});

/** No further request works, neither as the former user nor as a stranger with their token. */
async function expectOver(stale: RestClient, id: string): Promise<void> {
  const cookies = stale.cookieHeader;
  const requests: (() => Promise<Response>)[] = [
    () => stale.get('/api/me'),
    () => stale.get('/api/rooms'),
    () => stale.get('/api/rooms/a/entries'),
    () => stale.get('/api/sessions'),
    () => stale.get(updatesPath({ a: 0 }, { wait: 0 })),
    () => stale.post('/a/message/updates', { wait: '0' }),
    () => stale.postJson('/api/rooms/a/messages', { body: 'x' }),
    () => stale.postJson(`/api/rooms/a/messages/${id}/edit`, { body: 'x' }),
    () => stale.post('/a/message/new', { body: 'x' }),
    () => stale.post('/a/name', { name: 'x' }),
    () => stale.post('/a/preferences', { language: 'en' }),
    () => stale.postJson('/api/session', { name: 'x', password: PASSWORD }),
    () => stale.postJson('/api/account', { name: 'x', password: PASSWORD }),
  ];
  for (const ask of [...requests, ...requests]) {
    for (const pair of cookies.split('; ')) stale.cookies.set(...(pair.split('=', 2) as [string, string]));
    expect(await refusal(ask())).toEqual(SESSION_ENDED);
  }
}

describe('S2 a session that has ended', () => {
  it('loses its cookie with the first refusal that is no poll, after which a new one begins', async () => {
    const { phone } = await twoDevices();
    const { id } = await phone.me();
    const [name] = phone.session;
    const stale = copyOf(phone);
    await phone.postJson('/api/session/end', {});
    const polled = await stale.get(updatesPath({ a: 0 }, { wait: 0 }));
    expect([polled.status, polled.headers.getSetCookie()]).toEqual([401, []]);
    const refused = await stale.get('/api/rooms');
    expect(refused.headers.getSetCookie()).toEqual([`${name}=; Max-Age=0; Path=/; HttpOnly; SameSite=Lax`]);
    expect(await stale.me()).toMatchObject({ id: null });
    expect((await stale.say('a', 'as a stranger')).author.id).not.toBe(id);
  });

  it('is replaced by a new one on a page', async () => {
    const { phone } = await twoDevices();
    const stale = copyOf(phone);
    await phone.postJson('/api/session/end', {});
    const [, old] = stale.session;
    const page = await stale.get('/', { accept: 'text/html' });
    expect(page.status).toBe(200);
    expect(stale.session[1]).not.toBe(old);
    await stale.send('as a stranger');
  });

  it('is told when a form is posted, with the text kept and a way to sign in', async () => {
    const { phone } = await twoDevices();
    const stale = copyOf(phone);
    await phone.postJson('/api/session/end', {});
    const [, old] = stale.session;
    const answer = await stale.post('/a/message/new', { body: 'not lost' }, { accept: 'text/html' });
    const text = await answer.text();
    expect(answer.status).toBe(401);
    expect(text).toContain('href="/sign-in"');
    expect(text).toContain('not lost');
    expect(stale.session[1]).not.toBe(old);
  });

  it('stays ended after a restart, as long as its cookie lives', async () => {
    const dataDir = { DATA_DIR: mkdtempSync(join(tmpdir(), 'linger-')) };
    const first = await startApp(dataDir);
    const ann = await signedUp(first, 'Ann');
    const stale = copyOf(ann);
    await ann.postJson('/api/session/end', {});
    await first.close();
    const second = await startApp(dataDir);
    const back = Object.assign(new RestClient(second.url), { cookies: stale.cookies });
    expect(await refusal(back.get('/api/rooms'))).toEqual(SESSION_ENDED);
    await second.close();
  });
});

describe('C2 the session id and the token', () => {
  it.each<[string, (client: RestClient) => Promise<unknown>]>([
    [
      'signing up',
      (client) => client.postJson('/api/account', { name: `New ${++people}`, password: PASSWORD }),
    ],
    ['signing in', (client) => client.postJson('/api/session', { name: 'Fixed', password: PASSWORD })],
  ])('from before %s are useless afterwards', async (_, act) => {
    await signedUp(server, 'Fixed').catch(() => undefined);
    for (const writes of [false, true]) {
      const victim = await RestClient.at(server.url);
      if (writes) await victim.say('a', 'as a guest');
      const planted = copyOf(victim);
      // Premise: the attacker knows a session that works.
      expect((await planted.get('/api/rooms')).status).toBe(200);
      await act(victim);
      expect(victim.session[1]).not.toBe(planted.session[1]);
      const { token } = planted;
      expect(await refusal(planted.get('/api/rooms'))).toEqual(SESSION_ENDED);
      const forged = await victim.post('/a/name', { name: 'Forged', _xsrf: token });
      expect(forged.status).toBe(403);
      expect((await victim.get('/api/sessions')).status).toBe(200);
    }
  });
});
