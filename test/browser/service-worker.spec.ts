import { expect, it } from 'vitest';
import { signedUp } from '../support/account.js';
import { House, freshRoom } from './house.js';
import { PLAIN_HOST } from './browser.js';
import type { Visitor } from './visitor.js';

const house = House.open();

/** Waits until the worker of this browser answers for this page. */
const controlled = ({ page }: Visitor) =>
  page.waitForFunction(() => navigator.serviceWorker.controller?.state === 'activated');

/** The addresses of all that the browser keeps for the worker. */
const keptBy = ({ page }: Visitor) =>
  page.evaluate(async () => {
    const names = await caches.keys();
    const requests = await Promise.all(names.map(async (name) => (await caches.open(name)).keys()));
    return requests
      .flat()
      .map(({ url }) => new URL(url).pathname.replace(/^\/assets\/\w+/, ''))
      .toSorted();
  });

it('a visit without a connection shows a page in the person’s language, which opens the room once there is one', async () => {
  const ann = await signedUp(house, 'Ann');
  await ann.postJson('/api/preferences', { language: 'zh-CN', theme: 'dark' });
  const phone = await house.browserOf(ann, { serviceWorkers: 'allow' });
  await phone.enter(freshRoom());
  await controlled(phone);
  await phone.saySafely('before');
  await phone.context.setOffline(true);
  await phone.page.reload();
  await phone.page.getByText('无法连接 Linger').waitFor();
  expect(await phone.page.evaluate(() => getComputedStyle(document.body).backgroundColor)).toBe(
    'rgb(22, 24, 27)',
  );
  await phone.page.getByRole('button', { name: '重试' }).click();
  await phone.page.getByText('无法连接 Linger').waitFor();
  await phone.context.setOffline(false);
  await phone.hears('before');
  expect(await keptBy(phone)).toEqual(['/linger.svg', '/offline', '/offline-page.js', '/style.css']);
});

it('a new version of the worker takes over at once, with its own page; polls, posts and files go past it', async () => {
  const mina = await house.visitor({ serviceWorkers: 'allow' });
  await mina.enter(freshRoom());
  await controlled(mina);
  // As `prefer` does, but in one page: leaving one while its worker loads makes the worker wait for the visit after the next.
  await mina.context.addCookies([{ name: 'language', value: 'zh-CN', url: house.url }]);
  await mina.page.reload();
  await mina.page.waitForFunction(() =>
    navigator.serviceWorker.controller?.scriptURL.includes('language=zh-CN'),
  );
  await expect
    .poll(() => mina.page.evaluate(() => caches.match('/offline?language=en&theme=system')))
    .toBeUndefined();
  const answered: [string, boolean][] = [];
  mina.page.on('response', (response) =>
    answered.push([new URL(response.url()).pathname.split('/').at(-1) ?? '', response.fromServiceWorker()]),
  );
  await mina.page.reload();
  await mina.saySafely('hello');
  await expect.poll(() => answered.map(([name]) => name)).toContain('updates');
  const byWorker = answered.filter(([, isByWorker]) => isByWorker).map(([name]) => name);
  expect(answered.map(([name]) => name)).toEqual(
    expect.arrayContaining(['framed-page.js', 'messages', 'room']),
  );
  expect(byWorker).toEqual(['room']);
});

it('there is no worker on plain http://, and nothing fails because of it', async () => {
  const mina = await house.visitor({ serviceWorkers: 'allow' }, house.url.replace('127.0.0.1', PLAIN_HOST));
  await mina.enter();
  await mina.saySafely('hello');
  expect(await mina.page.evaluate(() => 'serviceWorker' in navigator)).toBe(false);
  expect(mina.complaints).toEqual([]);
});
