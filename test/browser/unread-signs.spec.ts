import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Account, signedIn, signedUp } from '../support/account.js';
import { groupOf } from '../support/groups.js';
import { House } from './house.js';
import type { Visitor } from './visitor.js';

const house = House.open({ LIMITS: 'off' });
let ann: Account;
let bob: Account;
let room: string;
let other: string;
beforeAll(async () => {
  ann = await signedUp(house, 'Ann');
  bob = await signedUp(house, 'Bob');
});
beforeEach(async () => {
  [room, other] = [await groupOf(ann, bob), await groupOf(ann, bob)];
});

interface Signs {
  title: string;
  icon: string;
  badge: number | undefined;
}

/** A browser of Bob's that has badges for apps. */
async function readerOf(account: Awaited<ReturnType<typeof signedIn>>): Promise<Visitor> {
  const reader = await house.browserOf(account);
  await reader.page.addInitScript(() => {
    Object.assign(navigator, {
      setAppBadge: (count: number) => {
        document.documentElement.dataset['badge'] = String(count);
        return Promise.resolve();
      },
    });
  });
  return reader.enter(room);
}

/** An app has the badge that the last page gave it: 7. */
const signsOf = ({ page }: Visitor): Promise<Signs> =>
  page.evaluate(() => ({
    title: document.title,
    icon: document.querySelector<HTMLLinkElement>('link[rel=icon]')?.href.split('/').at(-1) ?? '',
    badge: Number(document.documentElement.dataset['badge'] ?? 7),
  }));

const unread = (count: number): Signs => ({
  title: `(${count}) Chess · Linger`,
  icon: 'linger-unread.svg',
  badge: count,
});
const NONE: Signs = { title: 'Chess · Linger', icon: 'linger.svg', badge: 0 };

describe('the title, the icon and the badge of the app', () => {
  it('tell how much is unread in other rooms, until it is read on any device', async () => {
    const reader = await readerOf(bob);
    expect(await signsOf(reader)).toEqual(NONE);
    await ann.say(other, 'one');
    await ann.say(other, 'two');
    await expect.poll(() => signsOf(reader)).toEqual(unread(2));
    await reader.page.reload();
    await expect.poll(() => signsOf(reader)).toEqual(unread(2));
    const phone = await house.browserOf(await signedIn(house, 'Bob'));
    await phone.enter(other);
    await expect.poll(() => signsOf(reader)).toEqual(NONE);
  });

  it('count what arrives in the room while nobody looks, until it was in view', async () => {
    const reader = await readerOf(bob);
    await reader.show(false);
    await ann.say(room, 'one');
    await expect.poll(() => signsOf(reader)).toEqual(unread(1));
    await bob.say(room, 'my own, from elsewhere');
    await ann.say(room, 'two');
    await expect.poll(() => signsOf(reader)).toEqual(unread(1));
    await reader.show(true);
    await expect.poll(() => signsOf(reader)).toEqual(NONE);
  });
});
