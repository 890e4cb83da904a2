import { expect, it } from 'vitest';
import { signedUp } from '../support/account.js';
import { befriend } from '../support/friends.js';
import { done, groupOf, roomPath } from '../support/groups.js';
import { House } from './house.js';

const house = House.open();
const WIDE = 'W'.repeat(39);

it('pages of people and rooms push nothing off a narrow window, however long the names', async () => {
  const [ann, bob] = [await signedUp(house, `${WIDE}A`), await signedUp(house, `${WIDE}B`)];
  await befriend(ann, bob);
  const group = await groupOf(ann, bob);
  await done(ann, roomPath(group, '/rename'), { name: `${WIDE}C` });
  await done(ann, roomPath(group, '/links'), { days: 7, uses: 10 });
  const reader = await house.browserOf(ann, { viewport: { width: 320, height: 640 } });
  const asks = ['remove', 'ban', 'hand-over', 'leave'].map(
    (action) => `/confirm/${action}?room=${group}&user=${bob.id}`,
  );
  const pages = ['/people', `/people/${bob.id}`, `/members?room=${group}`, `/settings?room=${group}`];
  for (const path of [...pages, ...asks, `/confirm/block?user=${bob.id}`]) {
    await reader.page.goto(house.url + path);
    expect([path, await reader.page.locator('main').innerText()]).toEqual([
      path,
      expect.stringContaining(WIDE),
    ]);
    for (const one of await reader.page.locator('summary').all()) await one.click();
    const width = await reader.page.evaluate(() => document.documentElement.scrollWidth);
    expect([path, width]).toEqual([path, 320]);
  }
});

it('the skip link of a page without a conversation leads to its content', async () => {
  const reader = await house.visitor();
  await reader.page.goto(`${house.url}/sign-in`);
  await reader.page.getByRole('link', { name: 'Skip to content' }).focus();
  await reader.page.keyboard.press('Enter');
  expect(await reader.page.locator('main').evaluate((main) => main === document.activeElement)).toBe(true);
});
