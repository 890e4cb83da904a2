import { expect, it } from 'vitest';
import { House, freshRoom } from './house.js';

const house = House.open({ HOLD_MS: '300', BUFFER_SIZE: '3' });

it('a short hold is a hold: the page does not take its end for a request to poll less', async () => {
  const reader = await house.visitor();
  let polls = 0;
  reader.page.on('request', (request) => (polls += Number(request.url().endsWith('/a/message/updates'))));
  await reader.page.addInitScript(() => (Math.random = () => 1)); // it would wait for 1, 2, 4, 8 seconds
  await reader.enter(freshRoom());

  await expect.poll(() => polls, { timeout: 10_000 }).toBeGreaterThan(6);
});

it('a full page says that there is more before what it shows', async () => {
  const room = freshRoom();
  const writer = await (await house.visitor()).enter(room);
  for (const text of ['one', 'two', 'three']) await writer.saySafely(text);
  const reader = await (await house.visitor()).enter(room);
  expect(await reader.texts()).toEqual(['one', 'two', 'three']);
  expect(await reader.page.getByText('Older messages are not shown').count()).toBe(0);
  await writer.saySafely('four');
  await reader.page.reload();

  const shown = await reader.page.locator('.gap, .message-body').allTextContents();
  expect(shown).toEqual(['Older messages are not shown', 'two', 'three', 'four']);
});
