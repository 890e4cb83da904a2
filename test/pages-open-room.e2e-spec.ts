import { beforeAll, describe, expect, it } from 'vitest';
import { sharedAccounts, signedUp } from './support/account.js';
import { directOf, done, groupOf } from './support/groups.js';
import { unescapeHtml } from './support/html-text.js';
import { storedIn } from './support/stored.js';
import { sharedApp } from './support/test-app.js';
import { Visitor } from './support/visitor.js';

const server = sharedApp();
const [ann, bob] = sharedAccounts(server, 'Ann', 'Bob');
let guest: Visitor;
let chess: string;
beforeAll(async () => {
  guest = await Visitor.at(server.url);
  chess = await groupOf(ann, bob);
});

async function open(who: Visitor, room: string): Promise<[status: number, to: string | null, html: string]> {
  const answer = await who.get(`/open?room=${encodeURIComponent(room)}`, { accept: 'text/html' });
  return [answer.status, answer.headers.get('location'), await answer.text()];
}

/** Where the links of a page's content lead, with their texts. */
function links(html: string): string[] {
  const main = /<main[^]*?<\/main>/.exec(html)?.[0] ?? '';
  const found = main.matchAll(
    /<a class="(?:name-match|button(?: quiet)?)" href="([^"]*)"[^>]*>([^]*?)<\/(?:li|p|div)>/g,
  );
  return Array.from(found, ([, href, inside]) => {
    const text = (inside as string).replace(/<[^>]*>/g, '').trim();
    return unescapeHtml(`${href as string} ${text}`);
  });
}

const page = async (who: Visitor, path: string): Promise<string> => (await who.get(path)).text();

/** The header of a room's page. */
const kind = async (who: Visitor, room: string): Promise<string | undefined> => {
  const html = await (await who.get(`/room?room=${encodeURIComponent(room)}`)).text();
  return /<p class="room-kind note">[^]*?<span><span[^>]*>([^<]*)</.exec(html)?.[1];
};

describe('opening a room by its name', () => {
  it('offers the group of that name first, and creates no open room', async () => {
    const before = await storedIn(server);
    for (const typed of ['Chess', ' chess ', '#CHESS']) {
      const [status, , html] = await open(bob, typed);
      expect(status).toBe(200);
      const name = typed.replace('#', '').trim();
      expect(links(html)).toEqual([
        `/room?room=${encodeURIComponent(chess)} Chess Group · members only`,
        `/room?room=${name}&create=1 Create open room “${name}”`,
      ]);
    }
    expect(await storedIn(server)).toEqual(before);
  });

  it('offers the group also at the address of the missing open room, unless that is to be created', async () => {
    const answer = await bob.get('/room?room=%23chess', { accept: 'text/html' });
    expect([answer.status, answer.headers.get('location')]).toEqual([302, '/open?room=chess']);
    for (const [who, path] of [
      [guest, '/room?room=chess'],
      [bob, '/room?room=chess&create=1'],
      [bob, '/room?room=ches'],
    ] as const)
      expect([path, (await who.get(path)).status]).toEqual([path, 200]);
  });

  it('offers the group first even if there is an open room of that name', async () => {
    const cara = await signedUp(server, 'Cara');
    const { room } = await done<{ room: string }>(cara, '/api/groups', { name: 'Tea' });
    await guest.send('hello', { room: 'Tea' });
    expect(links((await open(cara, 'tea'))[2])).toEqual([
      `/room?room=${encodeURIComponent(room)} Tea Group · members only`,
      '/room?room=Tea Tea Open to everyone',
    ]);
    expect((await open(guest, 'tea')).slice(0, 2)).toEqual([302, '/room?room=tea']);
  });

  it('offers people one talks with, and people of that name', async () => {
    const talk = await directOf(ann, bob);
    await signedUp(server, 'Zoe');
    expect(links((await open(ann, 'bob'))[2])[0]).toMatch(
      `/room?room=${encodeURIComponent(talk)} Bob Direct message`,
    );
    expect(links((await open(ann, 'Zoe'))[2])[0]).toMatch(/^\/people\/\S+ Zoe Person$/);
    expect((await open(guest, 'Zoe')).slice(0, 2)).toEqual([302, '/room?room=Zoe']);
  });

  it('offers groups whose names begin with it, unless an open room has the whole name', async () => {
    expect(links((await open(ann, 'Che'))[2])).toHaveLength(2);
    await guest.send('hello', { room: 'Ches' });
    expect((await open(ann, 'ches')).slice(0, 2)).toEqual([302, '/room?room=Ches']);
  });

  it('offers exact matches first, and no strangers whose names only begin with it', async () => {
    const eve = await signedUp(server, 'Eve');
    for (const name of ['Danube', 'Dan']) await done(eve, '/api/groups', { name });
    for (const name of ['Dan', 'Dandelion']) await signedUp(server, name);
    const names = links((await open(eve, 'dan'))[2]).map((link) => link.replace(/^\S+ /, ''));
    expect(names.toSorted()).toEqual([
      'Create open room “dan”',
      'Dan Group · members only',
      'Dan Person',
      'Danube Group · members only',
    ]);
    expect(names.indexOf('Danube Group · members only')).toBe(2);
  });

  it('reveals no group to outsiders', async () => {
    await done(ann, '/api/groups', { name: 'Secret plans' });
    for (const who of [guest, bob])
      expect((await open(who, 'Secret plans')).slice(0, 2)).toEqual([302, '/room?room=Secret%20plans']);
  });

  it.each([
    ['42', '/room?room=42'],
    ['lobby', '/'],
    ['＃Lobby', '/'],
    ['QA & Team', '/room?room=QA%20%26%20Team'],
  ])('leads from %s straight to the page of the open room', async (typed, path) => {
    expect((await open(guest, typed)).slice(0, 2)).toEqual([302, path]);
  });

  it.each(['', '#', 'a/b', '~a', 'x'.repeat(65), `a${'\u0301'.repeat(1000)}`])(
    'asks again, with the text kept, for what cannot be the name of a room: %.20j',
    async (typed) => {
      const [status, , html] = await open(guest, typed);
      expect(status).toBe(400);
      expect(html).toContain('That room name can’t be used');
      expect(html).toContain('action="/open"');
      if (typed === 'a/b') expect(html).toContain('value="a/b"');
    },
  );
});

