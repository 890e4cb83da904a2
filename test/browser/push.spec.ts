import type { Worker } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openNotification, type Pages, showPush } from '../../public/service-worker/push-notification.js';
import { type Account, signedUp, signedUpAll } from '../support/account.js';
import { directOf, done, groupOf } from '../support/groups.js';
import { PushService, type TestSubscription } from '../support/push-service.js';
import { House } from './house.js';
import type { Visitor } from './visitor.js';

const env: Record<string, string> = { LIMITS: 'off' };
let push: PushService;
beforeAll(async () => {
  push = await PushService.start();
  env['PUSH_SERVICES'] = push.origin;
});
const house = House.open(env);
afterAll(() => push.close());

/** Stands for the push service and the permission of the browser, which headless ones do not have. */
function withPush({ endpoint, p256dh, auth }: TestSubscription): void {
  const subscription = {
    endpoint,
    toJSON: () => ({ endpoint, keys: { p256dh, auth } }),
    unsubscribe: () => Promise.resolve(localStorage.removeItem('test-subscribed')),
  };
  const subscribed = () => (localStorage.getItem('test-subscribed') === null ? null : subscription);
  Object.defineProperty(Notification, 'permission', { value: 'granted' });
  Object.assign(PushManager.prototype, {
    getSubscription: () => Promise.resolve(subscribed()),
    subscribe: ({ applicationServerKey }: { applicationServerKey: string }) => {
      localStorage.setItem('test-subscribed', applicationServerKey);
      return Promise.resolve(subscription);
    },
  });
}

const devicesOf = async (who: Account) =>
  ((await (await who.get('/api/push')).json()) as { devices: { current: boolean }[] }).devices;

interface Shown {
  title: string;
  body: string;
  tag: string;
}

/** Stands for the system, which shows nothing without a permission. One with the same tag takes the place of another. */
function recorded(): void {
  const shown: (Shown & { close: () => void })[] = [];
  const drop = (tag?: string) => {
    const at = shown.findIndex((one) => one.tag === tag);
    if (at >= 0) shown.splice(at, 1);
  };
  Object.assign(ServiceWorkerRegistration.prototype, {
    showNotification: (title: string, { body = '', tag = '', data }: NotificationOptions) => {
      drop(tag);
      shown.push(Object.assign({ title, body, tag, close: () => drop(tag) }, { data }));
      return Promise.resolve();
    },
    getNotifications: ({ tag }: { tag?: string } = {}) =>
      Promise.resolve(shown.filter((one) => tag === undefined || one.tag === tag)),
  });
}

/** What the worker shows. */
const shown = async (worker: Worker): Promise<Shown[]> =>
  worker.evaluate(async () => {
    const { registration } = globalThis as unknown as { registration: ServiceWorkerRegistration };
    return (await registration.getNotifications()).map(({ title, body, tag }) => ({ title, body, tag }));
  });

/** Delivers a message as the push service of the browser would. */
async function deliver({ page, context }: Visitor, payload: object): Promise<void> {
  const cdp = await context.newCDPSession(page);
  const registrationId = await new Promise<string>((resolve) => {
    cdp.on('ServiceWorker.workerRegistrationUpdated', ({ registrations }) => {
      if (registrations[0]) resolve(registrations[0].registrationId);
    });
    void cdp.send('ServiceWorker.enable');
  });
  await cdp.send('ServiceWorker.deliverPushMessage', {
    origin: house.url,
    registrationId,
    data: JSON.stringify(payload),
  });
  await cdp.detach();
}

it('who allows notifications gets them on this device; removed, it stays so; a sign-out leaves nothing', async () => {
  const bob = await signedUp(house, 'Bob');
  const ann = await signedUp(house, 'Ann');
  const direct = await directOf(ann, bob);
  const phone = await house.browserOf(bob, { serviceWorkers: 'allow' });
  await phone.context.addInitScript(withPush, push.subscription());
  await phone.enter();
  await expect.poll(() => devicesOf(bob)).toMatchObject([{ current: true }]);

  await phone.page.waitForFunction(() => navigator.serviceWorker.controller?.state === 'activated');
  const worker = phone.context.serviceWorkers()[0] as Worker;
  await worker.evaluate(recorded);
  const payload = { body: '', lang: 'en', room: direct, path: `/room?room=${encodeURIComponent(direct)}` };
  await deliver(phone, { ...payload, title: 'New message from Ann', seq: 1 });
  await expect.poll(() => shown(worker)).toEqual([{ title: 'New message from Ann', body: '', tag: direct }]);
  await deliver(phone, { ...payload, title: 'Ann', body: 'again', seq: 2 });
  await expect.poll(() => shown(worker)).toEqual([{ title: 'Ann', body: 'again', tag: direct }]);

  await phone.page.goto(`${house.url}/account`);
  await phone.page.getByRole('button', { name: /^Stop push notifications on/ }).click();
  await phone.page.getByText('That device no longer gets push notifications.').waitFor();
  await phone.enter();
  await phone.page.locator('.me').waitFor();
  await phone.page.goto(`${house.url}/account`);
  expect(await devicesOf(bob)).toEqual([]);
  await phone.page.getByRole('button', { name: 'Sign out', exact: true }).click();
  await expect
    .poll(() =>
      phone.page.evaluate(() => Object.keys(localStorage).filter((key) => /push|subscribed/.test(key))),
    )
    .toEqual([]);
});

