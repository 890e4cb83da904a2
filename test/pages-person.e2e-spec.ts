import { describe, expect, it } from 'vitest';
import { PASSWORD, freshAccounts } from './support/account.js';
import { HTML } from './support/fill-in.js';
import { block } from './support/friends.js';
import { directOf, done, groupOf, roomPath } from './support/groups.js';
import { unescapeHtml } from './support/html-text.js';
import { RestClient } from './support/rest-client.js';
import { sharedApp } from './support/test-app.js';

const server = sharedApp({ LIMITS: 'off' });
const [ann, bob, cat] = freshAccounts(server, 'Ann', 'Bob <b>', 'Cat');

const cardPath = ({ id }: { id: string }, query = ''): string => `/a/people/${id}/card${query}`;

/** The two places where a person is shown. */
const PLACES: [string, (who: RestClient, of: { id: string }) => Promise<string>][] = [
  ['page', async (who, { id }) => (await who.get(`/people/${id}`, { ...HTML })).text()],
  ['card', async (who, of) => ((await (await who.get(cardPath(of))).json()) as { html: string }).html],
];

const groupsIn = (html: string): string[] =>
  [...html.matchAll(/<a class="name-match" href="([^"]*)">/g)].map(([, path = '']) => unescapeHtml(path));
const href = (room: string): string => `/room?room=${encodeURIComponent(room)}`;

async function named(owner: typeof ann, name: string, ...members: (typeof ann)[]): Promise<string> {
  const room = await groupOf(owner, ...members);
  await done(owner, roomPath(room, '/rename'), { name });
  return room;
}

describe.each(PLACES)('the %s of a person', (_, shown) => {
  it('names the groups that both are in, and no other room', async () => {
    const first = await named(ann, 'Chess & <i>', bob);
    const second = await named(ann, 'Go', bob, cat);
    await named(bob, 'Without Ann', cat);
    await named(ann, 'Without Bob', cat);
    await directOf(ann, bob);
    // Without the list of rooms, in which Ann has all of hers.
    const [html = ''] = (await shown(ann, bob)).split('<aside');
    expect(groupsIn(html)).toEqual([href(second), href(first)]);
    expect(html).toContain('<bdi>Chess &amp; &lt;i&gt;</bdi>');
    expect(html).not.toContain('Without');
    expect(groupsIn(await shown(ann, ann))).toEqual([]);
  });

  it('no longer names a group that one of the two has left, or that was deleted', async () => {
    const [left, removed, gone] = [
      await named(ann, 'Left', bob),
      await named(bob, 'Removed', ann),
      await named(ann, 'Gone', bob),
    ];
    expect(groupsIn(await shown(ann, bob))).toEqual([href(gone), href(removed), href(left)]);
    await done(bob, roomPath(left, '/leave'));
    await done(bob, roomPath(removed, `/members/${ann.id}/remove`));
    await done(ann, roomPath(gone, '/delete'));
    expect(groupsIn(await shown(ann, bob))).toEqual([]);
  });

  it('has their picture, and what one can do', async () => {
    const html = await shown(ann, bob);
    expect(html).toMatch(/data-initials="B&lt;"/);
    expect(html.match(/action="\/(?:a\/(?:friends|people)|new|confirm)[^"]*"/g)).toEqual([
      'action="/new/direct"',
      `action="/a/friends/${bob.id}/request"`,
      'action="/confirm/block"',
    ]);
    await block(ann, bob);
    expect((await shown(ann, bob)).match(/action="\/a\/people[^"]*"/g)).toEqual([
      `action="/a/people/${bob.id}/unblock"`,
    ]);
    const own = await shown(ann, ann);
    expect(own).toContain('href="/account"');
    expect(own).not.toMatch(/action="\/(?:a\/(?:friends|people)|new\/|confirm)/);
  });
});

describe('the card of a person', () => {
  it('comes back to the page where it was opened', async () => {
    const next = '/room?room=a%20b';
    const query = `?${new URLSearchParams({ next }).toString()}`;
    const { html } = (await (await ann.get(cardPath(bob, query))).json()) as { html: string };
    const found = [...html.matchAll(/name="next" value="([^"]*)"/g)];
    expect(found.map(([, path = '']) => unescapeHtml(path))).toEqual([next, next]);
    expect((await ann.get(cardPath(bob, '?next=//elsewhere'))).status).toBe(400);
  });

  it('is for accounts only, and is the same as none for somebody who is gone', async () => {
    const guest = await RestClient.at(server.url);
    const { author } = await guest.say('lobby', 'hello');
    expect((await guest.get(cardPath(bob))).status).toBe(401);
    expect((await ann.get(cardPath(author))).status).toBe(200);
    await done(bob, '/api/account/delete', { password: PASSWORD });
    const [gone, never] = [await ann.get(cardPath(bob)), await ann.get(cardPath({ id: 'nobody' }))];
    expect([gone.status, await gone.text()]).toEqual([404, await never.text()]);
  });

  it('is shown by the name above a message, except of a deleted account', async () => {
    const { html } = await bob.say('lobby', 'hello');
    expect(html).toContain(`href="/people/${bob.id}"`);
    await done(bob, '/api/account/delete', { password: PASSWORD });
    const { entries } = await ann.entries('lobby');
    const after = entries.find(({ message }) => message?.body === 'hello')?.message?.html;
    expect(after).toContain(`data-author="${bob.id}"`);
    expect(after).not.toContain('href="/people');
  });
});
