import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Account, signedUp } from '../support/account.js';
import { directOf, done, groupOf, roomPath } from '../support/groups.js';
import { House, freshRoom } from './house.js';
import type { Visitor } from './visitor.js';
import { POLL } from './wire.js';

const house = House.open({ LIMITS: 'off' });
let ann: Account;
let bob: Account;
let group: string;
let direct: string;

beforeAll(async () => {
  ann = await signedUp(house, 'Ann');
  bob = await signedUp(house, 'Bob');
  group = await groupOf(ann, bob);
  direct = await directOf(ann, bob);
});

beforeEach(async () => {
  await bob.postJson('/api/preferences', { sound: 'on', desktop: 'on' });
});

/** Stands for what the system shows and plays. */
function recorded(permission: NotificationPermission): void {
  const shown: string[] = [];
  class Recorded extends EventTarget {
    static permission = permission;
    static requestPermission(): Promise<NotificationPermission> {
      shown.push('asked');
      Recorded.permission = 'granted';
      return Promise.resolve('granted');
    }
    constructor(title: string, { body, tag }: NotificationOptions) {
      super();
      shown.push(`${title}: ${body}`);
      Object.assign(window, { last: this, tag });
    }
    close(): void {}
  }
  Object.assign(OscillatorNode.prototype, { start: () => shown.push('a note'), stop: () => {} });
  Object.assign(window, { Notification: Recorded, shown });
}

/** Bob in this room. */
async function reader(room: string, permission: NotificationPermission): Promise<Visitor> {
  const visitor = await house.browserOf(bob);
  await visitor.context.addInitScript(recorded, permission);
  return visitor.enter(room);
}

/** Another window has the focus now. */
const lookAway = ({ page }: Visitor) =>
  page.evaluate(() => Object.assign(document, { hasFocus: () => false }) && undefined);
const shown = ({ page }: Visitor) =>
  page.evaluate(() => (window as unknown as { shown: string[] }).shown.filter((one) => one !== 'a note'));
const notes = ({ page }: Visitor) =>
  page.evaluate(
    () => (window as unknown as { shown: string[] }).shown.filter((one) => one === 'a note').length,
  );

describe('a person who does not look', () => {
  it('is notified, in one tab, of what is said in private rooms, and of mentions in the open room they are in', async () => {
    const open = freshRoom();
    const one = await reader(open, 'granted');
    const other = await one.tab(group);
    for (const tab of [one, other]) await lookAway(tab);
    await ann.say(open, 'nothing for Bob');
    await ann.say(group, 'to all');
    await ann.say(direct, 'to Bob');
    await ann.say(open, '@Bob look');
    await expect
      .poll(async () => [...(await shown(one)), ...(await shown(other))].toSorted())
      .toEqual(['Ann in Chess: to all', 'Ann: to Bob', `Ann in ${open}: @Bob look`].toSorted());
    await expect.poll(async () => (await notes(one)) + (await notes(other))).toBeGreaterThan(0);
  });

  it('is told by the bell of each room: of everything in an open one, of nothing in a muted one', async () => {
    const [open, muted] = [freshRoom(), await groupOf(ann, bob)];
    await ann.say(open, 'before');
    await done(bob, roomPath(open, '/preferences'), { bell: 'everything' });
    await done(bob, roomPath(muted, '/preferences'), { bell: 'nothing' });
    const page = await reader(open, 'granted');
    // Until the visit is stored, the list does not know the bell of the room.
    await page.page.locator('.room-link[aria-current][data-bell="everything"]').waitFor();
    await lookAway(page);
    await ann.say(muted, 'quiet, @Bob');
    await ann.say(open, 'to all');
    await expect.poll(() => shown(page)).toEqual([`Ann in ${open}: to all`]);
  });

  it('gets to the room by a click, and was told nothing while they looked', async () => {
    const page = await reader(freshRoom(), 'granted');
    await ann.say(direct, 'seen in the list');
    await page.page.locator('.room-link .badge').first().waitFor();
    await lookAway(page);
    await ann.say(direct, 'come here');
    await expect.poll(() => shown(page)).toEqual(['Ann: come here']);
    await page.page.evaluate(() =>
      (window as unknown as { last: EventTarget }).last.dispatchEvent(new Event('click')),
    );
    await page.page.waitForURL(`**/room?room=${encodeURIComponent(direct)}`);
  });

  it('hears nothing if they wish so, and is told nothing of what they have read elsewhere', async () => {
    const page = await reader(freshRoom(), 'granted');
    await page.page.route(POLL, (route) => route.abort());
    await page.prefer({ sound: 'off' });
    await lookAway(page);
    const last = await ann.say(direct, 'read elsewhere');
    await bob.postJson(`/api/rooms/${encodeURIComponent(direct)}/read`, { seq: last.seq });
    await ann.say(group, 'not read');
    await page.page.unroute(POLL);
    await expect.poll(() => shown(page)).toEqual(['Ann in Chess: not read']);
    expect(await notes(page)).toBe(0);
  });

  it('gets no notification if they wish for none, but a sound', async () => {
    const page = await reader(freshRoom(), 'granted');
    await page.prefer({ desktop: 'off' });
    await lookAway(page);
    await ann.say(direct, 'softly');
    await expect.poll(() => notes(page)).toBeGreaterThan(0);
    expect(await shown(page)).toEqual([]);
  });
});

describe('whether to be notified', () => {
  it('is asked once there is something to notify of, and what was declined is not asked again', async () => {
    const page = await reader(freshRoom(), 'default');
    const offer = page.page.getByText('Get a notification when someone messages or mentions you?');
    await page.page.waitForResponse(POLL);
    expect(await offer.isVisible()).toBe(false);
    await ann.say(direct, 'hello');
    await offer.waitFor();
    expect(await shown(page)).toEqual([]);
    await page.page.getByRole('button', { name: 'Not now' }).click();
    await offer.waitFor({ state: 'hidden' });
    await ann.say(direct, 'hello again');
    await page.page.locator('.room-link .badge').first().waitFor();
    expect(await offer.isVisible()).toBe(false);
    await page.page.goto(`${house.url}/preferences`);
    await page.page.getByRole('button', { name: 'Allow in this browser' }).click();
    await page.page.getByRole('button', { name: 'Allow in this browser' }).waitFor({ state: 'hidden' });
    expect(await shown(page)).toEqual(['asked']);
  });

  it('is asked by the browser after a press of the button', async () => {
    const page = await reader(freshRoom(), 'default');
    await ann.say(direct, 'hello');
    await page.page.getByRole('button', { name: 'Turn on' }).click();
    await expect.poll(() => shown(page)).toEqual(['asked']);
  });
});
