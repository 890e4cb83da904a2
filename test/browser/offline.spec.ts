import { describe, expect, it } from 'vitest';
import { House, freshRoom } from './house.js';
import type { Visitor } from './visitor.js';
import { POLL, SEND } from './wire.js';

const house = House.open();
/** How long a page waits before it shows that the connection is lost. */
const PATIENCE_MS = 5000;

/** A page with a poll that is held; its clock is moved by hand. */
async function holding(): Promise<Visitor> {
  const mina = await house.visitor();
  await mina.page.clock.install();
  const held = mina.page.waitForRequest(POLL);
  await mina.enter(freshRoom());
  await held;
  // No later: timers that come due on the way run.
  await mina.page.clock.pauseAt((await mina.page.evaluate(() => Date.now())) + 500);
  return mina;
}

const banner = (visitor: Visitor) => visitor.page.locator('.banner');

describe('a lost connection is shown within five seconds', () => {
  it('when the browser knows that it is offline', async () => {
    const mina = await holding();
    // The line is dead without a word: no poll gets any answer.
    await mina.page.route(POLL, () => {});
    await mina.page.evaluate(() => window.dispatchEvent(new Event('offline')));
    await mina.page.clock.runFor(PATIENCE_MS - 100);
    expect(await banner(mina).isVisible()).toBe(false);
    await mina.page.clock.runFor(200);
    await banner(mina).getByText('Connection lost').waitFor();
  });

  it('when the connection of a held poll is cut', async () => {
    const mina = await holding();
    await mina.context.setOffline(true);
    await mina.page.clock.runFor(PATIENCE_MS + 100);
    await banner(mina).getByText('Connection lost').waitFor();
    const note = mina.page.locator('#composer-note');
    expect(await note.innerText()).toBe('No connection. Messages will be sent when you’re back online.');
    await mina.say('later');
    await mina.failed('later').message.getByText('Will be sent when you’re back online.').waitFor();
    await mina.context.setOffline(false);
    await expect
      .poll(async () => {
        await mina.page.clock.runFor(500);
        return banner(mina).isVisible();
      })
      .toBe(false);
    expect(await note.innerText()).toBe('');
    await mina.stored('later').waitFor();
  });

  it('in every tab, whichever of them polls', async () => {
    const mina = await holding();
    const tab = await mina.tab(freshRoom());
    await mina.context.setOffline(true);
    for (const one of [mina, tab]) await one.page.clock.runFor(PATIENCE_MS + 100);
    for (const one of [mina, tab]) await banner(one).getByText('Connection lost').waitFor();
  });

  it('when a message fails while a poll hangs on a dead connection', async () => {
    const mina = await holding();
    await mina.page.route(SEND, (route) => route.abort());
    await mina.page.route(POLL, () => {});
    await mina.say('anybody there?');
    await mina.page.locator('.message.failed').waitFor();
    await mina.page.clock.runFor(PATIENCE_MS + 100);
    await banner(mina).getByText('Connection lost').waitFor();
  });

  it('when a message gets no answer at all', async () => {
    const mina = await holding();
    await mina.page.route(SEND, () => {});
    await mina.page.route(POLL, () => {});
    const sent = mina.page.waitForRequest(SEND);
    await mina.say('anybody there?');
    await sent;
    await mina.page.clock.runFor(3000);
    expect(await banner(mina).isVisible()).toBe(false);
    await mina.page.clock.runFor(PATIENCE_MS + 100);
    await banner(mina).getByText('Connection lost').waitFor();
  });

  it('unless a poll shows that the connection works', async () => {
    const mina = await holding();
    const polled = mina.page.waitForResponse(POLL);
    await mina.page.evaluate(() => window.dispatchEvent(new Event('offline')));
    await polled;
    await mina.page.clock.runFor(PATIENCE_MS * 2);
    expect(await banner(mina).isVisible()).toBe(false);
  });

  it('with the seconds until the next attempt, a button to retry now, and the way to the tests of the connection', async () => {
    const mina = await holding();
    await mina.page.route(POLL, (route) => route.fulfill({ status: 503, headers: { 'retry-after': '60' } }));
    await mina.page.evaluate(() => window.dispatchEvent(new Event('offline')));
    await mina.page.waitForResponse(POLL);
    await mina.page.clock.runFor(PATIENCE_MS + 1000);
    const seconds = async () => Number.parseInt(await banner(mina).locator('span').innerText(), 10);
    await expect.poll(seconds).toBeGreaterThan(50);
    const before = await seconds();
    await mina.page.clock.runFor(3000);
    expect(await seconds()).toBe(before - 3);
    const tests = banner(mina).getByRole('link', { name: 'Check the connection' });
    // In a tab of its own, because the page goes on trying.
    expect(await tests.evaluate(({ href, target }: HTMLAnchorElement) => [href, target])).toEqual([
      `${house.url}/diagnose`,
      '_blank',
    ]);
    await mina.page.unroute(POLL);
    await mina.page.getByRole('button', { name: 'Retry now' }).click();
    await banner(mina).waitFor({ state: 'hidden' });
  });
});