describe('the page of an open room that does not exist yet', () => {
  it('says so, says who could read it, has a button that leads to the message box, and stores nothing', async () => {
    const before = await storedIn(server);
    const html = await page(guest, '/room?room=New+One');
    expect(html).toContain('There’s no open room named “New One” yet');
    expect(html).toContain('Anyone can find it under “Browse rooms” and read it');
    expect(html).not.toContain('Open to everyone');
    expect(links(html)).toEqual(['/room?room=New%20One&create=1 Create open room “New One”']);
    const next = await page(guest, '/room?room=New%20One&create=1');
    expect(links(next)).toEqual(['/open Create a room']);
    expect(next).toContain('Open to everyone');
    expect(await storedIn(server)).toEqual(before);
  });

  it('hides its form, even without styles, until the button is pressed', async () => {
    const tag = /<form[^>]*id="messageform"[^>]*>/;
    expect(tag.exec(await page(guest, '/room?room=New+One'))?.[0]).toMatch(/ hidden>$/);
    expect(tag.exec(await page(guest, '/room?room=New+One&create=1'))?.[0]).not.toContain('hidden');
  });

  it('is like any other once somebody has written there', async () => {
    await guest.send('hello', { room: 'Made' });
    const html = await page(bob, '/room?room=made');
    expect([links(html), html.includes('Open to everyone')]).toEqual([['/open Create a room'], true]);
  });

  it('has everything that Tornado’s scripts read from it', async () => {
    const html = await page(guest, '/room?room=5');
    expect(html).toContain('id="messageform"');
    expect(html).toContain('id="inbox"');
    expect(/<(?:input|textarea)[^>]*name="room"[^>]*>/.exec(html)?.[0]).toContain('value="5"');
    expect((await guest.send('hello', { room: '5' })).seq).toBe(1);
  });
});

describe('the heading of a room', () => {
  it('says who can read it', async () => {
    expect(await kind(guest, 'lobby')).toBe('Open to everyone');
    expect(await kind(ann, chess)).toBe('Private · 2 members');
    expect(await kind(ann, await groupOf(ann))).toBe('Private · 1 member');
    expect(await kind(ann, await directOf(ann, bob))).toBe('Private · you and Bob');
  });

  it('says it in the reader’s language', async () => {
    await bob.post('/a/preferences', { language: 'zh-CN', next: '/' });
    expect([await kind(bob, 'lobby'), await kind(bob, chess)]).toEqual(['对所有人开放', '私密 · 2 名成员']);
  });
});
