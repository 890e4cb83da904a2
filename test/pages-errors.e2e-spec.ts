import { beforeEach, describe, expect, it } from 'vitest';
import { PASSWORD, freshAccounts, sharedAccounts, signedUp } from './support/account.js';
import { HTML } from './support/fill-in.js';
import { done, groupOf, roomPath } from './support/groups.js';
import { form } from './support/html.js';
import { unescapeHtml } from './support/html-text.js';
import { filledIn, send } from './support/pressing.js';
import { RestClient } from './support/rest-client.js';
import { sharedApp } from './support/test-app.js';

const server = sharedApp({ LIMITS: 'off' });
const [known] = sharedAccounts(server, 'Bob');
const [ann, bob] = freshAccounts(server, 'Ann', 'Bob');
let room: string;
beforeEach(async () => {
  room = await groupOf(ann, bob, known);
});

const settings = (): string => `/settings?room=${room}`;

const back = (html: string): string | undefined => {
  const [, href] = /<a class="button[^"]*" href="([^"]*)">Go back/.exec(html) ?? [];
  return href === undefined ? undefined : unescapeHtml(href);
};

const visit = async (referer: string, path = '/nowhere'): Promise<string> =>
  (await ann.get(path, { ...HTML, referer })).text();

const signInOf = (html: string): string | undefined => {
  const [, href] = /<a class="button" href="(\/sign-in[^"]*)"/.exec(html) ?? [];
  return href === undefined ? undefined : unescapeHtml(href);
};

const strangers = (): Promise<[string, RestClient][]> =>
  Promise.all(
    ['anonymous', 'guest'].map(async (kind): Promise<[string, RestClient]> => {
      const who = await RestClient.at(server.url);
      if (kind === 'guest') await who.say('lobby', 'hello');
      return [kind, who];
    }),
  );

describe('an error page leads back', () => {
  it('to the page one came from', async () => {
    expect(back(await visit(`${server.url}/people?name=bob`))).toBe('/people?name=bob');
  });

  it('to where the form would have led', async () => {
    const action = `/a/rooms/${room}/members/nobody/unban`;
    expect(back((await send(ann, action, { next: settings() })).html)).toBe(settings());
  });

  it.each([
    ['another site', () => 'https://evil.example/people'],
    ['another port', () => 'http://127.0.0.1:1/people'],
    ['itself', () => `${server.url}/nowhere`],
    ['what is no page', () => `${server.url}/api/me`],
    ['what is not there', () => `${server.url}/nothing`],
    ['what is no address', () => 'nonsense'],
    ['a script', () => 'javascript:alert(1)'],
  ])('but not to %s', async (_, referer) => {
    const html = await visit(referer());
    expect(back(html)).toBeUndefined();
    expect(html).toContain('<a href="/">');
  });
});

it('an error page that is loaded again does not lead back to itself', async () => {
  const path = '/room?room=a%2Fb';
  const at = async (referer: string) => {
    const answer = await ann.get(path, { accept: 'text/html', referer: server.url + referer });
    return back(await answer.text());
  };
  expect(await at('/people')).toBe('/people');
  expect(await at(path)).toBeUndefined();
});

describe('a page that a stranger may not see', () => {
  const NONE = `~${'n'.repeat(22)}`;

  it.each(['/room?room=', '/members?room=', '/settings?room='])(
    'offers to sign in, whether it exists or not: %s',
    async (path) => {
      const pages = new Set<string>();
      for (const [, who] of await strangers()) {
        for (const key of [room, NONE]) {
          const answer = await who.get(path + key, HTML);
          const html = await answer.text();
          expect(answer.status).toBe(path.startsWith('/room') ? 404 : answer.status);
          expect(signInOf(html)).toBe(`/sign-in?next=${encodeURIComponent(path + key)}`);
          pages.add(html.replaceAll(key, '').replaceAll(/value="[^"]*"/g, ''));
        }
      }
      expect(pages.size).toBe(1);
    },
  );

  it('offers no sign-in to somebody who is signed in', async () => {
    const cat = await signedUp(server, 'Cat');
    const html = await (await cat.get(`/room?room=${room}`, HTML)).text();
    expect(signInOf(html)).toBeUndefined();
  });

  it('is reached after signing in', async () => {
    const visitor = await RestClient.at(server.url);
    const path = `/room?room=${room}`;
    const offered = signInOf(await (await visitor.get(path, HTML)).text()) as string;
    const page = await (await visitor.get(offered, HTML)).text();
    const fields = { ...filledIn(form(page, '/sign-in')), name: bob.name, password: PASSWORD };
    const answer = await visitor.postRaw('/sign-in', new URLSearchParams(fields), HTML);
    expect([answer.status, answer.headers.get('location')]).toEqual([303, path]);
  });
});

describe('a message to a room that is gone', () => {
  it('stays readable, and the page does not blame a mistyped address', async () => {
    await done(ann, roomPath(room, `/members/${bob.id}/remove`));
    const typed = { body: 'half a <thought>', room, next: `/room?room=${room}` };
    const { status, html } = await send(bob, '/a/message/new', typed);
    expect(status).toBe(404);
    expect(html).toContain('half a &lt;thought&gt;</textarea>');
    expect(html).toContain('you may no longer be in it');
    expect(html).not.toContain('Check the address');
    expect(html).not.toContain('action="/a/message/new"');
  });
});
