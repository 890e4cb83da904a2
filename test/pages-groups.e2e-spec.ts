import { beforeEach, describe, expect, it } from 'vitest';
import { type Account, sharedAccounts } from './support/account.js';
import { directOf, done, groupOf, makeModerator, membersOf, roomPath, told } from './support/groups.js';
import { attributes, form } from './support/html.js';
import { unescapeHtml } from './support/html-text.js';
import { RestClient } from './support/rest-client.js';
import { sharedApp } from './support/test-app.js';

const server = sharedApp();
const [ann, bob, cat] = sharedAccounts(server, 'Ann', 'Bob <b>', 'Cat');
let room: string;
beforeEach(async () => {
  room = await groupOf(ann, bob);
});

async function page(who: RestClient, path: string, language = 'en', status = 200): Promise<string> {
  const answer = await who.get(path, { accept: 'text/html', 'accept-language': language });
  expect([path, answer.status]).toEqual([path, status]);
  expect(answer.headers.get('cache-control')).toBe('no-store');
  return answer.text();
}

/** Submits a page's form as a browser without scripts does, with its hidden fields. Resolves with the redirect's target. */
async function submit(who: RestClient, html: string, action: string, filled: object = {}): Promise<string> {
  const inputs = form(html, action).match(/<input type="hidden"[^>]*>/g) ?? [];
  const hidden = inputs.map((input) => attributes(input, /^<input/));
  const fields = Object.fromEntries(hidden.map(({ name = '', value = '' }) => [name, value]));
  const answer = await who.postRaw(action, new URLSearchParams({ ...fields, ...filled }), {
    accept: 'text/html',
  });
  expect([action, answer.status]).toEqual([action, answer.status >= 400 ? 'refused' : answer.status]);
  return answer.headers.get('location') ?? answer.text();
}

const roomPage = (key = room): string => `/room?room=${encodeURIComponent(key)}`;
const members = (): string => `/members?room=${room}`;
const settings = (): string => `/settings?room=${room}`;
/** The page that asks once more. */
const confirm = (action: string, rest = ''): string => `/confirm/${action}?room=${room}${rest}`;

describe('the page of a private room', () => {
  it('has the room’s name and topic, and its messages and notices in order', async () => {
    await done(ann, roomPath(room, '/topic'), { topic: 'Endgames & <i>' });
    await ann.say(room, 'hello');
    const html = await page(bob, roomPage());
    expect(html).toContain('<h1 class="room-name" dir="auto">Chess</h1>');
    expect(html).toContain('<p class="note" dir="auto">Endgames &amp; &lt;i&gt;</p>');
    const lines = [...html.matchAll(/<(?:p class="notice"|div class="message")[^>]*>/g)].map(([tag]) => tag);
    expect(lines.map((tag) => tag.includes('notice'))).toEqual([true, true, true, false]);
    expect(html).toContain('\u2068Bob &lt;b&gt;\u2069 joined');
    expect(html).toContain('\u2068Bob &lt;b&gt;\u2069 加入了');
  });

  it('gives scripts its position, so that they do not ask again for what it shows', async () => {
    await ann.say(room, 'hello');
    const html = await page(bob, roomPage());
    const data = JSON.parse(unescapeHtml(/data-page="([^"]*)"/.exec(html)?.[1] ?? '')) as object;
    expect(data).toMatchObject({ room: { key: room, name: 'Chess' }, seq: 3, oldestSeq: 1, hasOlder: false });
  });

  it('is linked from its members’ lists, a conversation under the other person’s name', async () => {
    const direct = await directOf(ann, bob);
    const list = async (who: Account): Promise<string> =>
      /rooms-live[^]*?<\/nav>/.exec(await page(who, '/'))?.[0] ?? '';
    expect(await list(ann)).toMatch(new RegExp(`data-room="${direct}"[^>]*><bdi>Bob &lt;b&gt;</bdi>`));
    expect(await list(bob)).toMatch(new RegExp(`data-room="${direct}"[^>]*><bdi>Ann</bdi>`));
    expect(await list(bob)).toContain(`data-room="${room}"`);
    expect(await list(cat)).not.toContain('~');
    expect(await page(bob, roomPage(direct))).toContain('<h1 class="room-name" dir="auto">Ann</h1>');
  });

  it('takes a message and leads back', async () => {
    const html = await page(bob, roomPage());
    expect(await submit(bob, html, '/a/message/new', { body: 'by form' })).toBe(roomPage());
    expect(await page(ann, roomPage())).toContain('by form');
  });

  it('exists for nobody else', async () => {
    for (const who of [cat, await RestClient.at(server.url)])
      for (const path of [roomPage(), members(), settings()]) await page(who, path, 'en', 404);
  });
});

