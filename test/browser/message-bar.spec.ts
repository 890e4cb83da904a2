import type { Locator } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { House } from './house.js';
import { isFocused, minaWrote } from './mina.js';
import type { Visitor } from './visitor.js';
import { DELETE } from './wire.js';

const house = House.open();

/** Where all messages stand. */
const places = ({ page }: Visitor): Promise<number[]> =>
  page.locator('.message').evaluateAll((all) => all.map((one) => one.getBoundingClientRect().top));

const more = (visitor: Visitor, text: string): Locator => visitor.message(text).getByLabel('Edit or delete');

async function isAt(visitor: Visitor, text: string): Promise<boolean> {
  const [bar, message] = [await visitor.bar.boundingBox(), await visitor.message(text).boundingBox()];
  if (!bar || !message) return false;
  return bar.y < message.y + message.height && bar.y + bar.height > message.y;
}

describe('the bar of a message', () => {
  it('floats at the corner of the own message under the mouse, and moves no text', async () => {
    const { mina, other } = await minaWrote(house, 'one', 'two');
    await other.saySafely('by somebody else');
    await mina.hears('by somebody else');
    const before = await places(mina);
    for (const text of ['one', 'two']) {
      await mina.message(text).hover();
      await expect.poll(() => isAt(mina, text)).toBe(true);
    }
    const [bar, message] = [await mina.bar.boundingBox(), await mina.message('two').boundingBox()];
    expect((bar?.x ?? 0) + (bar?.width ?? 0)).toBeCloseTo((message?.x ?? 0) + (message?.width ?? 0), 0);
    await mina.message('by somebody else').hover();
    await mina.bar.waitFor({ state: 'hidden' });
    await mina.message('two').hover();
    await mina.bar.getByRole('button', { name: 'Delete' }).click();
    await mina.page.getByText('Delete this message for everyone?').waitFor();
    expect(await places(mina)).toEqual(before);
    expect(await isAt(mina, 'two')).toBe(false); // what is asked about stays in sight
    await mina.box.hover();
    expect(await mina.page.getByText('Delete this message for everyone?').isVisible()).toBe(true);
    expect(await places(mina)).toEqual(before);
  });

  it('leaves with the mouse, and names its tools', async () => {
    const { mina } = await minaWrote(house, 'one');
    await mina.message('one').hover();
    const tools = await mina.bar
      .getByRole('button')
      .evaluateAll((all) => all.map((one) => one.getAttribute('title')));
    expect(tools).toEqual(['Edit', 'Delete']);
    await mina.box.hover();
    await mina.bar.waitFor({ state: 'hidden' });
  });

  it('is shown where the keyboard is, without being a stop for Tab until it is opened', async () => {
    const { mina } = await minaWrote(house, 'one', 'two');
    await mina.box.press('Shift+Tab');
    expect(await isAt(mina, 'two')).toBe(true);
    await mina.page.keyboard.press('ArrowUp');
    expect(await isAt(mina, 'one')).toBe(true);
    await mina.page.keyboard.press('Tab');
    expect(await isFocused(mina.box)).toBe(true);
    expect(await mina.bar.isVisible()).toBe(false);
    await mina.page.keyboard.press('Shift+Tab');
    await mina.page.keyboard.press('Enter');
    expect(await more(mina, 'one').getAttribute('aria-expanded')).toBe('true');
    for (const name of ['Edit', 'Delete']) {
      expect(await isFocused(mina.bar.getByRole('button', { name }))).toBe(true);
      await mina.page.keyboard.press('Tab');
    }
    expect(await isFocused(mina.box)).toBe(true);
    expect(await mina.bar.isVisible()).toBe(false);
    expect(await more(mina, 'one').getAttribute('aria-expanded')).toBe('false');
  });

  it('stays at its message while the log changes, and in sight when it scrolls', async () => {
    const { room, mina, other } = await minaWrote(house, 'one', 'two');
    await mina.box.press('Shift+Tab');
    await mina.page.keyboard.press('Enter');
    for (let n = 0; n < 4; n += 1) await other.post(room, `line ${n}`);
    await mina.hears('line 3');
    await expect.poll(() => isAt(mina, 'two')).toBe(true);
    for (let n = 4; n < 40; n += 1) await other.post(room, `line ${n}`);
    await mina.hears('line 39');
    const [bar, log] = [await mina.bar.boundingBox(), await mina.log.boundingBox()];
    expect(bar?.y).toBeGreaterThanOrEqual(log?.y ?? 0);
    expect(await isFocused(mina.bar.getByRole('button', { name: 'Edit' }))).toBe(true);
  });

  it('closes by a press elsewhere', async () => {
    const { mina } = await minaWrote(house, 'one', 'two');
    await mina.choose('two', 'Delete');
    // Nothing there can take the focus.
    await mina.page.locator('#rooms-open').click();
    expect(await mina.page.getByText('Delete this message for everyone?').isVisible()).toBe(false);
  });

  it('closes when its message is deleted elsewhere, and leaves the focus in the log', async () => {
    const { room, mina } = await minaWrote(house, 'one', 'two');
    await mina.choose('two', 'Delete');
    const tab = await mina.tab(room);
    await tab.choose('two', 'Delete');
    await tab.bar.getByRole('button', { name: 'Delete' }).click();
    await mina.expectTexts(['one']);
    // The tools of the other message may follow, if it has moved under the mouse.
    await mina.page.getByText('Delete this message for everyone?').waitFor({ state: 'hidden' });
    expect(await isFocused(mina.log)).toBe(true);
  });
});

