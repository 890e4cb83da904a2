import { expect, it } from 'vitest';
import { PASSWORD, signedUp } from '../support/account.js';
import { House, freshRoom } from './house.js';
import type { Visitor } from './visitor.js';

const house = House.open();
/** Folder for pictures of the pages, if wanted. */
const PICTURES = process.env['PICTURES'];

async function picture(visitor: Visitor, name: string): Promise<void> {
  if (PICTURES) await visitor.page.screenshot({ path: `${PICTURES}/${name}.png`, fullPage: true });
}

async function signUp(visitor: Visitor, name: string): Promise<void> {
  await visitor.page.getByRole('link', { name: 'Sign up' }).click();
  await visitor.signUp(name);
  await visitor.page.locator('.me-name').getByText(name, { exact: true }).waitFor();
}

it.each([
  ['with scripts', {}],
  ['without', { javaScriptEnabled: false }],
])('signing up, out and in again keeps who one is, %s', async (how, options) => {
  const name = `Ann ${how}`;
  const room = freshRoom();
  const ann = await (await house.visitor(options)).enter(room);
  await ann.box.fill('as a guest');
  await ann.page.getByRole('button', { name: 'Send' }).click();
  await ann.stored('as a guest').waitFor();
  await signUp(ann, name);
  // Back in the room; the messages belong to the account.
  expect(new URL(ann.page.url()).searchParams.get('room')).toBe(room);
  await ann.box.fill('with a name');
  await ann.page.getByRole('button', { name: 'Send' }).click();
  await ann.stored('with a name').waitFor();
  const authors = ann.page.locator('.message-author');
  expect(new Set(await authors.evaluateAll((all) => all.map((one) => one.getAttribute('href')))).size).toBe(
    1,
  );

  await ann.page.getByRole('link', { name: 'Your account' }).click();
  await picture(ann, `account ${how}`);
  await ann.page.getByRole('button', { name: 'Sign out', exact: true }).click();
  await ann.page.getByRole('link', { name: 'Sign in' }).click();
  await ann.page.getByLabel('Name').fill(name.toUpperCase());
  await ann.page.getByLabel('Password').fill('nine wrong otters');
  await ann.page.getByRole('button', { name: 'Sign in' }).click();
  await ann.page.getByRole('alert').getByText('Wrong username or password.').waitFor();
  await picture(ann, `sign in ${how}`);
  await ann.page.getByLabel('Password').fill(PASSWORD);
  await ann.page.getByRole('button', { name: 'Sign in' }).click();
  await ann.page.locator('.me-name').getByText(name, { exact: true }).waitFor();
});

it('an open page whose session has ended elsewhere says so, and keeps the draft', async () => {
  const room = freshRoom();
  const laptop = await (await house.visitor()).enter(room);
  await signUp(laptop, 'Ben');
  const phone = await house.visitor();
  const path = `/room?room=${room}&create=1`;
  await phone.page.goto(`${house.url}/sign-in?next=${encodeURIComponent(path)}`);
  await phone.page.getByLabel('Name').fill('Ben');
  await phone.page.getByLabel('Password').fill(PASSWORD);
  await phone.page.getByRole('button', { name: 'Sign in' }).click();
  await phone.page.locator('.me-name').getByText('Ben').waitFor();
  await phone.box.fill('not sent yet');

  await laptop.page.getByRole('link', { name: 'Your account' }).click();
  await laptop.page.getByRole('button', { name: /^Sign out .* on / }).click();
  await laptop.page.getByRole('heading', { name: /^Sign out .* on .*\?$/ }).waitFor();
  await laptop.page.getByRole('button', { name: 'Sign out', exact: true }).click();
  await laptop.page.getByText('That device has been signed out.').waitFor();
  await phone.page.locator('.banner').getByText('You’ve been signed out.').waitFor();
  expect(await phone.box.inputValue()).toBe('not sent yet');
  await phone.page.getByRole('button', { name: 'Continue as a guest' }).click();
  await phone.page.getByRole('link', { name: 'Sign in' }).waitFor();
  expect(await phone.box.inputValue()).toBe('');
  await phone.saySafely('as a guest');
});

it.each([
  ['local time', {}, 'Asia/Shanghai'],
  ['UTC without scripts', { javaScriptEnabled: false }, 'UTC'],
])('the list of devices shows %s', async (_, options, timeZone) => {
  const ann = await house.browserOf(await signedUp(house, `Ann ${timeZone}`), options);
  await ann.page.goto(`${house.url}/account`);
  const time = ann.page.locator('time').first();
  const at = new Date((await time.getAttribute('datetime')) ?? '');
  const local = new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium', timeStyle: 'short', timeZone });
  const shown =
    timeZone === 'UTC' ? `${at.toISOString().slice(0, 16).replace('T', ' ')} UTC` : local.format(at);
  expect(await time.textContent()).toBe(shown);
});

it.each([320, 768, 1440])('the account’s pages fit a window of %i px', async (width) => {
  const visitor = await house.visitor({
    viewport: { width, height: 800 },
    colorScheme: width === 768 ? 'dark' : 'light',
  });
  await visitor.page.goto(`${house.url}/sign-up`);
  await visitor.page.getByLabel('Name').fill(`W${'i'.repeat(30)} ${width}`);
  await visitor.page.getByLabel('Password').fill(PASSWORD);
  await picture(visitor, `sign-up ${width}`);
  await visitor.page.getByRole('button', { name: 'Sign up' }).click();
  for (const path of ['/account', '/account?done=profile']) {
    await visitor.page.goto(house.url + path);
    const { scroll, inner } = await visitor.page.evaluate(() => ({
      scroll: document.documentElement.scrollWidth,
      inner: window.innerWidth,
    }));
    expect(scroll).toBeLessThanOrEqual(inner);
  }
  await picture(visitor, `account ${width}`);
  expect(visitor.complaints).toEqual([]);
});
