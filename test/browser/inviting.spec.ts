import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Account, signedUp } from '../support/account.js';
import { befriend } from '../support/friends.js';
import { done, groupOf, roomPath } from '../support/groups.js';
import { Gate } from './gate.js';
import { House } from './house.js';
import type { Visitor } from './visitor.js';

const house = House.open({ LIMITS: 'off' });
let ann: Account;
let bob: Account;
let group: string;
beforeAll(async () => {
  ann = await signedUp(house, 'Ann');
  bob = await signedUp(house, 'Bob');
  await signedUp(house, 'Robert');
  await signedUp(house, 'robin');
  await befriend(ann, await signedUp(house, 'Ｒｏｓａ'));
});
beforeEach(async () => {
  group = await groupOf(ann, bob);
});

async function inviter(options?: Parameters<House['browserOf']>[1], who = ann): Promise<Visitor> {
  const visitor = await house.browserOf(who, options);
  await visitor.page.goto(`${house.url}/members?room=${group}`);
  return visitor;
}

const field = ({ page }: Visitor) => page.getByRole('combobox', { name: 'Username' });
const options = ({ page }: Visitor) => page.getByRole('option');

async function expectOptions(visitor: Visitor, expected: string[]): Promise<void> {
  await expect.poll(() => options(visitor).allInnerTexts()).toEqual(expected);
}

describe('inviting people on the members page', () => {
  it('suggests names that begin as typed, friends first', async () => {
    const visitor = await inviter();
    await field(visitor).pressSequentially('RO');
    await expectOptions(visitor, ['Ｒｏｓａ', 'Robert', 'robin']);
    await visitor.page.getByRole('status').getByText('Suggestions: 3').waitFor();
    await field(visitor).pressSequentially('b');
    await expectOptions(visitor, ['Robert', 'robin']);
    await field(visitor).fill('');
    await expectOptions(visitor, []);
    expect(await field(visitor).getAttribute('aria-expanded')).toBe('false');
    expect(visitor.complaints).toEqual([]);
  });

  it('works by keyboard alone: ↓ and ↑ go round, Enter takes a name, Enter again invites', async () => {
    const visitor = await inviter();
    await field(visitor).pressSequentially('rob');
    await expectOptions(visitor, ['Robert', 'robin']);
    const active = async (): Promise<string | undefined> => {
      const id = (await field(visitor).getAttribute('aria-activedescendant')) ?? '';
      const selected = await visitor.page.locator('[aria-selected="true"]').allInnerTexts();
      expect(selected).toHaveLength(id === '' ? 0 : 1);
      return id === '' ? undefined : visitor.page.locator(`#${id}`).innerText();
    };
    const seen: (string | undefined)[] = [];
    for (const key of ['ArrowDown', 'ArrowDown', 'ArrowDown', 'ArrowUp', 'ArrowUp', 'ArrowUp', 'ArrowUp']) {
      await field(visitor).press(key);
      seen.push(await active());
    }
    expect(seen).toEqual(['Robert', 'robin', undefined, 'robin', 'Robert', undefined, 'robin']);
    await field(visitor).press('Enter');
    expect(await field(visitor).inputValue()).toBe('robin');
    expect(await options(visitor).count()).toBe(0);
    await field(visitor).press('Enter');
    await visitor.page.getByRole('heading', { name: 'Invited', exact: true }).waitFor();
    await visitor.page.getByRole('button', { name: 'Withdraw: robin' }).waitFor();
  });

  it('takes a name by touch', async () => {
    const visitor = await inviter({ hasTouch: true, viewport: { width: 320, height: 640 } });
    await field(visitor).pressSequentially('rober');
    await visitor.page.getByRole('option', { name: 'Robert' }).tap();
    expect(await field(visitor).inputValue()).toBe('Robert');
    expect(await options(visitor).count()).toBe(0);
    expect(await field(visitor).evaluate((input) => input === document.activeElement)).toBe(true);
    expect(await visitor.page.evaluate(() => document.documentElement.scrollWidth)).toBe(320);
  });

  it('closes the suggestions with Esc or when the focus leaves, and keeps what was typed', async () => {
    const visitor = await inviter();
    await field(visitor).pressSequentially('rob');
    await expectOptions(visitor, ['Robert', 'robin']);
    await field(visitor).press('Escape');
    await expectOptions(visitor, []);
    await field(visitor).press('ArrowDown');
    await expectOptions(visitor, ['Robert', 'robin']);
    await field(visitor).press('Tab');
    await expectOptions(visitor, []);
    expect(await field(visitor).inputValue()).toBe('rob');
  });

  it('leaves Enter and the arrows to an input method', async () => {
    const visitor = await inviter();
    await field(visitor).pressSequentially('rob');
    await expectOptions(visitor, ['Robert', 'robin']);
    await field(visitor).evaluate((input) => {
      const init = { key: 'ArrowDown', bubbles: true, cancelable: true, isComposing: true };
      input.dispatchEvent(new KeyboardEvent('keydown', init));
    });
    expect(await field(visitor).getAttribute('aria-activedescendant')).toBe('');
  });

  it('says in the list who is a member or invited already, and beside the field once it was tried', async () => {
    await done(ann, roomPath(group, '/invitations'), { user: 'Robert' });
    const visitor = await inviter();
    await field(visitor).fill('rober');
    await expect.poll(() => options(visitor).innerText()).toMatch(/^Robert\s+already invited$/);
    await field(visitor).fill('bob');
    await expect.poll(() => options(visitor).innerText()).toMatch(/^Bob\s+already a member$/);
    await options(visitor).click();
    await visitor.page.getByRole('button', { name: 'Invite', exact: true }).click();
    await visitor.page.getByRole('alert').getByText('Already a member').waitFor();
    expect(await field(visitor).inputValue()).toBe('Bob');
    expect(await field(visitor).getAttribute('aria-invalid')).toBe('true');
  });

  it('looks up what was typed last, however slow the first answer', async () => {
    const visitor = await inviter();
    const gate = new Gate();
    await visitor.page.route(/\/api\/people\?name=r$/, async (route) => {
      await gate.opened;
      await route.continue();
    });
    await field(visitor).pressSequentially('robi');
    gate.open();
    await expectOptions(visitor, ['robin']);
  });

  it('takes a whole name without scripts, and says beside the field what is wrong', async () => {
    const visitor = await inviter({ javaScriptEnabled: false });
    const name = visitor.page.getByLabel('Username');
    await name.fill('nobody');
    await visitor.page.getByRole('button', { name: 'Invite', exact: true }).click();
    await visitor.page.getByRole('alert').getByText('No account with that name').waitFor();
    expect(await name.inputValue()).toBe('nobody');
    await name.fill('ROBERT');
    await visitor.page.getByRole('button', { name: 'Invite', exact: true }).click();
    await visitor.page.getByRole('button', { name: 'Withdraw: Robert' }).waitFor();
  });

  it('speaks Chinese', async () => {
    const visitor = await inviter({ locale: 'zh-CN' });
    await visitor.page.getByRole('combobox', { name: '对方的用户名' }).pressSequentially('bo');
    await expect.poll(() => options(visitor).innerText()).toMatch(/^Bob\s+已是成员$/);
    await visitor.page.getByRole('status').getByText('1 条建议').waitFor();
  });

  it('is offered only to those who may invite', async () => {
    const visitor = await inviter({}, bob);
    expect(await visitor.page.getByLabel('Username').count()).toBe(0);
  });
});
