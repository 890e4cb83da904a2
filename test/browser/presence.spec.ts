import { beforeAll, describe, expect, it } from 'vitest';
import { type Account, signedUp } from '../support/account.js';
import { block } from '../support/friends.js';
import { groupOf } from '../support/groups.js';
import { House } from './house.js';
import type { Visitor } from './visitor.js';

const house = House.open({ LIMITS: 'off' });
let ann: Account;
let bob: Account;
let eve: Account;
let group: string;

beforeAll(async () => {
  [ann, bob, eve] = (await Promise.all(['Ann', 'Bob', 'Eve'].map((name) => signedUp(house, name)))) as [
    Account,
    Account,
    Account,
  ];
  group = await groupOf(ann, bob, eve);
});

const present = ({ page }: Visitor) => page.locator('.online');
const writing = ({ page }: Visitor) => page.locator('.writing');
const dot = (visitor: Visitor, text: string) =>
  visitor
    .stored(text)
    .locator('.message-author')
    .evaluate((name) => getComputedStyle(name, '::after').content !== 'none');

describe('in a room', () => {
  it('one sees who else is online, and no longer once they have left', async () => {
    await bob.say(group, 'from Bob');
    await eve.say(group, 'from Eve');
    const one = await (await house.browserOf(ann)).enter(group);
    const other = await (await house.browserOf(bob)).enter(group);
    await present(one).getByText('2 online').waitFor();
    expect(await present(one).getAttribute('title')).toBe('Ann and Bob');
    await expect.poll(() => dot(one, 'from Bob')).toBe(true);
    expect(await dot(one, 'from Eve')).toBe(false);
    await other.context.close();
    await present(one).getByText('1 online').waitFor();
    await expect.poll(() => dot(one, 'from Bob')).toBe(false);
    expect(one.complaints).toEqual([]);
  });

  it('one sees who is writing, until they have sent it', async () => {
    const one = await (await house.browserOf(ann)).enter(group);
    const [two, three] = await Promise.all(
      [bob, eve].map(async (who) => (await house.browserOf(who)).enter(group)),
    );
    await two?.box.pressSequentially('I think');
    await writing(one).getByText('Bob is writing…', { exact: true }).waitFor();
    await three?.box.pressSequentially('No');
    await writing(one).getByText('Bob and Eve are writing…', { exact: true }).waitFor();
    await three?.box.press('Enter');
    await one.stored('No').waitFor();
    await writing(one).getByText('Bob is writing…', { exact: true }).waitFor();
    // One knows of oneself.
    await expect.poll(() => writing(two as Visitor).isVisible()).toBe(false);
    await two?.box.fill('');
    await writing(one).waitFor({ state: 'hidden' });
  });

  it('two tabs in different rooms both know who is there', async () => {
    const one = await (await house.browserOf(ann)).enter(group);
    await present(one).getByText('1 online').waitFor();
    const tab = await one.tab('lobby');
    await present(tab).getByText('1 online').waitFor();
    const other = await (await house.browserOf(bob)).enter('lobby');
    await present(tab).getByText('2 online').waitFor();
    await other.enter(group);
    await present(one).getByText('2 online').waitFor();
  });
});

it('somebody who looks at their settings is online too', async () => {
  const one = await (await house.browserOf(ann)).enter(group);
  const other = await house.browserOf(bob);
  await other.page.goto(`${house.url}/preferences`);
  await present(one).getByText('2 online').waitFor();
});

describe('nobody sees', () => {
  it('those who prefer that, nor whom they have blocked', async () => {
    await eve.postJson('/api/preferences', { presence: 'off' });
    const hidden = await (await house.browserOf(eve)).enter(group);
    await block(ann, bob);
    const blocked = await (await house.browserOf(bob)).enter(group);
    const one = await (await house.browserOf(ann)).enter(group);
    await present(blocked).getByText('2 online').waitFor();
    await present(one).getByText('1 online').waitFor();
    const asked: string[] = [];
    hidden.page.on('request', (request) => asked.push(request.url()));
    await blocked.saySafely('still there');
    await hidden.saySafely('hello');
    await one.stored('hello').waitFor();
    expect(asked.filter((url) => url.endsWith('/writing'))).toEqual([]);
    expect(await present(one).textContent()).toContain('1 online');
    expect(await writing(one).isVisible()).toBe(false);
  });
});
