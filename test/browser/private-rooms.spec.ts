import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Account, signedUp } from '../support/account.js';
import { done, groupOf, roomPath } from '../support/groups.js';
import { House } from './house.js';
import type { Visitor } from './visitor.js';

const house = House.open();
let ann: Account;
let bob: Account;
let room: string;
beforeAll(async () => {
  ann = await signedUp(house, 'Ann');
  bob = await signedUp(house, 'Bob');
});
beforeEach(async () => {
  room = await groupOf(ann, bob);
});

async function browserOf(account: Account, locale = 'en-GB'): Promise<Visitor> {
  return (await house.browserOf(account, { locale })).enter(room);
}

const kind = ({ page }: Visitor): Promise<string> => page.locator('.room-kind').innerText();

describe('the page of a group', () => {
  it('shows live, in the reader’s language, who joins and leaves, without counting it as a message', async () => {
    const cat = await signedUp(house, `Cat ${room}`);
    const [reader, chinese] = [await browserOf(ann), await browserOf(bob, 'zh-CN')];
    await done(ann, roomPath(room, '/invitations'), { user: cat.id });
    await done(cat, `/api/invitations/${room}/accept`);
    await reader.log.getByText(`${cat.name}\u2069 joined`).waitFor();
    await chinese.log.getByText('加入了').last().waitFor();
    expect(await reader.page.locator('.notice :visible').allInnerTexts()).not.toContain('加入了');
    await cat.say(room, 'hello');
    await reader.expectTexts(['hello']);
    expect(await kind(reader)).toContain('3 members');
    expect(await kind(chinese)).toContain('3 名成员');
    const order = await reader.page.locator('#inbox > .notice, #inbox > .message').evaluateAll((all) => {
      return all.map((one) => one.className.split(' ')[0]);
    });
    expect(order).toEqual(['notice', 'notice', 'notice', 'message']);
    await done(cat, roomPath(room, '/leave'));
    await expect.poll(() => kind(reader)).toContain('2 members');
    expect(await kind(await browserOf(ann))).toContain('2 members');
    expect(reader.complaints).toEqual([]);
  });

  it('says that one is no longer in it, and keeps the draft', async () => {
    const reader = await browserOf(bob);
    await reader.box.fill('half a thought');
    await done(ann, roomPath(room, `/members/${bob.id}/remove`));
    await ann.say(room, 'behind your back');
    await reader.page.getByText('You’re no longer in this room.').waitFor();
    expect(await reader.texts()).toEqual([]);
    expect(await reader.box.inputValue()).toBe('half a thought');
  });

  it('is forgotten by the browser once one has left it', async () => {
    const reader = await browserOf(bob);
    expect(await reader.page.locator(`[data-room="${room}"]`).count()).toBe(1);
    await done(bob, roomPath(room, '/leave'));
    await reader.enter();
    expect(await reader.page.locator(`[data-room="${room}"]`).count()).toBe(0);
  });
});
