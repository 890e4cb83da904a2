import { describe, expect, it } from 'vitest';
import { House, freshRoom } from './house.js';
import type { Visitor } from './visitor.js';

const house = House.open();
const ASSETS = /\/assets\/[0-9a-f]+\/(completion|emoji|writing)[\w.-]*$/;

const options = ({ page }: Visitor) => page.getByRole('option');
const button = ({ page }: Visitor) => page.locator('.emoji-button');
const picker = ({ page }: Visitor) => page.locator('emoji-picker');
const hasFocus = (visitor: Visitor) => visitor.box.evaluate((box) => box === document.activeElement);

/** The picker forgets which emoji was chosen each time the browser is idle after a letter was typed. */
const choiceIsReset = ({ page }: Visitor) =>
  page.evaluate(() => new Promise((done) => requestIdleCallback(done)));

/** What a page loads only when it is used. */
function watchLoads({ page }: Visitor): string[] {
  const loads: string[] = [];
  page.on('request', (request) => {
    const [, name] = /\/assets\/[0-9a-f]+\/((?:completion|emoji|writing)[\w.-]*)$/.exec(request.url()) ?? [];
    if (name) loads.push(name);
  });
  return loads;
}

describe('a : in the message box', () => {
  it('suggests emoji from two letters on, and Enter takes one; they are loaded when they are needed', async () => {
    const mina = await house.visitor();
    const loads = watchLoads(mina);
    await mina.enter(freshRoom());
    await mina.box.pressSequentially('at 12:30, a:b');
    await options(mina).first().waitFor({ state: 'detached' });
    await mina.box.fill('');
    await mina.box.pressSequentially('fine :smile');
    await options(mina).first().waitFor();
    expect((await options(mina).first().innerText()).split(/\s*\n\s*/)).toEqual(['😄', 'smile']);
    expect(await options(mina).count()).toBe(8);
    await mina.box.press('Enter');
    expect(await mina.box.inputValue()).toBe('fine 😄');
    await mina.box.press('Enter');
    await mina.stored('fine 😄').waitFor();
    await mina.box.pressSequentially(':heart:');
    await options(mina).first().waitFor();
    await mina.box.press('Tab');
    expect(await mina.box.inputValue()).toBe('❤️');
    expect(loads).toEqual(['writing.css', 'completion.js', 'emoji-en.json']);
    expect(mina.complaints).toEqual([]);
  });

  it('finds them in Chinese and by their English names, but not in the middle of a Chinese sentence', async () => {
    const xiaoyu = await (await house.visitor({ locale: 'zh-CN' })).enter(freshRoom());
    await xiaoyu.box.pressSequentially(':挥手');
    await expect.poll(() => options(xiaoyu).allInnerTexts()).toHaveLength(1);
    await xiaoyu.box.press('Enter');
    expect(await xiaoyu.box.inputValue()).toBe('👋');
    await xiaoyu.box.pressSequentially(' :wav');
    await expect.poll(() => options(xiaoyu).allInnerTexts()).toContainEqual(expect.stringContaining('👋'));
    await xiaoyu.box.fill('他说:你好');
    await expect.poll(() => options(xiaoyu).count()).toBe(0);
    await xiaoyu.box.press('Enter');
    await xiaoyu.stored('他说:你好').waitFor();
  });
});

