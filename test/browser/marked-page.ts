import { signedUp } from '../support/account.js';
import type { House } from './house.js';
import type { Visitor } from './visitor.js';

/** Somebody who follows these rooms and looks at the first; their page is marked. */
export async function reader(house: House, name: string, ...rooms: string[]): Promise<Visitor> {
  const account = await signedUp(house, name);
  const visitor = await house.browserOf(account);
  for (const room of rooms) await account.say(room, `first in ${room}`);
  await visitor.enter(rooms[0]);
  await visitor.box.waitFor();
  await visitor.page.evaluate(() => document.documentElement.append(document.createComment('the same page')));
  return visitor;
}

/** True unless the page was loaded whole since `reader`. */
export function isInPlace({ page }: Visitor): Promise<boolean> {
  return page.evaluate(() => document.documentElement.lastChild?.nodeValue === 'the same page');
}

export const link = ({ page }: Visitor, name: string) =>
  page.locator('.sidebar').getByRole('link', { name, exact: true });
export const focus = ({ page }: Visitor) =>
  page.evaluate(() => document.activeElement?.id || document.activeElement?.textContent?.trim());
