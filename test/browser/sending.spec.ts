import { describe, expect, it } from 'vitest';
import { Gate } from './gate.js';
import { House, freshRoom } from './house.js';
import type { Visitor } from './visitor.js';
import { POLL, SEND } from './wire.js';

const house = House.open();

/** Holds every send until `letGo` is called. */
async function holdSends(visitor: Visitor): Promise<{ letGo: () => void; waiting: () => number }> {
  const gate = new Gate();
  let waiting = 0;
  await visitor.page.route(SEND, async (route) => {
    waiting += 1;
    await gate.opened;
    await route.continue();
  });
  return { letGo: gate.open, waiting: () => waiting };
}

describe('a message that is being sent', () => {
  it('is shown at once as plain text, and replaced in place by the server’s rendering', async () => {
    const mina = await (await house.visitor()).enter(freshRoom());
    const sends = await holdSends(mina);
    await mina.say('see http://example.org/');

    const echo = mina.page.locator('.message.pending');
    await echo.getByText('Sending…').waitFor();
    expect(await echo.locator('.message-body').textContent()).toBe('see http://example.org/');
    expect(await echo.locator('a').count()).toBe(0);
    expect(await mina.box.inputValue()).toBe('');
    sends.letGo();

    const link = mina.page.locator('.message[id^="m"] .message-body a');
    await link.waitFor();
    expect(await link.getAttribute('href')).toBe('http://example.org/');
    expect(await mina.texts()).toEqual(['see http://example.org/']);
  });

  it('has the colour of its author from the beginning', async () => {
    const mina = await (await house.visitor()).enter(freshRoom());
    await mina.saySafely('first');
    const colour = (text: string) =>
      mina
        .message(text)
        .locator('.message-author')
        .evaluate((name) => getComputedStyle(name).color);
    await holdSends(mina);
    await mina.say('second');
    await mina.page.locator('.message.pending').waitFor();

    expect(await colour('second')).toBe(await colour('first'));
  });

  it('is not shown twice when the poll is faster than the answer', async () => {
    const mina = await (await house.visitor()).enter(freshRoom());
    const gate = new Gate();
    await mina.page.route(SEND, async (route) => {
      const response = await route.fetch();
      await gate.opened;
      await route.fulfill({ response });
    });
    await mina.say('overtaken');

    await mina.hears('overtaken');
    expect(await mina.texts()).toEqual(['overtaken']);
    const done = mina.page.waitForResponse(SEND);
    gate.open();
    await done;
    await mina.page.unroute(SEND);
    await mina.saySafely('and then');
    expect(await mina.texts()).toEqual(['overtaken', 'and then']);
  });

  it('is sent after the ones written before it', async () => {
    const room = freshRoom();
    const mina = await (await house.visitor()).enter(room);
    const other = await (await house.visitor()).enter(room);
    const sends = await holdSends(mina);
    const texts = Array.from({ length: 8 }, (_, n) => `number ${n + 1}`);
    for (const text of texts) await mina.say(text);
    await mina.expectTexts(texts);
    await expect.poll(sends.waiting).toBe(1);
    sends.letGo();

    await other.expectTexts(texts);
    await mina.stored('number 8').waitFor();
    expect(await mina.texts()).toEqual(texts);
  });

  it('stands where the server put it, after messages that came in between', async () => {
    const room = freshRoom();
    const mina = await (await house.visitor()).enter(room);
    const other = await (await house.visitor()).enter(room);
    const sends = await holdSends(mina);
    await mina.say('mine');
    await mina.message('mine').waitFor();
    await other.saySafely('theirs');
    await mina.hears('theirs');
    expect(await mina.texts()).toEqual(['theirs', 'mine']);
    sends.letGo();
    await mina.hears('mine');

    expect(await mina.texts()).toEqual(['theirs', 'mine']);
    await other.expectTexts(['theirs', 'mine']);
  });

  it('stands after an earlier message that the poll brings later', async () => {
    const room = freshRoom();
    const mina = await house.visitor();
    const gate = new Gate();
    await mina.page.route(POLL, async (route) => {
      await gate.opened;
      await route.continue();
    });
    await mina.enter(room);
    const other = await (await house.visitor()).enter(room);
    await other.saySafely('earlier');
    await mina.saySafely('later');
    expect(await mina.texts()).toEqual(['later']);
    gate.open();

    await mina.expectTexts(['earlier', 'later']);
  });
});

describe('a page with a stale token', () => {
  it('renews it and sends silently', async () => {
    const mina = await (await house.visitor()).enter(freshRoom());
    await mina.context.clearCookies({ name: '_xsrf' });
    await mina.saySafely('still here');
    await mina.context.addCookies([{ name: '_xsrf', value: 'stale', url: house.url }]);
    await mina.saySafely('and again');

    expect(await mina.texts()).toEqual(['still here', 'and again']);
  });
});
