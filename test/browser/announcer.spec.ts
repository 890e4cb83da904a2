import type { Locator } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { House, freshRoom } from './house.js';
import { isFocused } from './mina.js';
import { talk } from './talking.js';
import type { Visitor } from './visitor.js';
import { SEND } from './wire.js';

const house = House.open({ BUFFER_SIZE: '20' });

const announced = ({ page }: Visitor): Promise<string | null> => page.locator('.announcer').textContent();

const button = ({ page }: Visitor): Locator => page.getByRole('button', { name: 'Announce new messages' });

describe('the announcer', () => {
  it('says the text of one new message, and how many there are if several come at once', async () => {
    const room = freshRoom();
    const { ann, bob } = await talk(house, room);
    const reader = await house.visitor();
    await reader.page.clock.install();
    await reader.enter(room);
    await ann.saySafely('good morning');
    await expect.poll(() => announced(reader)).toBe('Ann: good morning');
    // The page's time stands still until all have come.
    await reader.page.clock.pauseAt(Date.now() + 60_000);
    for (const text of ['one', 'two', 'three']) await ann.post(room, text);
    await bob.post(room, 'four');
    const texts = async () => {
      await reader.page.clock.runFor(20);
      return reader.texts();
    };
    await expect.poll(texts).toContain('four');
    await reader.page.clock.runFor(1000);
    await expect.poll(() => announced(reader)).toBe('4 new messages from Ann and Bob');
  });

  it('is silent about one’s own messages, in other tabs too, and about what is loaded by scrolling', async () => {
    const room = freshRoom();
    const { ann, bob } = await talk(house, room);
    for (let n = 0; n < 30; n += 1) await ann.post(room, `line ${n}\n·\n·`);
    const tab = await bob.tab(room);
    expect(await tab.message('line 0').count()).toBe(0);
    await tab.log.evaluate((log) => (log.scrollTop = 0));
    await tab.page.locator('.message', { hasText: 'line 0' }).first().waitFor();
    await bob.saySafely('mine');
    await tab.hears('mine');
    await ann.saySafely('the next');
    for (const reader of [bob, tab]) await expect.poll(() => announced(reader)).toBe('Ann: the next');
  });

  it('says that a message was not sent', async () => {
    const ann = await (await house.visitor()).enter(freshRoom());
    await ann.page.route(SEND, (route) => route.abort());
    await ann.say('lost');
    await expect
      .poll(() => announced(ann))
      .toBe('Not sent: Can’t reach the server. Will be sent when you’re back online.');
  });

  it('is switched off by a button before the log, in this browser', async () => {
    const room = freshRoom();
    const { ann, bob } = await talk(house, room);
    await bob.log.focus();
    await bob.page.keyboard.press('Shift+Tab');
    expect(await isFocused(button(bob))).toBe(true);
    expect((await button(bob).boundingBox())?.width).toBeGreaterThan(100);
    await bob.page.keyboard.press('Enter');
    expect(await button(bob).getAttribute('aria-pressed')).toBe('false');
    await ann.saySafely('unheard');
    await bob.hears('unheard');
    const tab = await bob.tab(room);
    expect(await button(tab).getAttribute('aria-pressed')).toBe('false');
    await button(tab).press('Enter');
    await expect.poll(() => button(bob).getAttribute('aria-pressed')).toBe('true');
    await ann.saySafely('heard');
    await expect.poll(() => announced(bob)).toBe('Ann: heard');
  });
});