describe('without JavaScript', () => {
  it('one can found a group and begin a conversation', async () => {
    const html = await page(cat, '/new');
    const at = await submit(cat, html, '/new/group', { name: 'Go', topic: 'Stones' });
    expect(await page(cat, at)).toContain('<h1 class="room-name" dir="auto">Go</h1>');
    const direct = await submit(cat, html, '/new/direct', { user: 'ann' });
    expect(await page(ann, direct)).toContain('<h1 class="room-name" dir="auto">Cat</h1>');
  });

  it('one can invite, accept, decline and withdraw', async () => {
    expect(
      await submit(ann, await page(ann, members()), `/a/rooms/${room}/invitations`, { user: 'Cat' }),
    ).toBe(members());
    expect(await page(cat, '/')).toMatch(/Invitations <span class="badge">\d</);
    const asked = await page(cat, '/invitations');
    expect(asked).toContain('Ann invited you.');
    expect(await submit(cat, asked, `/a/invitations/${room}/accept`)).toBe(roomPage());
    expect(await membersOf(ann, room)).toContain('Cat member');
    await done(cat, roomPath(room, '/leave'));
    await done(ann, roomPath(room, '/invitations'), { user: cat.id });
    expect(
      await submit(cat, await page(cat, confirm('decline-invitation')), `/a/invitations/${room}/decline`),
    ).toBe('/invitations');
    await done(ann, roomPath(room, '/invitations'), { user: cat.id });
    const withdrawal = await page(ann, confirm('withdraw-invitation', `&user=${cat.id}`));
    await submit(ann, withdrawal, `/a/rooms/${room}/invitations/${cat.id}/withdraw`);
    expect(await page(ann, members())).not.toContain('withdraw');
  });

  it('one can make a link, which is shown once, and join with its button', async () => {
    const made = await submit(ann, await page(ann, settings()), `/settings/links?room=${room}`, {
      days: '1',
      uses: '2',
    });
    const link = /value="(http[^"]*\/invite\/[\w-]+)"/.exec(made)?.[1] ?? '';
    expect(link).toMatch(new RegExp(`^${server.url}/invite/[\\w-]{32}$`));
    expect(await page(ann, settings())).not.toContain(link);
    const { pathname } = new URL(link);
    const shown = await page(cat, pathname);
    expect(shown).toContain('<h1 dir="auto">Chess</h1>');
    expect(await membersOf(ann, room)).not.toContain('Cat member');
    expect(await submit(cat, shown, pathname)).toBe(roomPage());
    expect(await membersOf(ann, room)).toContain('Cat member');
    expect((await cat.get(pathname)).headers.get('location')).toBe(roomPage());
    const visitor = await RestClient.at(server.url);
    expect(await page(visitor, pathname)).not.toContain(`action="${pathname}"`);
    await page(visitor, '/invite/nothing', 'en', 404);
  });

  it('one can rename and describe a group, make moderators, hand it over, and ban and unban', async () => {
    await submit(ann, await page(ann, settings()), `/a/rooms/${room}/rename`, { name: 'Go' });
    await submit(ann, await page(ann, settings()), `/a/rooms/${room}/topic`, { topic: 'Stones' });
    const of = (act: string): string => `/a/rooms/${room}/members/${bob.id}/${act}`;
    await submit(ann, await page(ann, members()), of('role'));
    expect(await membersOf(ann, room)).toContain('Bob <b> moderator');
    await submit(ann, await page(ann, confirm('demote', `&user=${bob.id}`)), of('role'));
    await submit(ann, await page(ann, confirm('ban', `&user=${bob.id}`)), of('ban'));
    expect(await submit(ann, await page(ann, settings()), of('unban'))).toBe(settings());
    expect((await told(ann, room)).slice(2)).toEqual([
      'Ann renamed Go',
      'Ann topic Stones',
      'Ann role Bob <b> moderator',
      'Ann role Bob <b> member',
      'Ann banned Bob <b>',
    ]);
  });

  it('a member can leave, and an owner can delete the group', async () => {
    expect(await submit(bob, await page(bob, confirm('leave')), `/a/rooms/${room}/leave`)).toBe('/');
    expect(await submit(ann, await page(ann, confirm('delete-group')), `/a/rooms/${room}/delete`)).toBe('/');
    await page(ann, roomPage(), 'en', 404);
  });

  it('a refusal is explained on a page', async () => {
    const answer = await ann.post(`/a/rooms/${room}/leave`, { next: '/' }, { accept: 'text/html' });
    expect(answer.status).toBe(409);
    expect(await answer.text()).toContain('Transfer ownership to another member before you leave.');
  });
});

describe('the pages of a group', () => {
  it('offer exactly what the reader may do', async () => {
    await makeModerator(ann, room, bob);
    for (const who of [ann, bob])
      expect(await page(who, members())).toContain(`/a/rooms/${room}/invitations"`);
    const [annSees, bobSees] = [await page(ann, members()), await page(bob, members())];
    expect(annSees).toContain('action="/confirm/hand-over"');
    expect(bobSees).not.toContain('action="/confirm');
    const bobsSettings = await page(bob, settings());
    for (const act of [`/a/rooms/${room}/rename`, `/a/rooms/${room}/topic`, '/confirm/delete-group']) {
      expect(await page(ann, settings())).toContain(`action="${act}"`);
      expect(bobsSettings).not.toContain(`action="${act}"`);
    }
    const direct = await directOf(ann, bob);
    const actions = (await page(ann, `/members?room=${direct}`)).match(
      /action="\/(?:a\/rooms|confirm)\/[^"]*/g,
    );
    expect(actions).toEqual([`action="/a/rooms/${direct}/hide`]);
  });

  it('are shown in Chinese on request', async () => {
    await done(ann, roomPath(room, '/invitations'), { user: cat.id });
    for (const [who, path, text] of [
      [ann, members(), 'Chess 的成员'],
      [ann, settings(), 'Chess 的设置'],
      [ann, '/new', '创建群组'],
      [cat, '/invitations', 'Ann 邀请你加入。'],
    ] as const) {
      const html = await page(who, path, 'zh-CN');
      expect(html).toContain(text);
      expect(html).not.toMatch(/(?:members|settings|new|invitations|invite)\.[a-z]/i);
    }
  });

  it('are for accounts only', async () => {
    const visitor = await RestClient.at(server.url);
    await page(visitor, '/new', 'en', 401);
    expect(await page(visitor, '/invitations')).toContain('You have no invitations');
    expect(await page(visitor, '/')).not.toContain('href="/new"');
  });
});
