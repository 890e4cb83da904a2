import { expect, it } from 'vitest';
import { signedUp } from '../support/account.js';
import { House, freshRoom } from './house.js';

const house = House.open({ LIMITS: 'off' });

it('a reader who goes far back keeps a short log, and finds what was below again', async () => {
  const room = freshRoom();
  const author = await signedUp(house, 'Far');
  for (let n = 0; n < 1000; n += 50)
    await Promise.all(Array.from({ length: 50 }, (_, k) => author.say(room, `line ${n + k}`)));
  const reader = await (await house.visitor({ viewport: { width: 900, height: 600 } })).enter(room);
  const count = () => reader.page.locator('#inbox > .message').count();
  await expect.poll(count).toBeGreaterThan(100);
  const first = () => reader.page.locator('#inbox > .beginning').isVisible();
  let most = 0;
  await expect
    .poll(
      async () => {
        await reader.log.evaluate((log) => (log.scrollTop = 0));
        most = Math.max(most, await count());
        return first();
      },
      { timeout: 60_000, interval: 100 },
    )
    .toBe(true);
  expect(most).toBeLessThan(900);
  expect(await count()).toBeLessThanOrEqual(700);
  await reader.page.locator('.pill').click();
  await expect.poll(count).toBeGreaterThan(100);
  const left = () => reader.log.evaluate((log) => log.scrollHeight - log.scrollTop - log.clientHeight);
  await expect.poll(left).toBeLessThan(1);
});

it('older messages make the browser style them, not the whole log', async () => {
  const room = freshRoom();
  const author = await signedUp(house, 'Near');
  for (let n = 0; n < 250; n += 50)
    await Promise.all(Array.from({ length: 50 }, (_, k) => author.say(room, `line ${n + k}`)));
  const reader = await (await house.visitor()).enter(room);
  const messages = reader.page.locator('#inbox > .message');
  await expect.poll(() => messages.count()).toBe(200);
  const styled: number[] = [];
  const cdp = await reader.context.newCDPSession(reader.page);
  cdp.on('Tracing.dataCollected', ({ value }) => {
    for (const { name, args } of value as { name?: string; args?: { elementCount?: number } }[])
      if (name === 'UpdateLayoutTree') styled.push(args?.elementCount ?? 0);
  });
  await cdp.send('Tracing.start', { transferMode: 'ReportEvents', categories: 'devtools.timeline' });
  await reader.log.evaluate((log) => (log.scrollTop = 0));
  await expect.poll(() => messages.count()).toBe(250);
  const ended = new Promise((resolve) => cdp.once('Tracing.tracingComplete', resolve));
  await cdp.send('Tracing.end');
  await ended;
  // A message has five elements.
  expect(Math.max(...styled)).toBeGreaterThan(50 * 4);
  expect(Math.max(...styled)).toBeLessThan(50 * 10);
});
