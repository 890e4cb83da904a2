import { expect, it } from 'vitest';
import { sharedAccounts } from './support/account.js';
import { directOf, done, groupOf, roomPath } from './support/groups.js';
import type { RestClient } from './support/rest-client.js';
import { sharedApp } from './support/test-app.js';

const server = sharedApp();
const [ann, bob] = sharedAccounts(server, 'Ann', 'Bob <b>');

async function page(who: RestClient, path: string): Promise<string> {
  const answer = await who.get(path, { accept: 'text/html', 'accept-language': 'en' });
  expect([path, answer.status]).toEqual([path, 200]);
  return answer.text();
}

it('a direct conversation is called by the other person, and shows no roles', async () => {
  const [direct, group] = [await directOf(ann, bob), await groupOf(ann, bob)];
  expect(await page(ann, `/room?room=${direct}`)).toContain(`<a href="/members?room=${direct}">Details</a>`);
  const details = await page(ann, `/members?room=${direct}`);
  expect(details).toContain('<h1 dir="auto">Conversation with Bob &lt;b&gt;</h1>');
  expect(details).not.toContain('<span class="note">Member</span>');
  const members = await page(ann, `/members?room=${group}`);
  expect(members).toContain('<span class="note">Member</span>');
  expect(members).toContain('<span class="note">You</span> <span class="note">· Owner</span>');
});

it('an invite link says how many uses are left, in the right number', async () => {
  const group = await groupOf(ann);
  for (const uses of [1, 2]) await done(ann, roomPath(group, '/links'), { days: 1, uses });
  const html = await page(ann, `/settings?room=${group}`);
  const left = [...html.matchAll(/· (\d uses? left) ·/g)].map(([, found]) => found);
  expect(left).toEqual(['1 use left', '2 uses left']);
  const link = /confirm\/revoke-link[^]*?name="id" value="([^"]*)"/.exec(html)?.[1] ?? '';
  expect(await page(ann, `/confirm/revoke-link?room=${group}&id=${link}`)).toContain('· 1 use left.');
});

it('settings of which one may change nothing say so', async () => {
  const nothing = 'There’s nothing for you to change here.';
  expect(await page(ann, `/settings?room=${await directOf(ann, bob)}`)).toContain(nothing);
  expect(await page(ann, '/settings?room=lobby')).toContain(nothing);
  const group = await groupOf(ann, bob);
  expect(await page(ann, `/settings?room=${group}`)).not.toContain(nothing);
  expect(await page(bob, `/settings?room=${group}`)).not.toContain(nothing);
});
