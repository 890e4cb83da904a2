import { expect, it } from 'vitest';
import { House, freshRoom } from './house.js';
import { focus, isInPlace, reader } from './marked-page.js';

const house = House.open({ LIMITS: 'off' });

it('a form is answered in place, and what it leads to is a visit of its own', async () => {
  const ann = await reader(house, 'Ann forms', freshRoom());
  await ann.page.getByRole('link', { name: 'New message' }).click();
  await ann.page.getByLabel('Group name').fill('Chess');
  await ann.page.getByRole('button', { name: 'Create' }).click();
  await ann.page.getByRole('heading', { name: 'Chess' }).waitFor();
  expect(new URL(ann.page.url()).searchParams.get('room')).toMatch(/^~/);
  await ann.page.goBack();
  await ann.page.getByRole('heading', { name: 'New message' }).waitFor();
  expect(await isInPlace(ann)).toBe(true);
  expect(ann.complaints).toEqual([]);
});

it('a refused form stays with what was typed, and a reload shows its page', async () => {
  const bob = await reader(house, 'Bob forms', freshRoom());
  await bob.page.getByRole('link', { name: 'New message' }).click();
  await bob.page.getByLabel('Username').fill('Nobody at all');
  await bob.page.getByRole('button', { name: 'Start' }).click();
  await bob.page.getByText('No account with that name').waitFor();
  expect(await bob.page.getByLabel('Username').inputValue()).toBe('Nobody at all');
  expect(await focus(bob)).toBe('user');
  expect(new URL(bob.page.url()).pathname).toBe('/new');
  expect(await isInPlace(bob)).toBe(true);
  await bob.page.reload();
  await bob.page.getByRole('heading', { name: 'New message' }).waitFor();
});

it('without a connection a form stays as it is, and can be sent later', async () => {
  const cy = await reader(house, 'Cy forms', freshRoom());
  await cy.page.getByRole('link', { name: 'Your account' }).click();
  await cy.page.getByLabel('About you').fill('a life in three lines');
  await cy.page.route('**/account/profile', (route) => route.abort());
  await cy.page.locator('form', { hasText: 'About you' }).getByRole('button', { name: 'Save' }).click();
  await cy.page.getByText('That didn’t work: there is no connection to the server.').waitFor();
  expect(await cy.page.getByLabel('About you').inputValue()).toBe('a life in three lines');
  await cy.page.unroute('**/account/profile');
  await cy.page.locator('.banner').getByRole('button', { name: 'Retry' }).click();
  await cy.page.getByText('Saved.').waitFor();
  expect(await cy.page.getByLabel('About you').inputValue()).toBe('a life in three lines');
  expect(await isInPlace(cy)).toBe(true);
});

it('an error that belongs to no page is said, and the form stays', async () => {
  const di = await reader(house, 'Di forms', freshRoom());
  await di.page.getByRole('link', { name: 'New message' }).click();
  await di.page.getByLabel('Group name').fill('Chess');
  await di.page.route('**/new/group', (route) =>
    route.fulfill({
      status: 503,
      contentType: 'text/html',
      body: '<main id="main"><h1>The server is stopping</h1><p>Try again in a moment.</p></main>',
    }),
  );
  await di.page.getByRole('button', { name: 'Create' }).click();
  await di.page.getByText('The server is stopping. Try again in a moment.').waitFor();
  expect(await di.page.getByLabel('Group name').inputValue()).toBe('Chess');
});

it('a new password, a language and a theme count at once', async () => {
  const ed = await reader(house, 'Ed forms', freshRoom());
  await ed.page.getByRole('link', { name: 'Settings', exact: true }).last().click();
  await ed.page.getByLabel('简体中文').check();
  await ed.page.getByLabel('Dark').check();
  await ed.page.getByRole('button', { name: 'Save' }).click();
  await ed.page.getByRole('heading', { name: '设置' }).waitFor();
  expect(await ed.page.locator('html').getAttribute('lang')).toBe('zh-CN');
  expect(await ed.page.locator('html').getAttribute('data-theme')).toBe('dark');
  expect(await isInPlace(ed)).toBe(true);
});

it('signing out leaves the page', async () => {
  const gus = await reader(house, 'Gus forms', freshRoom());
  await gus.page.getByRole('link', { name: 'Your account' }).click();
  await gus.page.getByRole('button', { name: 'Sign out', exact: true }).click();
  await gus.page.locator('.sidebar').getByRole('link', { name: 'Sign in' }).waitFor();
  expect(await isInPlace(gus)).toBe(false);
});
