import { expect, it } from 'vitest';
import { House, freshRoom } from './house.js';
import { watchPolls } from './wire.js';

const house = House.open({ HOLD_MS: '300', BUFFER_SIZE: '3' });

it('the page does not mistake the end of a short hold for a request to poll less', async () => {
  const reader = await house.visitor();
  const polls = watchPolls(reader);
  await reader.page.addInitScript(() => (Math.random = () => 1)); // it would wait for 1, 2, 4, 8 seconds
  await reader.enter(freshRoom());

  await expect.poll(() => polls.length).toBeGreaterThan(6);
});

it('a page shows the newest messages, and loads earlier ones', async () => {
  const room = freshRoom();
  const writer = await (await house.visitor()).enter(room);
  for (const text of ['one', 'two', 'three']) await writer.saySafely(text);
  const plain = await (await house.visitor({ javaScriptEnabled: false })).enter(room);
  expect(await plain.texts()).toEqual(['one', 'two', 'three']);
  expect(await plain.page.getByText('Older messages').count()).toBe(0);
  await writer.saySafely('four');
  await plain.page.reload();
  const shown = await plain.page.locator('.gap, .message-body').allTextContents();
  expect(shown).toEqual(['Older messages', 'two', 'three', 'four']);

  const reader = await (await house.visitor()).enter(room);
  await reader.expectTexts(['one', 'two', 'three', 'four']);
  await reader.page.locator('.gap').waitFor({ state: 'detached' });
});
