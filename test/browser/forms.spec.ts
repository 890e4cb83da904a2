import { describe, expect, it } from 'vitest';
import { PASSWORD, signedUp } from '../support/account.js';
import { House, freshRoom } from './house.js';
import type { Visitor } from './visitor.js';

const house = House.open({ LIMITS: 'off' });

/** Label, validity and description of what has the focus. Browsers heed `autofocus` only with the next frame. */
async function focused({ page }: Visitor): Promise<{ label: string; invalid: string | null; told: string }> {
  await page.waitForFunction(() => document.activeElement !== document.body);
  return page.evaluate(() => {
    const at = document.activeElement as HTMLInputElement;
    const ids = (at.getAttribute('aria-describedby') ?? '').split(' ').filter(Boolean);
    return {
      label: at.labels?.[0]?.textContent?.trim() ?? at.id,
      invalid: at.getAttribute('aria-invalid'),
      told: ids.map((id) => document.getElementById(id)?.textContent).join(' '),
    };
  });
}

describe.each([
  ['with scripts', {}],
  ['without scripts', { javaScriptEnabled: false }],
])('a refused form, %s,', (how, options) => {
  it('puts the focus into the field that is wrong and keeps what was typed', async () => {
    const visitor = await house.visitor(options);
    await visitor.page.goto(`${house.url}/sign-up`);
    await visitor.page.getByLabel('Username').fill(`Ann ${how}`);
    await visitor.page.getByLabel('Password').fill('password1');
    await visitor.page.getByRole('button', { name: 'Sign up' }).click();
    await visitor.page.getByRole('alert').waitFor();
    expect(await focused(visitor)).toMatchObject({ label: 'Password', invalid: 'true' });
    expect((await focused(visitor)).told).toMatch(/At least 8 characters.*easy to guess/s);
    expect(await visitor.page.getByLabel('Username').inputValue()).toBe(`Ann ${how}`);
    expect(await visitor.page.getByLabel('Password').inputValue()).toBe('');
  });

  it('has its reason next to the field, and nowhere else', async () => {
    const account = await signedUp(house, `Bea ${how}`);
    const bea = await house.browserOf(account, options);
    await bea.page.goto(`${house.url}/account`);
    await bea.page.getByLabel('Current password').fill(PASSWORD);
    await bea.page.getByLabel('New password').fill('short');
    await bea.page.getByRole('button', { name: 'Change password' }).click();
    const alert = bea.page.getByRole('alert');
    await alert.getByText('That password is too short').waitFor();
    expect(await focused(bea)).toMatchObject({ label: 'New password', invalid: 'true' });
    const [field, reason] = [
      await bea.page.getByLabel('New password').boundingBox(),
      await alert.boundingBox(),
    ];
    expect((reason?.y ?? 0) - (field?.y ?? 0) - (field?.height ?? 0)).toBeLessThan(60);
    expect(await bea.page.locator('[aria-invalid="true"]').count()).toBe(1);
  });

  it('answers in Chinese to somebody who reads Chinese', async () => {
    const visitor = await house.visitor({ ...options, locale: 'zh-CN' });
    await visitor.page.goto(`${house.url}/sign-in`);
    await visitor.page.getByLabel('用户名').fill('没有这个人');
    await visitor.page.getByLabel('密码').fill('不对的密码');
    await visitor.page.getByRole('button', { name: '登录' }).click();
    await visitor.page.getByRole('alert').getByText('用户名或密码错误。').waitFor();
    expect(await focused(visitor)).toMatchObject({ label: '密码', invalid: 'true' });
    expect(await visitor.page.getByLabel('用户名').inputValue()).toBe('没有这个人');
  });
});

it('a name that is refused is marked as wrong, and is right again once another was taken', async () => {
  await signedUp(house, 'Cleo');
  const guest = await (await house.visitor()).enter(freshRoom());
  await guest.page.locator('.me summary').click();
  await guest.page.locator('#name').fill('Cleo');
  await guest.page.locator('#name').press('Enter');
  await guest.page.getByText('That name belongs to another account.').waitFor();
  expect(await focused(guest)).toMatchObject({ label: 'Your name', invalid: 'true' });
  expect(await guest.page.locator('#name').inputValue()).toBe('Cleo');
  await guest.page.locator('#name').fill('Cleopatra');
  await guest.page.locator('#name').press('Enter');
  await guest.page.locator('.me-name').getByText('Cleopatra').waitFor();
  expect(await guest.page.locator('[aria-invalid="true"]').count()).toBe(0);
});

it('a reason that concerns a whole form is read first: it has the focus', async () => {
  // Scripts would send the present token.
  const dot = await house.browserOf(await signedUp(house, 'Dot'), { javaScriptEnabled: false });
  await dot.page.goto(`${house.url}/new`);
  await dot.page.getByLabel('Group name').fill('Chess');
  await dot.page
    .locator('form', { hasText: 'Group name' })
    .locator('[name="_xsrf"]')
    .evaluate((field) => {
      (field as HTMLInputElement).value = 'stale';
    });
  await dot.page.getByRole('button', { name: 'Create' }).click();
  await dot.page.getByRole('alert').getByText('Please try that again').waitFor();
  await dot.page.waitForFunction(() => document.activeElement !== document.body);
  expect(await dot.page.evaluate(() => document.activeElement?.id)).toBe('form-error');
  expect(await dot.page.getByLabel('Group name').inputValue()).toBe('Chess');
});