/** Subscribes them. Answers what tells by which messages they were called. */
const calls = async (who: Account) => {
  const at = push.subscription();
  await done(who, '/api/push', at);
  return () => push.at(at.endpoint).map(({ payload }) => payload.seq);
};

const lookAway = async (who?: Visitor) =>
  who?.page.evaluate(() => void Object.assign(document, { hasFocus: () => false }));

it('nobody is called who has the room on a visible, focused screen', async () => {
  const [ann, bob, cara, dan] = (await signedUpAll(house, 'Ann 2', 'Bob 2', 'Cara', 'Dan')) as [
    Account,
    Account,
    Account,
    Account,
  ];
  const group = await groupOf(ann, bob, cara, dan);
  const [ofBob, ofCara, ofDan] = [await calls(bob), await calls(cara), await calls(dan)];
  const [looking, elsewhere, hidden] = await Promise.all(
    [bob, cara, dan].map(async (who) => (await house.browserOf(who)).enter(group)),
  );
  await lookAway(elsewhere);
  await hidden?.show(false);
  const first = await ann.say(group, 'seen by Bob');
  await expect.poll(() => [ofCara(), ofDan()]).toEqual([[first.seq], [first.seq]]);
  // All three have it on their screens.
  await looking?.hears('seen by Bob');
  await elsewhere?.hears('seen by Bob');
  await lookAway(looking);
  const second = await ann.say(group, 'seen by nobody');
  await expect.poll(ofBob).toEqual([second.seq]);
});

/** The titles of what the worker shows for a push of room 42 while these pages are open. */
async function toldBeside(...pages: { url: string; focused: boolean }[]): Promise<string[]> {
  const told: string[] = [];
  const registration = {
    getNotifications: () => Promise.resolve([]),
    showNotification: (title: string) => Promise.resolve(void told.push(title)),
  };
  const clients = {
    matchAll: () =>
      Promise.resolve(pages.map(({ url, focused }) => ({ url: `https://chat.example${url}`, focused }))),
  };
  await showPush(registration as unknown as ServiceWorkerRegistration, clients as unknown as Pages, {
    title: 'New message',
    body: '',
    lang: 'en',
    room: '42',
    seq: 1,
    path: '/room?room=42',
  });
  return told;
}

it('a notification is shown unless the room is on a page that has the focus', async () => {
  expect(await toldBeside()).toEqual(['New message']);
  expect(await toldBeside({ url: '/room?room=42', focused: false })).toEqual(['New message']);
  expect(
    await toldBeside({ url: '/room?room=7', focused: true }, { url: '/room?room=42', focused: false }),
  ).toEqual(['New message']);
  expect(await toldBeside({ url: '/', focused: false }, { url: '/room?room=42&x=1', focused: true })).toEqual(
    [],
  );
});

/** What is done with tabs at these addresses. */
async function clicked(...urls: string[]): Promise<string[]> {
  const told: string[] = [];
  const tell = (what: string) => Promise.resolve(void told.push(what));
  const pages = urls.map((url) => ({
    url: `https://chat.example${url}`,
    focused: false,
    focus: () => tell(`focus ${url}`),
    navigate: (path: string) => tell(`${url} to ${path}`),
  }));
  const clients: Pages = {
    matchAll: () => Promise.resolve(pages),
    openWindow: (path) => tell(`open ${path}`),
  };
  await openNotification(clients, { data: { path: '/room?room=42' } } as Notification);
  return told;
}

describe('a click on a notification', () => {
  it('shows the tab of the room, else takes one that shows a room, else opens one: forms are left alone', async () => {
    expect(await clicked('/', '/account', '/room?room=42&x=1')).toEqual(['focus /room?room=42&x=1']);
    expect(await clicked('/account', '/room?room=7')).toEqual([
      'focus /room?room=7',
      '/room?room=7 to /room?room=42',
    ]);
    expect(await clicked('/account')).toEqual(['open /room?room=42']);
    expect(await clicked()).toEqual(['open /room?room=42']);
  });
});
