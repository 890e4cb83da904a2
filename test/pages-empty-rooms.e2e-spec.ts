import { describe, expect, it } from 'vitest';
import { sharedAccounts } from './support/account.js';
import { HTML, fillIn } from './support/fill-in.js';
import { directOf, groupOf } from './support/groups.js';
import { unescapeHtml } from './support/html-text.js';
import { RestClient } from './support/rest-client.js';
import { sharedApp } from './support/test-app.js';

const server = sharedApp();
const [ann, bob] = sharedAccounts(server, 'Ann', 'Bob <b>');

async function pageOf(room: string, language: string): Promise<string> {
  const path = `/room?room=${encodeURIComponent(room)}&create=1`;
  return (await ann.get(path, { ...HTML, 'accept-language': language })).text();
}

describe('an empty room says who can read it', () => {
  const everybody = ['Anyone can find this room and read it.', '任何人都能找到并看到这个房间。'];

  it.each([
    ['an open room', () => Promise.resolve('nobody-yet'), everybody],
    ['the lobby', () => Promise.resolve('lobby'), everybody],
    ['a group', () => groupOf(ann), ['Only members of this group can read it.', '只有群成员能看到。']],
    [
      'a talk',
      () => directOf(ann, bob),
      ['Only you and Bob &lt;b&gt; can read it.', '只有你和 Bob &lt;b&gt; 能看到。'],
    ],
  ])('%s', async (_, make, [english = '', chinese = '']) => {
    const key = await make();
    const pages = [await pageOf(key, 'en'), await pageOf(key, 'zh-CN')];
    expect([pages[0]?.includes(english), pages[1]?.includes(chinese)]).toEqual([true, true]);
    const isOpen = !key.startsWith('~');
    expect(pages.map((html, i) => html.includes(everybody[i] as string))).toEqual([isOpen, isOpen]);
  });
});

/** Where the ways on lead. */
const offered = (html: string): string[] =>
  [
    ...(/<div class="empty">[^]*?<div class="beginning">/.exec(html)?.[0] ?? '').matchAll(
      /(?:href|data-path)="([^"]*)"|<(details)/g,
    ),
  ].map(([, path, details]) => unescapeHtml(path ?? details ?? ''));
const heading = (html: string): string =>
  /class="empty-heading">[^]*?<bdi>([^<]*)<\/bdi>/.exec(html)?.[1] ?? '';

describe('an empty room says what it is and what to do', () => {
  it.each([
    ['an open room', () => Promise.resolve('a b'), 'Open to everyone', ['/room?room=a%20b', '/open']],
    ['the lobby', () => Promise.resolve('lobby'), 'Open to everyone', ['/', '/open']],
    ['a talk', () => directOf(ann, bob), 'Bob &lt;b&gt; · private', []],
  ])('%s', async (_, make, what, ways) => {
    const html = await pageOf(await make(), 'en');
    expect([heading(html), offered(html)]).toEqual([what, ways]);
  });

  it('a group, where only those who may invite are led there', async () => {
    const room = await groupOf(ann, bob);
    const html = await pageOf(room, 'en');
    expect([heading(html), offered(html)]).toEqual(['Chess · 2 members', [`/members?room=${room}`, '/open']]);
    const member = await (
      await bob.get(`/room?room=${room}`, { ...HTML, 'accept-language': 'zh-CN' })
    ).text();
    expect([heading(member), offered(member)]).toEqual(['Chess · 2 名成员', ['/open']]);
  });

  it('and offers a visitor without a name to choose one', async () => {
    const visitor = await RestClient.at(server.url);
    const page = async () => (await visitor.get('/room?room=no-name&create=1', HTML)).text();
    expect(offered(await page())).toEqual(['details', '/room?room=no-name', '/open']);
    await visitor.post('/a/name', { name: 'Dan' });
    expect(offered(await page())).toEqual(['/room?room=no-name', '/open']);
  });
});

describe('a name chosen in an empty room', () => {
  it('that is refused says so there', async () => {
    const visitor = await RestClient.at(server.url);
    const path = '/room?room=nobody-yet&create=1';
    const { status, text } = await fillIn(visitor, path, '/a/name', { name: ' ' });
    expect(status).toBe(400);
    expect(text).toMatch(/<details class="choose-name" open>[^]*?id="empty-name-error"[^]*?<\/details>/);
    expect(text.match(/ id="form-error"/g)).toHaveLength(1);
  });
});
