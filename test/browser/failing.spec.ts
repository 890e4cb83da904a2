import { describe, expect, it } from 'vitest';
import { Gate } from './gate.js';
import { House, freshRoom } from './house.js';
import { POLL, SEND } from './wire.js';

const house = House.open();

describe('a message that fails to be sent', () => {
  it('says so and can be retried', async () => {
    const room = freshRoom();
    const mina = await (await house.visitor()).enter(room);
    const other = await (await house.visitor()).enter(room);
    await mina.page.route(SEND, (route) => route.abort());
    await mina.say('hello?');
    const { message, press } = mina.failed('hello?');
    await message.getByText('Can’t reach the server.').waitFor();
    await mina.page.unroute(SEND);
    await press('Retry');

    await other.hears('hello?');
    await mina.hears('hello?');
    expect(await mina.texts()).toEqual(['hello?']);
  });

  it('appears once if the server had received it after all', async () => {
    const room = freshRoom();
    const mina = await (await house.visitor()).enter(room);
    const other = await (await house.visitor()).enter(room);
    await mina.page.route(POLL, () => {}); // her polls bring nothing
    await mina.page.reload();
    await mina.page.route(SEND, async (route) => {
      await route.fetch();
      await route.abort();
    });
    await mina.say('only once');
    const { press } = mina.failed('only once');
    await other.hears('only once');
    await mina.page.unroute(SEND);
    await press('Retry');
    await mina.hears('only once');
    await mina.saySafely('next');
    await other.hears('next');

    expect(await other.texts()).toEqual(['only once', 'next']);
    expect(await mina.texts()).toEqual(['only once', 'next']);
  });

  it('makes later messages wait, so that nothing overtakes it', async () => {
    const room = freshRoom();
    const mina = await (await house.visitor()).enter(room);
    const gate = new Gate();
    let tries = 0;
    await mina.page.route(SEND, async (route) => {
      tries += 1;
      if (tries > 1) return route.continue();
      await gate.opened;
      return route.abort();
    });
    await mina.say('one');
    await mina.say('two');
    gate.open();
    await mina.failed('two').message.waitFor();
    await mina.failed('one').press('Retry');
    await mina.hears('one');
    await mina.failed('two').press('Retry');
    await mina.hears('two');

    expect(await mina.texts()).toEqual(['one', 'two']);
  });

  it('returns to the box with Edit, before the text there', async () => {
    const mina = await (await house.visitor()).enter(freshRoom());
    await mina.page.route(SEND, (route) => route.abort());
    await mina.say('with a mistkae');
    await mina.box.fill('already the next');
    await mina.failed('with a mistkae').press('Edit');

    expect(await mina.box.inputValue()).toBe('with a mistkae\nalready the next');
    expect(await mina.box.evaluate((box) => box === document.activeElement)).toBe(true);
    expect(await mina.texts()).toEqual([]);
  });

  it('can be discarded', async () => {
    const room = freshRoom();
    const mina = await (await house.visitor()).enter(room);
    await mina.page.route(SEND, (route) => route.abort());
    await mina.say('never mind');
    await mina.failed('never mind').press('Discard');
    expect(await mina.texts()).toEqual([]);
    await mina.page.unroute(SEND);
    await mina.saySafely('something else');

    await (await (await house.visitor()).enter(room)).expectTexts(['something else']);
  });

  it('is sent by itself when the network is back', async () => {
    const mina = await (await house.visitor()).enter(freshRoom());
    await mina.context.setOffline(true);
    await mina.say('from the tunnel');
    await mina.failed('from the tunnel').message.waitFor();
    await mina.context.setOffline(false);

    await mina.hears('from the tunnel');
    expect(await mina.texts()).toEqual(['from the tunnel']);
  });

  it('is sent by itself when the poll gets through again', async () => {
    const mina = await house.visitor();
    await mina.page.route(POLL, (route) => route.abort());
    await mina.page.route(SEND, (route) => route.abort());
    await mina.enter(freshRoom());
    await mina.say('during the restart');
    await mina.failed('during the restart').message.waitFor();
    await mina.page.unroute(SEND);
    await mina.page.unroute(POLL);

    await mina.hears('during the restart');
    expect(await mina.texts()).toEqual(['during the restart']);
  });

  it('shows the server’s reason if it was refused, without Retry', async () => {
    const mina = await (await house.visitor()).enter(freshRoom());
    await mina.page.route(SEND, (route) =>
      route.fulfill({
        status: 400,
        contentType: 'application/problem+json',
        body: '{"detail":"<b>No</b> thanks"}',
      }),
    );
    await mina.say('refused');

    const { message } = mina.failed('refused');
    await message.getByText('<b>No</b> thanks').waitFor();
    expect(await message.locator('button:visible').allTextContents()).toEqual(['Edit', 'Discard']);
  });
});
