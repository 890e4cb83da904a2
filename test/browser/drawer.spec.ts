import { expect, it } from 'vitest';
import { signedUp } from '../support/account.js';
import { House, freshRoom } from './house.js';
import { reader } from './marked-page.js';
import type { Visitor } from './visitor.js';

const house = House.open({ LIMITS: 'off' });
const drawer = ({ page }: Visitor) => page.locator('#sidebar');
const opener = ({ page }: Visitor) => page.getByRole('button', { name: 'Rooms and settings' });

/** Somebody with two rooms, at the first, on a phone. */
async function onPhone(name: string): Promise<{ visitor: Visitor; here: string; there: string }> {
  const [here, there] = [freshRoom(), freshRoom()];
  const visitor = await reader(house, name, here, there);
  await visitor.page.setViewportSize({ width: 390, height: 844 });
  return { visitor, here, there };
}

it('its button shows that something is unread in another room', async () => {
  const { visitor, here, there } = await onPhone('Ann drawers');
  const other = await signedUp(house, 'Abe drawers');
  await other.say(here, 'in the room that one looks at');
  await visitor.message('in the room that one looks at').waitFor();
  await expect.poll(() => opener(visitor).getAttribute('class')).not.toContain('has-unread');
  await other.say(there, 'elsewhere');
  await expect.poll(() => opener(visitor).getAttribute('class')).toContain('has-unread');
});

it('closes when the keyboard leaves it', async () => {
  const { visitor } = await onPhone('Bea drawers');
  await opener(visitor).click();
  await drawer(visitor).getByRole('link', { name: 'Settings', exact: true }).focus();
  expect(await drawer(visitor).isVisible()).toBe(true);
  await visitor.box.focus();
  expect(await drawer(visitor).isVisible()).toBe(false);
});

it('closes when what was chosen cannot be opened, so that this can be read', async () => {
  const { visitor, there } = await onPhone('Cal drawers');
  await visitor.page.route('**/room?*', (route) => route.abort());
  await opener(visitor).click();
  await drawer(visitor).getByRole('link', { name: there, exact: true }).click();
  await visitor.page.getByText('That didn’t work').waitFor();
  expect(await drawer(visitor).isVisible()).toBe(false);
});
