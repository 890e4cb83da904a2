import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Account, signedUp } from '../support/account.js';
import { done, groupOf, roomPath } from '../support/groups.js';
import { block } from '../support/friends.js';
import { House } from './house.js';
import type { Visitor } from './visitor.js';

/** A page shows the newest twenty messages. */
const house = House.open({ BUFFER_SIZE: '20', LIMITS: 'off' });
let ann: Account;
let bob: Account;
let room: string;
beforeAll(async () => {
  ann = await signedUp(house, 'Ann');
  bob = await signedUp(house, 'Bob');
});
beforeEach(async () => {
  room = await groupOf(ann, bob);
  for (let n = 1; n <= 5; n++) await ann.say(room, `old ${n}`);
  await bob.say(room, 'seen');
});

async function say(who: Account, count: number, word = 'new'): Promise<void> {
  for (let n = 1; n <= count; n++) await who.say(room, `${word} ${n}`);
}

const order = ({ page }: Visitor): Promise<string[]> =>
  page.locator('#inbox > .unread-line, #inbox > .message .message-body').allTextContents();

/** What stands before and after the line; nothing if there is none. */
async function aroundLine(who: Visitor): Promise<(string | undefined)[]> {
  const texts = await order(who);
  const at = texts.indexOf('New');
  return at < 0 ? [] : [texts[at - 1], texts[at + 1]];
}

const toTop = ({ log }: Visitor) => log.evaluate((inbox) => (inbox.scrollTop = 0));

describe('the unread line', () => {
  it.each([1, 19, 20])(
    'stands before the first unread message where %i are unread, which the page holds',
    async (count) => {
      await say(ann, count);
      const reader = await (await house.browserOf(bob)).enter(room);
      expect((await aroundLine(reader))[1]).toBe('new 1');
      await toTop(reader);
      await reader.message('old 1').waitFor();
      expect(await aroundLine(reader)).toEqual(['seen', 'new 1']);
      expect(await reader.page.locator('.unread-line').count()).toBe(1);
    },
  );

  it.each([21, 45, 130])(
    'is not shown while the first of %i unread messages is missing, and then stands before it',
    async (count) => {
      await say(ann, count);
      const reader = await (await house.browserOf(bob)).enter(room);
      expect((await order(reader))[0]).toBe(`new ${count - 19}`);
      expect(await aroundLine(reader)).toEqual([]);
      await reader.page.getByText('Earlier unread messages are above').waitFor();
      await toTop(reader);
      await expect
        .poll(async () => {
          await toTop(reader);
          return aroundLine(reader);
        })
        .toEqual(['seen', 'new 1']);
      await reader.message('old 1').waitFor();
      expect(await reader.page.getByText('Earlier unread messages').count()).toBe(0);
      expect(await reader.page.locator('.unread-line').count()).toBe(1);
      expect(reader.complaints).toEqual([]);
    },
  );

  it('ignores deleted messages and blocked people', async () => {
    const cat = await signedUp(house, `Cat ${room}`);
    await done(ann, roomPath(room, '/invitations'), { user: cat.id });
    await done(cat, `/api/invitations/${room}/accept`);
    await block(bob, cat);
    await say(cat, 2, 'unheard');
    await ann.remove(await ann.say(room, 'gone'));
    await say(ann, 18);
    await say(cat, 2, 'unheard');
    const reader = await (await house.browserOf(bob)).enter(room);
    expect((await order(reader)).slice(0, 2)).toEqual(['New', 'new 1']);
    await say(ann, 9, 'more');
    const again = await (await house.browserOf(bob, { javaScriptEnabled: false })).enter(room);
    expect(await aroundLine(again)).toEqual([]);
    expect(await order(again)).toContain('more 1');
  });

  it('is placed correctly without scripts, or the page says that unread messages are missing', async () => {
    await say(ann, 20);
    const plain = await (await house.browserOf(bob, { javaScriptEnabled: false })).enter(room);
    expect((await order(plain)).slice(0, 2)).toEqual(['New', 'new 1']);
    expect(await plain.page.getByText('Older messages are not shown').count()).toBe(1);
    await say(ann, 1, 'one more');
    await plain.page.reload();
    expect(await aroundLine(plain)).toEqual([]);
    expect(await plain.page.getByText('Older messages, some of them unread, are not shown').count()).toBe(1);
  });
});
