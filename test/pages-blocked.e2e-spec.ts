import { expect, it } from 'vitest';
import { freshAccounts } from './support/account.js';
import { block, unblock } from './support/friends.js';
import { directOf } from './support/groups.js';
import { sharedApp } from './support/test-app.js';

const server = sharedApp({ LIMITS: 'off' });
const [ann, bob] = freshAccounts(server, 'Ann', 'Bob');

it('the page of a direct room says that its reader has blocked the other, and to nobody else', async () => {
  const room = await directOf(ann, bob);
  const page = async (who: typeof ann) =>
    (await who.get(`/room?room=${room}`, { accept: 'text/html' })).text();
  const note = 'You’ve blocked';
  const before = await page(bob);
  expect(await page(ann)).not.toContain(note);
  await block(ann, bob);
  expect(await page(ann)).toContain(`${note} ${bob.name}`);
  expect(await page(ann)).toContain(`href="/people/${bob.id}"`);
  // A block is silent.
  expect(await page(bob)).not.toContain(note);
  expect(before).not.toContain(note);
  await unblock(ann, bob);
  expect(await page(ann)).not.toContain(note);
});
