import { describe, expect, it } from 'vitest';
import { PASSWORD, SESSION_ENDED, copyOf, meOf, refusal, signedIn, signedUp } from './support/account.js';
import { actorOf, textsIn } from './support/identity.js';
import { RestClient, updatesPath } from './support/rest-client.js';
import { sharedApp } from './support/test-app.js';

const IDENTITY_CHANGED = [409, 'IDENTITY_CHANGED'];

const server = sharedApp();

let count = 0;
const fresh = (what: string): string => `${what} ${++count}`;

/** A browser with an open page, and what has happened to its session since. */
const CHANGES: [what: string, act: () => Promise<{ browser: RestClient; page: string }>][] = [
  [
    'an account signed out and another signed in',
    async () => {
      const browser = await signedUp(server, fresh('Ann'));
      const page = await actorOf(browser);
      await browser.postJson('/api/session/end', {});
      await browser.me();
      await signedUp(server, fresh('Bob'), browser);
      return { browser, page };
    },
  ],
  [
    'an account signed out',
    async () => {
      const browser = await signedUp(server, fresh('Ann'));
      const page = await actorOf(browser);
      await browser.postJson('/api/session/end', {});
      await browser.me();
      return { browser, page };
    },
  ],
  [
    'the cookies are gone',
    async () => {
      const browser = await signedUp(server, fresh('Ann'));
      const page = await actorOf(browser);
      return { browser: new RestClient(browser.url), page };
    },
  ],
  [
    'a guest signed in to an account',
    async () => {
      const browser = await RestClient.at(server.url);
      await browser.say('premise', 'a guest');
      const page = await actorOf(browser);
      const { name } = await signedUp(server, fresh('Ann'));
      await browser.postJson('/api/session', { name, password: PASSWORD });
      return { browser, page };
    },
  ],
  [
    'a visitor who had written nothing signed in to an account',
    async () => {
      const browser = await RestClient.at(server.url);
      const page = await actorOf(browser);
      const { name } = await signedUp(server, fresh('Ann'));
      await browser.postJson('/api/session', { name, password: PASSWORD });
      return { browser, page };
    },
  ],
  [
    'a visitor got other cookies',
    async () => {
      const page = await actorOf(await RestClient.at(server.url));
      return { browser: await RestClient.at(server.url), page };
    },
  ],
  [
    'a visitor got other cookies and became a guest',
    async () => {
      const page = await actorOf(await RestClient.at(server.url));
      const browser = await RestClient.at(server.url);
      await browser.say('premise', 'a guest');
      return { browser, page };
    },
  ],
];

/** Requests of a page, each with the token of the present session: only the actor is wrong. */
const ASKED: [what: string, ask: (browser: RestClient, page: string, room: string) => Promise<Response>][] = [
  ['a message by form', (b, page, room) => b.post('/a/message/new', { acting_as: page, room, body: 'no' })],
  ['a message by script', (b, page, room) => script(b, page, `/api/rooms/${room}/messages`, { body: 'no' })],
  ['another name', (b, page) => b.post('/a/name', { acting_as: page, name: 'Nobody Else' })],
  ['another language', (b, page) => b.post('/a/preferences', { acting_as: page, language: 'zh-CN' })],
  ['signing out', (b, page) => script(b, page, '/api/session/end', {})],
  ['an account', (b, page) => b.post('/sign-up', { acting_as: page, name: 'No One', password: PASSWORD })],
  ['a read mark', (b, page, room) => script(b, page, `/api/rooms/${room}/read`, { seq: 1 })],
  ['a poll', (b, page, room) => b.get(updatesPath({ [room]: 0 }), { 'x-acting-as': page })],
  ['who one is', (b, page) => b.get('/api/me', { 'x-acting-as': page })],
  ['the list of rooms', (b, page) => b.get('/a/side?room=lobby', { 'x-acting-as': page })],
];

function script(browser: RestClient, page: string, path: string, body: object): Promise<Response> {
  const headers = { 'content-type': 'application/json', 'x-xsrftoken': browser.token, 'x-acting-as': page };
  return browser.postRaw(path, JSON.stringify(body), headers);
}

describe('I1 a page that acts for somebody else than its session', () => {
  it.each(CHANGES)('is refused every request after %s, and nothing changes', async (_, act) => {
    const room = fresh('identity').replace(' ', '-');
    const { browser, page } = await act();
    const before = await meOf(copyOf(browser));
    for (const [what, ask] of ASKED) {
      const answer = await ask(browser, page, room);
      expect([what, answer.headers.getSetCookie()]).toEqual([what, []]);
      expect([what, await refusal(Promise.resolve(answer))]).toEqual([what, IDENTITY_CHANGED]);
    }
    expect(await textsIn(server, room)).toEqual([]);
    if (before.id !== null)
      expect(await meOf(copyOf(browser))).toMatchObject({ id: before.id, name: before.name });
    // Premise: with the right actor, the request is allowed.
    const now = await actorOf(browser);
    expect((await browser.post('/a/message/new', { acting_as: now, room, body: 'yes' })).status).toBe(200);
  });

  it('is refused with 401 if its session has ended', async () => {
    const room = fresh('identity').replace(' ', '-');
    const phone = await signedUp(server, fresh('Ann'));
    const page = await actorOf(phone);
    const laptop = await signedIn(server, phone.name);
    await laptop.postJson('/api/sessions/end', {});
    for (const [what, ask] of ASKED)
      expect([what, await refusal(ask(copyOf(phone), page, room))]).toEqual([what, SESSION_ENDED]);
    expect(await textsIn(server, room)).toEqual([]);
  });

  it('keeps the cookie of the next session when a late answer comes', async () => {
    const browser = await signedUp(server, fresh('Ann'));
    const stale = copyOf(browser);
    await browser.postJson('/api/session', { name: browser.name, password: PASSWORD });
    const page = await stale.get('/api/me', { 'x-acting-as': browser.id });
    expect([page.status, page.headers.getSetCookie()]).toEqual([401, []]);
    // Premise: a program is told to start over.
    const program = await stale.get('/api/me');
    expect([program.status, program.headers.getSetCookie().length]).toEqual([401, 1]);
  });
});
