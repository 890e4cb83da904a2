import { describe, expect, it } from 'vitest';
import { House } from './house.js';
import { isFocused, minaWrote } from './mina.js';
import { EDIT } from './wire.js';

const house = House.open();

describe('a change of a message', () => {
  it('that cannot be saved says why and is kept', async () => {
    const { mina, other } = await minaWrote(house, 'one');
    await mina.page.route(EDIT, (route) => route.abort());
    await mina.box.press('ArrowUp');
    await mina.editor.fill('two');
    await mina.editor.press('Enter');
    await mina.page.getByText('Can’t reach the server.').waitFor();
    expect(await mina.editor.inputValue()).toBe('two');
    expect(await isFocused(mina.editor)).toBe(true);
    await mina.page.unroute(EDIT);
    await mina.editor.press('Enter');

    await other.expectTexts(['two']);
  });

  it('that is unfinished survives a reload', async () => {
    const { mina } = await minaWrote(house, 'one');
    await mina.box.press('ArrowUp');
    await mina.editor.fill('half a thou');
    await mina.page.reload();
    expect(await mina.editor.inputValue()).toBe('half a thou');
    await mina.editor.press('Escape');
    await mina.page.reload();
    expect(await mina.editor.count()).toBe(0);
  });

  it('that leaves no text asks whether to delete', async () => {
    const { mina, other } = await minaWrote(house, 'one', 'two');
    await mina.box.press('ArrowUp');
    await mina.editor.fill(' ');
    await mina.editor.press('Enter');
    await mina.page.getByRole('button', { name: 'Delete', exact: true }).click();

    await other.expectTexts(['one']);
  });

  it('that changes nothing is not sent', async () => {
    const { mina, other } = await minaWrote(house, 'one');
    await mina.box.press('ArrowUp');
    await mina.editor.press('Enter');
    await mina.saySafely('two');
    await other.hears('two');

    expect(await mina.editor.count()).toBe(0);
    expect(await other.page.locator('.message-edited').count()).toBe(0);
  });

  it('goes into the message box if the message is deleted meanwhile', async () => {
    const { room, mina } = await minaWrote(house, 'one');
    const tab = await mina.tab(room);
    await mina.box.press('ArrowUp');
    await mina.editor.fill('a better one');
    await tab.choose('one', 'Delete');
    await tab.page.getByRole('button', { name: 'Delete', exact: true }).click();

    await mina.expectTexts([]);
    await expect.poll(() => mina.box.inputValue()).toBe('a better one');
  });

  it('made in another tab keeps the draft of this tab', async () => {
    const { room, mina, other } = await minaWrote(house, 'one');
    const tab = await mina.tab(room);
    await mina.box.press('ArrowUp');
    await mina.editor.fill('from the first tab');
    await tab.box.press('ArrowUp');
    await tab.editor.fill('from the second tab');
    await tab.editor.press('Enter');
    await mina.page.locator('.message-edited').waitFor();
    expect(await mina.editor.inputValue()).toBe('from the first tab');
    expect(await isFocused(mina.editor)).toBe(true);
    await mina.editor.press('Enter');

    await other.expectTexts(['from the first tab']);
  });
});

describe('a message that changes in another tab', () => {
  it('keeps the question open that was asked on it, and the focus', async () => {
    const { room, mina } = await minaWrote(house, 'one');
    const tab = await mina.tab(room);
    await mina.choose('one', 'Delete');
    const cancel = mina.page.getByRole('button', { name: 'Cancel' });
    expect(await isFocused(cancel)).toBe(true);
    await tab.box.press('ArrowUp');
    await tab.editor.fill('two');
    await tab.editor.press('Enter');

    await mina.expectTexts(['two']);
    expect(await isFocused(cancel)).toBe(true);
    await mina.page.getByRole('button', { name: 'Delete', exact: true }).click();
    await tab.expectTexts([]);
  });
});

describe('an edit that is being written when the message changes in another tab', () => {
  it('keeps its undo history and its scroll position', async () => {
    const { room, mina } = await minaWrote(house, 'one');
    const tab = await mina.tab(room);
    await mina.box.press('ArrowUp');
    await mina.editor.fill(Array.from({ length: 60 }, (_, n) => `line ${n}`).join('\n'));
    await mina.editor.press('End');
    await mina.page.keyboard.type(' typed');
    await mina.editor.evaluate((box) => (box.scrollTop = 150));
    await tab.box.press('ArrowUp');
    await tab.editor.fill('two');
    await tab.editor.press('Enter');
    await mina.page.locator('.message-edited').waitFor();

    expect(await mina.editor.evaluate((box) => box.scrollTop)).toBe(150);
    expect(await mina.editor.inputValue()).toContain(' typed');
    await mina.page.keyboard.press('Control+z');
    expect(await mina.editor.inputValue()).not.toContain(' typed');
  });
});

describe('a reader who has scrolled up', () => {
  it('stays at the message they read when it grows', async () => {
    const { room, mina, other } = await minaWrote(house);
    const ids: string[] = [];
    for (let n = 1; n <= 60; n += 1) ids.push(await mina.post(room, `line ${n}`));
    await other.hears('line 60');
    await other.message('line 20').evaluate((message) => message.scrollIntoView());
    const place = (text: string) =>
      other.message(text).evaluate((message) => message.getBoundingClientRect().top);
    const before = await place('line 20');
    await mina.change(room, ids[19] as string, 'a\nlonger\nlist');
    expect(await place('a\nlonger\nlist')).toBeCloseTo(before, 0);
  });

  it('keeps their place when a message above grows or disappears', async () => {
    const { room, mina, other } = await minaWrote(house);
    const ids: string[] = [];
    for (let n = 1; n <= 60; n += 1) ids.push(await mina.post(room, `line ${n}`));
    await other.hears('line 60');
    await other.message('line 20').evaluate((message) => message.scrollIntoView());
    const place = () => other.message('line 21').evaluate((message) => message.getBoundingClientRect().top);
    const before = await place();
    await mina.change(room, ids[4] as string, 'a\nlonger\nlist\nof\nlines');
    await other.message('a\nlonger\nlist\nof\nlines').waitFor();
    expect(await place()).toBeCloseTo(before, 0);
    await mina.change(room, ids[5] as string);
    await other.message('line 6').waitFor({ state: 'detached' });
    expect(await place()).toBeCloseTo(before, 0);
  });
});
