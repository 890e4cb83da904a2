import { describe, expect, it } from 'vitest';
import { type Account, freshAccounts } from './support/account.js';
import { HTML, fillIn } from './support/fill-in.js';
import { befriend, block, friend, namesOf, peopleOf } from './support/friends.js';
import { directOf, done, groupOf } from './support/groups.js';
import { RestClient } from './support/rest-client.js';
import { sharedApp } from './support/test-app.js';

const server = sharedApp({ LIMITS: 'off' });
const [ann, bob] = freshAccounts(server, 'Ann', 'Bob <b>');

async function page(who: RestClient, path: string, status = 200, language = 'en'): Promise<string> {
  const answer = await who.get(path, { ...HTML, 'accept-language': language });
  expect([path, answer.status]).toEqual([path, status]);
  expect(answer.headers.get('cache-control')).toBe('no-store');
  return answer.text();
}

/** Presses a button of a page, which leads back to it. */
async function press(who: RestClient, path: string, action: string, asks = path): Promise<void> {
  const { status, location } = await fillIn(who, asks, action, {});
  expect([action, status, location]).toEqual([action, 302, path]);
}

const of = (person: Account): string => `/people/${person.id}`;
/** The page that asks once more before somebody on the page of people is parted with. */
const confirm = (action: string, { id }: Account): string => `/confirm/${action}?user=${id}&next=/people`;

describe('without JavaScript', () => {
  it('one can find somebody, send a request, and have it accepted', async () => {
    const found = await page(ann, `/people?name=${encodeURIComponent('bob')}`);
    expect(found).toContain(`<a href="${of(bob)}"><bdi>${bob.name.replace('<b>', '&lt;b&gt;')}</bdi></a>`);
    expect(await page(ann, '/people?name=nobody')).toContain('No one found.');
    await press(ann, of(bob), `/a/friends/${bob.id}/request`);
    expect(await page(bob, '/')).toContain('People <span class="badge">1</span></a>');
    await press(bob, '/people', `/a/friends/${ann.id}/accept`);
    expect(await namesOf(ann)).toEqual({ friends: [bob.name] });
    expect(await page(bob, '/')).toContain('People</a>');
    expect(await page(ann, of(bob))).toContain('You’re friends.');
  });

  it('one can decline and withdraw requests', async () => {
    await friend(ann, 'request', bob);
    await press(bob, '/people', `/a/friends/${ann.id}/decline`, confirm('decline-request', ann));
    await friend(ann, 'request', bob);
    await press(ann, '/people', `/a/friends/${bob.id}/withdraw`, confirm('withdraw-request', bob));
    expect(await namesOf(bob)).toEqual({});
  });

  it('one can begin a conversation with a friend, and end the friendship', async () => {
    await befriend(ann, bob);
    const { status, location } = await fillIn(ann, '/people', '/new/direct', {});
    const room = await directOf(ann, bob);
    expect([status, location]).toEqual([303, `/room?room=${room}`]);
    await press(ann, '/people', `/a/friends/${bob.id}/remove`, confirm('unfriend', bob));
    expect(await namesOf(bob)).toEqual({});
  });

  it('one can block somebody and take it back', async () => {
    await friend(bob, 'request', ann);
    expect(await page(ann, '/')).toContain('People <span class="badge">1<');
    await press(ann, of(bob), `/a/people/${bob.id}/block`, `/confirm/block?user=${bob.id}`);
    expect(await page(ann, '/')).not.toContain('People <span class="badge">');
    expect(await namesOf(ann)).toEqual({ blocked: [bob.name] });
    const shown = await page(ann, of(bob));
    expect(shown).toContain('You’ve blocked this person.');
    expect(shown.match(/action="\/(?:a\/(?:friends|people)|new)[^"]*"/g)).toEqual([
      `action="/a/people/${bob.id}/unblock"`,
    ]);
    await press(ann, '/people', `/a/people/${bob.id}/unblock`);
    expect(await namesOf(ann)).toEqual({ received: [bob.name] });
  });

  it('one can decide who may begin a conversation, and others are told why they may not', async () => {
    const { status, location } = await fillIn(ann, '/people', '/a/friends/direct-from', { from: 'friends' });
    expect([status, location]).toEqual([302, '/people']);
    expect((await peopleOf(ann)).direct_from).toBe('friends');
    expect(await page(ann, '/people')).toMatch(/value="friends" checked/);
    const refused = await fillIn(bob, of(ann), '/new/direct', {});
    expect(refused.status).toBe(403);
    expect(refused.text).toContain('<strong>They only accept messages from friends</strong>');
  });
});

describe('the page of a person', () => {
  it('shows their name and profile in the reader’s language, escaped', async () => {
    await done(bob, '/api/account/profile', { profile: 'plays <i>Go</i>\nand chess' });
    const html = await page(ann, of(bob), 200, 'zh-CN');
    expect(html).toContain(`<h1 dir="auto">${bob.name.replace('<b>', '&lt;b&gt;')}</h1>`);
    expect(html).toContain('plays &lt;i&gt;Go&lt;/i&gt;\nand chess');
    expect(html).toContain('你们还不是好友。');
    expect(await page(ann, of(ann))).not.toMatch(/action="\/(?:a\/(?:friends|people)|new|confirm)/);
  });

  it('offers only to block a guest', async () => {
    const guest = await RestClient.at(server.url);
    const { author } = await guest.say('lobby', 'hello');
    const path = `/people/${author.id}`;
    expect((await page(ann, path)).match(/action="\/(?:a\/(?:friends|people)|new|confirm)[^"]*"/g)).toEqual([
      'action="/confirm/block"',
    ]);
    await block(ann, author);
    await press(ann, path, `/a${path}/unblock`);
  });

  it('is linked from the members of a group, and is for accounts only', async () => {
    const room = await groupOf(ann, bob);
    expect(await page(ann, `/members?room=${room}`)).toContain(`<a href="${of(bob)}">`);
    const guest = await RestClient.at(server.url);
    for (const path of ['/people', of(bob)]) await page(guest, path, 401);
    await page(ann, '/people/nobody', 404);
  });

  it('shows a refusal as a page', async () => {
    const answer = await ann.post(`/a/friends/${ann.id}/request`, { next: '/people' }, HTML);
    expect([answer.status, await answer.text()]).toEqual([400, expect.stringContaining('That’s you')]);
  });
});
