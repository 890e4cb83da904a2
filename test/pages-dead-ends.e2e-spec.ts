import { beforeEach, describe, expect, it } from 'vitest';
import { freshAccounts, sharedAccounts, signedUp } from './support/account.js';
import { HTML } from './support/fill-in.js';
import { done, groupOf, roomPath } from './support/groups.js';
import { headingOf, pageOf, send } from './support/pressing.js';
import { rawRequest } from './support/raw-http.js';
import { RestClient } from './support/rest-client.js';
import { sharedApp } from './support/test-app.js';
import { unescapeHtml } from './support/html-text.js';

const server = sharedApp({ LIMITS: 'off' });
const busy = sharedApp({ LIMIT_READS: '3/60' });
const closed = sharedApp({ SIGN_UP: 'nobody', LIMITS: 'off' });
const [known] = sharedAccounts(server, 'Dora');
const [ann, bob] = freshAccounts(server, 'Ann', 'Bob');
let room: string;
beforeEach(async () => {
  room = await groupOf(ann, bob);
});

/** The links of an error page, by what they say; a star marks a primary button. */
function waysOn(html: string): Record<string, string> {
  const main = html.slice(html.indexOf('<main'));
  const links = [...main.matchAll(/<a(?: class="([^"]*)")? href="([^"]*)">([^<]*)<\/a>/g)];
  return Object.fromEntries(
    links.map(([, kind, href = '', text = '']) => [
      kind === 'button' ? `* ${text}` : text,
      unescapeHtml(href),
    ]),
  );
}

const LOBBY = { 'Go to the lobby': '/' };

async function errorPage(who: RestClient, path: string, from = ''): Promise<string> {
  const headers = { ...HTML, ...(from === '' ? {} : { referer: server.url + from }) };
  return (await who.get(path, headers)).text();
}

/** A page that was read too often. */
async function tooOften(path: string): Promise<string> {
  const who = await RestClient.at(busy.url);
  while ((await who.get('/api/me')).status !== 429);
  const headers: [string, string][] = [
    ['Cookie', who.cookieHeader],
    ['Accept', 'text/html'],
  ];
  const { status, text } = await rawRequest(busy.url, { path, headers });
  expect(status).toBe(429);
  return text;
}

describe('every error page leads back to where one was, and to the lobby', () => {
  it.each<[string, () => string]>([
    ['a room that one has left', () => `/room?room=${room}`],
    ['the members of a room that one has left', () => `/members?room=${room}`],
    ['an address that is not there', () => '/nowhere'],
    ['a person who is not there', () => '/people/nobody'],
    ['a confirmation of nothing', () => '/confirm/remove'],
    ['an invite link that does not work', () => `/invite/${'x'.repeat(32)}`],
    ['a sign-in link that does not work', () => '/sign-in/link?code=used'],
  ])('after %s', async (_, path) => {
    await done(bob, roomPath(room, '/leave'));
    expect(waysOn(await errorPage(bob, path(), '/people'))).toMatchObject({
      '* Go back': '/people',
      ...LOBBY,
    });
    expect(waysOn(await errorPage(bob, path()))).toEqual(LOBBY);
  });

  it('after something that one may not do', async () => {
    const html = await errorPage(bob, `/confirm/delete-group?room=${room}`, `/settings?room=${room}`);
    expect(headingOf(html)).toBe('You don’t have permission');
    expect(waysOn(html)).toMatchObject({ '* Go back': `/settings?room=${room}`, ...LOBBY });
  });
});

describe('a page that may work a moment later', () => {
  it('can be tried again', async () => {
    const html = await tooOften('/room?room=42&create=1');
    expect(html).toMatch(/Try again in \d+ seconds?\./);
    expect(waysOn(html)).toEqual({ '* Try again': '/room?room=42&create=1', ...LOBBY });
  });

  it.each(['//evil.example/', '//evil.example/room?room=42', '/\\evil.example'])(
    'leads to no other site: %s',
    async (path) => {
      const html = await tooOften(path);
      expect(waysOn(html)).toEqual(LOBBY);
      expect(html).not.toContain('href="//');
    },
  );

  it('is not tried again if it was refused for good', async () => {
    expect(waysOn(await errorPage(ann, '/nowhere'))).toEqual(LOBBY);
  });
});

describe('an invite link that does not work', () => {
  const PATH = `/invite/${'x'.repeat(32)}`;

  it('says why, and whom to ask', async () => {
    const html = await pageOf(ann, PATH, 404);
    expect(headingOf(html)).toBe('This invite link doesn’t work');
    expect(html).toContain('Ask the person who sent it to you for a new one.');
  });

  it('is the same page for a used, a revoked and an invented link, and for the banned', async () => {
    const link = async (): Promise<string> =>
      (await done<{ path: string }>(ann, roomPath(room, '/links'), { days: 1, uses: 1 })).path;
    const [used, open] = [await link(), await link()];
    await done(known, used.replace('/invite/', '/api/invite-links/') + '/join');
    const cat = await signedUp(server, `Cat ${room}`);
    await done(ann, roomPath(room, `/members/${cat.id}/ban`));
    const page = async (path: string): Promise<string> =>
      (await pageOf(cat, path, 404)).replaceAll(/value="[^"]*"/g, '').replaceAll(path, '');
    const expected = await page(PATH);
    expect(await page(used)).toBe(expected);
    expect(await page(open)).toBe(expected);
  });

  it('does not ask a stranger to sign in, which would not help', async () => {
    const html = await pageOf(await RestClient.at(server.url), PATH, 404);
    expect(waysOn(html)).toEqual(LOBBY);
  });
});

describe('signing in', () => {
  it('is offered instead of a sign-in link that no longer works, and does not lead back to it', async () => {
    const visitor = await RestClient.at(server.url);
    const html = await pageOf(visitor, '/sign-in/link?code=used', 410);
    expect(waysOn(html)).toEqual({ '* Sign in': '/sign-in', ...LOBBY });
    expect(waysOn(await pageOf(ann, '/sign-in/link?code=used', 410))).toEqual(LOBBY);
  });

  it('is offered where nobody can sign up', async () => {
    const html = await pageOf(await RestClient.at(closed.url), '/sign-up', 403);
    expect(waysOn(html)).toEqual({ '* Sign in': '/sign-in', ...LOBBY });
  });

  it('leads back to the page of a form that needs an account', async () => {
    const guest = await RestClient.at(server.url);
    const referer = `${server.url}/room?room=42`;
    const { status, html } = await send(guest, '/a/friends/1/request', {}, { referer });
    expect(status).toBe(401);
    expect(waysOn(html)).toMatchObject({
      '* Sign in': '/sign-in?next=%2Froom%3Froom%3D42',
      'Sign up': '/sign-up?next=%2Froom%3Froom%3D42',
    });
  });
});