describe('the question before a deletion', () => {
  it('says why it failed, and can be answered again', async () => {
    const { mina, other } = await minaWrote(house, 'one', 'two');
    await mina.page.route(DELETE, (route) => route.abort());
    await mina.choose('one', 'Delete');
    await mina.bar.getByRole('button', { name: 'Delete' }).click();
    await mina.bar.getByText('Can’t reach the server.').waitFor();
    await mina.page.unroute(DELETE);
    await mina.bar.getByRole('button', { name: 'Delete' }).click();

    await other.expectTexts(['two']);
  });

  it('returns the focus to the message if the answer is no', async () => {
    const { mina } = await minaWrote(house, 'one', 'two');
    await mina.choose('one', 'Delete');
    await mina.page.keyboard.press('Enter');
    expect(await isFocused(more(mina, 'one'))).toBe(true);
    expect(await mina.texts()).toEqual(['one', 'two']);
  });
});

const PHONE = { viewport: { width: 320, height: 640 }, hasTouch: true, isMobile: true };

/** The same person on a phone. */
async function onPhone(room: string, mina: Visitor): Promise<Visitor> {
  return (await house.visitor({ ...PHONE, storageState: await mina.context.storageState() })).enter(room);
}

/** A finger that goes down on a message's text; it may move, and comes up again. */
async function finger(visitor: Visitor, text: string) {
  const protocol = await visitor.context.newCDPSession(visitor.page);
  const body = visitor.message(text).locator('.message-body');
  await body.tap({ trial: true }); // it stands still
  const box = await body.boundingBox();
  const [x, y] = [(box?.x ?? 0) + 10, (box?.y ?? 0) + (box?.height ?? 0) / 2];
  const touch = (type: 'touchStart' | 'touchMove' | 'touchEnd', to?: number) =>
    protocol.send('Input.dispatchTouchEvent', {
      type,
      touchPoints: to === undefined ? [] : [{ x, y: y + to }],
    });
  await touch('touchStart', 0);
  return { move: (to: number) => touch('touchMove', to), lift: () => touch('touchEnd') };
}

/** Tells the page of a long press, as some browsers do. */
async function longPressed(at: Locator): Promise<void> {
  await at.evaluate((element) =>
    element.dispatchEvent(new PointerEvent('contextmenu', { pointerType: 'touch', bubbles: true })),
  );
}

describe('on a touch screen', () => {
  it('⋯ opens the bar and closes it, and a tap elsewhere closes it too', async () => {
    const { room, mina } = await minaWrote(house, 'one', 'two');
    const touch = await onPhone(room, mina);
    await touch.message('one').locator('.message-body').tap();
    expect(await touch.bar.isVisible()).toBe(false);
    const before = await places(touch);
    await more(touch, 'two').tap();
    await touch.bar.waitFor();
    expect(await isAt(touch, 'two')).toBe(true);
    expect(await places(touch)).toEqual(before);
    await touch.message('one').locator('.message-body').tap();
    await touch.bar.waitFor({ state: 'hidden' });
    expect(await touch.page.evaluate(() => document.documentElement.scrollWidth)).toBe(320);
  });

  it('a long press opens the bar, and leaves the text to be selected', async () => {
    const { room, mina } = await minaWrote(house, 'one', 'two');
    const phone = await onPhone(room, mina);
    await phone.message('one').locator('.message-body').selectText();
    const press = await finger(phone, 'one');
    await phone.bar.waitFor();
    expect(await isAt(phone, 'one')).toBe(true);
    expect(await phone.page.evaluate(() => getSelection()?.toString())).toBe('one');
    expect(await phone.bar.locator(':focus').count()).toBe(0);
    await press.lift();
    await phone.bar.getByRole('button', { name: 'Edit' }).tap();
    expect(await phone.editor.inputValue()).toBe('one');
  });

  it('a finger that scrolls, or comes up soon, opens nothing', async () => {
    const { room, mina } = await minaWrote(house);
    for (let n = 0; n < 40; n += 1) await mina.post(room, `line ${n}`);
    const phone = await onPhone(room, mina);
    await phone.page.clock.install();
    const scroll = await finger(phone, 'line 39');
    for (const to of [5, 30, 60, 120]) await scroll.move(to);
    await expect
      .poll(() => phone.log.evaluate((log) => log.scrollHeight - log.clientHeight - log.scrollTop))
      .toBeGreaterThan(20);
    await phone.page.clock.runFor(2000);
    expect(await phone.bar.isVisible()).toBe(false);
    await scroll.lift();
    const tap = await finger(phone, 'line 30');
    await tap.lift();
    await phone.page.clock.runFor(2000);
    expect(await phone.bar.isVisible()).toBe(false);
    await finger(phone, 'line 30');
    await phone.page.clock.runFor(2000);
    expect(await phone.bar.isVisible()).toBe(true);
  });

  it('a browser that tells of a long press by a context menu opens the bar too, but not on a link', async () => {
    const { room, mina } = await minaWrote(house, 'one', 'https://example.org/');
    const phone = await onPhone(room, mina);
    await longPressed(phone.message('https://example.org/').getByRole('link', { name: 'example.org' }));
    expect(await phone.bar.isVisible()).toBe(false);
    await longPressed(phone.message('one').locator('.message-body'));
    expect(await isAt(phone, 'one')).toBe(true);
  });
});
