import { beforeEach, expect, it } from 'vitest';
import { signedUp } from '../support/account.js';
import { House, freshRoom } from './house.js';
import type { Visitor } from './visitor.js';
import { POLL } from './wire.js';

const house = House.open();
let story = 0;
beforeEach(() => {
  story += 1;
});
/** A name that no other test uses. */
const named = (name: string): string => `${name} ${story}`;

const follow = ({ page }: Visitor, link: string): Promise<void> =>
  page.getByRole('link', { name: link, exact: true }).click();
const press = ({ page }: Visitor, button: string): Promise<void> =>
  page.getByRole('button', { name: button, exact: true }).click();

/** Somebody who has signed up at their own browser. */
async function newcomer(name: string): Promise<Visitor> {
  const visitor = await (await house.visitor()).enter(freshRoom());
  await follow(visitor, 'Sign up');
  await visitor.signUp(name);
  return visitor;
}

async function findAndAsk(asker: Visitor, name: string): Promise<void> {
  await follow(asker, 'People');
  await asker.page.getByLabel('Search people').fill(name.toLowerCase().slice(0, -1));
  await press(asker, 'Search');
  await follow(asker, name);
  await press(asker, `Add friend ${name}`);
  await asker.page.getByText('You sent them a friend request.').waitFor();
}

/** Everyone writes a message, and all receive it. */
async function talkTogether(...people: Visitor[]): Promise<void> {
  for (const [n, speaker] of people.entries()) {
    await speaker.saySafely(`word ${n}`);
    for (const listener of people) await listener.hears(`word ${n}`);
  }
}

it('two people find each other, become friends, and talk', async () => {
  const [ann, bob] = [await newcomer(named('Ann')), await newcomer(named('Bob'))];
  expect(await bob.page.getByRole('link', { name: /^People/ }).textContent()).toBe('People');
  await findAndAsk(ann, named('Bob'));

  await follow(bob, 'People 1'); // it appears while the page is open
  await press(bob, `Accept ${named('Ann')}’s friend request`);
  await bob.page.getByRole('button', { name: `Remove friend ${named('Ann')}` }).waitFor();
  await ann.page.reload();
  await ann.page.getByText('You’re friends.').waitFor();

  await follow(ann, 'Lobby');
  await press(bob, `Message ${named('Ann')}`);
  await bob.saySafely('hello, friend');
  await follow(ann, `${named('Bob')} 1 unread`); // so does the room
  await ann.expectTexts(['hello, friend']);
  await talkTogether(ann, bob);
  expect([ann.complaints, bob.complaints]).toEqual([[], []]);
});

it('a guest joins a group by its link, talks with all, and gets nothing more once removed', async () => {
  const ann = await (await house.browserOf(await signedUp(house, named('Ann')))).enter();
  const bob = await (await house.browserOf(await signedUp(house, named('Bob')))).enter();
  await follow(ann, 'New message');
  await ann.page.getByLabel('Group name').fill('Chess');
  await press(ann, 'Create');
  await follow(ann, 'Members');
  await ann.page.getByLabel('Username').fill(named('Bob'));
  await press(ann, 'Invite');
  await follow(bob, 'Invitations 1');
  await press(bob, 'Join');

  await follow(ann, 'Invite by link');
  await press(ann, 'Create link');
  const link = await ann.page.getByLabel('Copy your link now.').inputValue();
  const cat = await house.visitor();
  await cat.page.goto(link);
  await follow(cat, 'Sign up');
  await cat.signUp(named('Cat'));
  expect(cat.page.url()).toBe(link);
  await press(cat, 'Join group');
  await follow(ann, 'Back to the room');
  await talkTogether(ann, bob, cat);

  const room = ann.page.url();
  await follow(ann, 'Members');
  await ann.page.getByLabel(`Manage ${named('Cat')}`).click();
  const held = cat.page.waitForRequest(POLL);
  await bob.saySafely('before');
  await cat.hears('before');
  await held;
  await press(ann, `Remove: ${named('Cat')}`);
  await ann.page.getByRole('heading', { name: `Remove ${named('Cat')} from Chess` }).waitFor();
  await press(ann, `Remove ${named('Cat')}`);
  await cat.page.getByText('You’re no longer in this room.').waitFor();
  await follow(ann, 'Back to the room');
  await ann.saySafely('behind her back');
  await bob.hears('behind her back');
  expect(await cat.texts()).not.toContain('behind her back');
  expect(cat.complaints).toEqual([]);
  await cat.page.goto(room);
  await cat.page.getByRole('heading', { name: 'Page not found' }).waitFor();
  expect(await cat.page.locator('body').innerText()).not.toContain('Chess');
  expect([ann.complaints, bob.complaints]).toEqual([[], []]);
});

it('without JavaScript, two become friends and talk, and one blocks the other and lets them in again', async () => {
  const [annAccount, bobAccount] = [await signedUp(house, named('Ann')), await signedUp(house, named('Bob'))];
  const plain = { javaScriptEnabled: false };
  const ann = await (await house.browserOf(annAccount, plain)).enter();
  const bob = await (await house.browserOf(bobAccount, plain)).enter();
  await findAndAsk(ann, named('Bob'));
  await bob.enter();
  await follow(bob, 'People 1');
  await press(bob, `Accept ${named('Ann')}’s friend request`);
  await press(bob, `Message ${named('Ann')}`);
  await bob.box.fill('hello, friend');
  await press(bob, 'Send');
  await bob.expectTexts(['hello, friend']);

  await ann.enter();
  await follow(ann, `${named('Bob')} 1 unread`);
  await ann.expectTexts(['hello, friend']);
  const room = ann.page.url();
  await follow(ann, 'Details');
  await follow(ann, named('Bob'));
  await press(ann, `Block ${named('Bob')}`); // and once more, where it asks
  await ann.page.getByRole('heading', { name: `Block ${named('Bob')}` }).waitFor();
  await press(ann, `Block ${named('Bob')}`);
  await ann.page.getByText('You’ve blocked this person.').waitFor();
  await ann.page.goto(room);
  await ann.expectTexts([]);
  await follow(ann, 'People');
  await press(ann, `Unblock ${named('Bob')}`);
  await ann.page.getByRole('button', { name: `Message ${named('Bob')}` }).waitFor(); // friends still
  await ann.page.goto(room);
  await ann.expectTexts(['hello, friend']);
});