describe('the picker of emoji', () => {
  it('opens beside the box by keyboard, finds, inserts at the caret, and can be undone', async () => {
    const mina = await house.visitor();
    const loads = watchLoads(mina);
    await mina.enter(freshRoom());
    await mina.box.fill('so nice');
    for (let i = 0; i < ' nice'.length; i++) await mina.box.press('ArrowLeft');
    expect(loads).toEqual([]);
    await mina.box.press('Tab');
    expect(await button(mina).evaluate((one) => one === document.activeElement)).toBe(true);
    await mina.page.keyboard.press('Enter');
    await picker(mina).getByRole('combobox', { name: 'Search' }).waitFor();
    await picker(mina)
      .getByRole('menuitem', { name: /grinning face/ })
      .first()
      .waitFor();
    await mina.page.keyboard.type('party pop');
    await choiceIsReset(mina);
    const popper = picker(mina).getByRole('option');
    await expect.poll(() => popper.allInnerTexts()).toEqual(['🎉']);
    await mina.page.keyboard.press('ArrowDown');
    await expect.poll(() => popper.getAttribute('aria-selected')).toBe('true');
    await mina.page.keyboard.press('Enter');
    await expect.poll(() => mina.box.inputValue()).toBe('so🎉 nice');
    expect(await picker(mina).isVisible()).toBe(false);
    expect(await hasFocus(mina)).toBe(true);
    await mina.box.press('Control+z');
    expect(await mina.box.inputValue()).toBe('so nice');
    expect(loads.toSorted()).toEqual(['completion.js', 'emoji-en.json', 'emoji-picker.js', 'writing.css']);
    expect(mina.complaints).toEqual([]);
  });

  it('closes with Esc and by its button, and gives the focus back', async () => {
    const mina = await (await house.visitor()).enter(freshRoom());
    await button(mina).click();
    await picker(mina).getByRole('combobox').waitFor();
    await expect.poll(() => picker(mina).evaluate((one) => one === document.activeElement)).toBe(true);
    await mina.page.keyboard.press('Escape');
    expect(await picker(mina).isVisible()).toBe(false);
    expect(await button(mina).evaluate((one) => one === document.activeElement)).toBe(true);
    await button(mina).click();
    await picker(mina).waitFor();
    await button(mina).click();
    expect(await picker(mina).isVisible()).toBe(false);
  });

  it('is in Chinese, in the colours of the page, and puts what was used last first', async () => {
    const dark = { locale: 'zh-CN', colorScheme: 'dark' as const };
    const xiaoyu = await (await house.visitor(dark)).enter(freshRoom());
    await button(xiaoyu).click();
    await picker(xiaoyu).getByRole('combobox', { name: '搜索' }).fill('挥手');
    await picker(xiaoyu).getByRole('option', { name: /挥手/ }).click();
    expect(await xiaoyu.box.inputValue()).toBe('👋');
    const background = (selector: string) =>
      xiaoyu.page.locator(selector).evaluate((one) => getComputedStyle(one).backgroundColor);
    await xiaoyu.page.reload();
    await button(xiaoyu).click();
    expect(await background('emoji-picker .picker')).toBe(await background('.emoji-popover'));
    await expect.poll(() => picker(xiaoyu).locator('.favorites .emoji').first().innerText()).toBe('👋');
    const databases = await xiaoyu.page.evaluate(() => indexedDB.databases());
    expect(databases).toEqual([]);
  });

  it('fits a narrow screen, where it leaves the keyboard closed', async () => {
    const phone = { hasTouch: true, isMobile: true, viewport: { width: 320, height: 560 } };
    const mina = await (await house.visitor(phone)).enter(freshRoom());
    await button(mina).tap();
    await picker(mina).getByRole('menuitem').first().waitFor();
    expect(await picker(mina).evaluate((one) => one.shadowRoot?.activeElement ?? null)).toBeNull();
    const box = await mina.page.locator('.emoji-popover').boundingBox();
    expect(box?.x).toBeGreaterThanOrEqual(0);
    expect(box?.y).toBeGreaterThanOrEqual(0);
    expect(box && box.x + box.width).toBeLessThanOrEqual(320);
    await picker(mina).getByRole('menuitem').first().tap();
    await expect.poll(() => mina.box.inputValue()).not.toBe('');
  });

  it('says when it cannot be loaded, and can be tried again', async () => {
    const mina = await (await house.visitor()).enter(freshRoom());
    await mina.page.route(ASSETS, (route) => route.abort());
    await button(mina).click();
    await mina.page.getByRole('status').getByText('Couldn’t load the emoji. Try again.').waitFor();
    await mina.page.unroute(ASSETS);
    await button(mina).click();
    await picker(mina).getByRole('menuitem').first().waitFor();
  });

  it('is not there without scripts', async () => {
    const mina = await (await house.visitor({ javaScriptEnabled: false })).enter(freshRoom());
    await mina.page.getByRole('button', { name: 'Send' }).waitFor();
    expect(await button(mina).count()).toBe(0);
  });
});
