import type { Route } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { House, freshRoom } from './house.js';
import type { Visitor } from './visitor.js';

const house = House.open();
const SEND = '**/a/message/new';

/** Holds every send until `letGo` is called. */
async function holdSends(visitor: Visitor): Promise<{ letGo: () => void; waiting: () => number }> {
  let letGo = () => {};
  let waiting = 0;
  const open = new Promise<void>((resolve) => (letGo = resolve));
  await visitor.page.route(SEND, async (route) => {
    waiting += 1;
    await open;
    await route.continue();
  });
  return { letGo, waiting: () => waiting };
}

function failed(visitor: Visitor, text: string) {
  const message = visitor.message(text).and(visitor.page.locator('.failed'));
  const press = (name: string) => message.getByRole('button', { name }).click();
  return { message, press };
}

describe('a message on its way', () => {
  it('is shown at once as plain text and becomes the server’s rendering, in its place and once', async () => {
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

  it('is not shown twice when the poll is faster than the answer', async () => {
    const mina = await (await house.visitor()).enter(freshRoom());
    let answer = () => {};
    const answered = new Promise<void>((resolve) => (answer = resolve));
    await mina.page.route(SEND, async (route) => {
      const response = await route.fetch();
      await answered;
      await route.fulfill({ response });
    });
    await mina.say('overtaken');

    await mina.hears('overtaken');
    expect(await mina.texts()).toEqual(['overtaken']);
    const done = mina.page.waitForResponse(SEND);
    answer();
    await done;
    await mina.page.unroute(SEND);
    await mina.saySafely('and then');
    expect(await mina.texts()).toEqual(['overtaken', 'and then']);
  });

  it('goes one after the other, in the order it was written', async () => {
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

  it('stands where the server put it, after what came in between', async () => {
    const room = freshRoom();
    const mina = await (await house.visitor()).enter(room);
    const other = await (await house.visitor()).enter(room);
    const sends = await holdSends(mina);
    await mina.say('mine');
    await mina.message('mine').waitFor();
    await other.saySafely('theirs');
    await mina.hears('theirs');
    sends.letGo();
    await mina.hears('mine');

    expect(await mina.texts()).toEqual(['theirs', 'mine']);
    await other.expectTexts(['theirs', 'mine']);
  });
});

describe('a message that does not get through', () => {
  it('says so and is sent by Retry', async () => {
    const room = freshRoom();
    const mina = await (await house.visitor()).enter(room);
    const other = await (await house.visitor()).enter(room);
    await mina.page.route(SEND, (route: Route) => route.abort());
    await mina.say('hello?');
    const { message, press } = failed(mina, 'hello?');
    await message.getByText('No connection to the server.').waitFor();
    await mina.page.unroute(SEND);
    await press('Retry');

    await other.hears('hello?');
    await mina.hears('hello?');
    expect(await mina.texts()).toEqual(['hello?']);
  });

  it('is there only once when the server had it all the same', async () => {
    const room = freshRoom();
    const mina = await (await house.visitor()).enter(room);
    const other = await (await house.visitor()).enter(room);
    await mina.page.route('**/a/message/updates', () => {}); // her polls bring nothing
    await mina.page.reload();
    await mina.page.route(SEND, async (route) => {
      await route.fetch();
      await route.abort();
    });
    await mina.say('only once');
    const { press } = failed(mina, 'only once');
    await other.hears('only once');
    await mina.page.unroute(SEND);
    await press('Retry');
    await mina.hears('only once');
    await mina.saySafely('next');
    await other.hears('next');

    expect(await other.texts()).toEqual(['only once', 'next']);
    expect(await mina.texts()).toEqual(['only once', 'next']);
  });

  it('takes what waits behind it along, so that nothing overtakes it', async () => {
    const room = freshRoom();
    const mina = await (await house.visitor()).enter(room);
    let abort = () => {};
    const gone = new Promise<void>((resolve) => (abort = resolve));
    await mina.page.route(SEND, async (route) => {
      await gone;
      await route.abort();
    });
    await mina.say('one');
    await mina.say('two');
    abort();
    await failed(mina, 'two').message.waitFor();
    await mina.page.unroute(SEND);
    await failed(mina, 'one').press('Retry');
    await mina.hears('one');
    await failed(mina, 'two').press('Retry');
    await mina.hears('two');

    expect(await mina.texts()).toEqual(['one', 'two']);
  });

  it('goes back into the box by Edit, before what is being written there', async () => {
    const mina = await (await house.visitor()).enter(freshRoom());
    await mina.page.route(SEND, (route) => route.abort());
    await mina.say('with a mistkae');
    await mina.box.fill('already the next');
    await failed(mina, 'with a mistkae').press('Edit');

    expect(await mina.box.inputValue()).toBe('with a mistkae\nalready the next');
    expect(await mina.box.evaluate((box) => box === document.activeElement)).toBe(true);
    expect(await mina.texts()).toEqual([]);
  });

  it('is forgotten by Discard', async () => {
    const room = freshRoom();
    const mina = await (await house.visitor()).enter(room);
    await mina.page.route(SEND, (route) => route.abort());
    await mina.say('never mind');
    await failed(mina, 'never mind').press('Discard');
    expect(await mina.texts()).toEqual([]);
    await mina.page.unroute(SEND);
    await mina.saySafely('something else');

    await (await (await house.visitor()).enter(room)).expectTexts(['something else']);
  });

  it('is sent when the network is back, without being asked', async () => {
    const mina = await (await house.visitor()).enter(freshRoom());
    await mina.context.setOffline(true);
    await mina.say('from the tunnel');
    await failed(mina, 'from the tunnel').message.waitFor();
    await mina.context.setOffline(false);

    await mina.hears('from the tunnel');
    expect(await mina.texts()).toEqual(['from the tunnel']);
  });

  it('shows the server’s reason when it was refused', async () => {
    const mina = await (await house.visitor()).enter(freshRoom());
    await mina.page.route(SEND, (route) =>
      route.fulfill({
        status: 400,
        contentType: 'application/problem+json',
        body: '{"detail":"<b>No</b> thanks"}',
      }),
    );
    await mina.say('refused');

    await failed(mina, 'refused').message.getByText('<b>No</b> thanks').waitFor();
  });
});

describe('a page whose token has gone stale', () => {
  it('renews it and sends, without a word', async () => {
    const mina = await (await house.visitor()).enter(freshRoom());
    await mina.context.clearCookies();
    await mina.saySafely('still here');
    await mina.context.addCookies([{ name: '_xsrf', value: 'stale', url: house.url }]);
    await mina.saySafely('and again');

    expect(await mina.texts()).toEqual(['still here', 'and again']);
  });
});
