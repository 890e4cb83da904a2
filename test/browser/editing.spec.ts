import type { Locator } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { House } from './house.js';
import { isFocused, minaWrote } from './mina.js';

const house = House.open();

describe('one’s own message', () => {
  it('is changed in its place for everyone, and marked as edited', async () => {
    const { mina, other } = await minaWrote(house, 'with a mistkae', 'the next');
    await mina.choose('with a mistkae', 'Edit');
    expect(await mina.editor.inputValue()).toBe('with a mistkae');
    await mina.editor.fill('without a mistake, see http://example.org/');
    await mina.editor.press('Enter');

    for (const visitor of [mina, other]) {
      await visitor.expectTexts(['without a mistake, see http://example.org/', 'the next']);
      await visitor.page.locator('.message-edited').getByText('edited', { exact: true }).waitFor();
      expect(await visitor.page.locator('.message-body a').count()).toBe(1);
    }
    expect(await mina.editor.count()).toBe(0);
    expect(await isFocused(mina.box)).toBe(true);
    await other.prefer({ language: 'zh-CN' });
    await other.page.locator('.message-edited').getByText('已编辑', { exact: true }).waitFor();
  });

  it('is deleted for everyone, after a question that is no dialog', async () => {
    const { mina, other } = await minaWrote(house, 'never mind', 'the next');
    const dialogs: string[] = [];
    mina.page.on('dialog', (dialog) => dialogs.push(dialog.type()));
    await mina.choose('never mind', 'Delete');
    await mina.page.getByText('Delete this message for everyone?').waitFor();
    await mina.page.getByRole('button', { name: 'Cancel' }).click();
    expect(await mina.texts()).toEqual(['never mind', 'the next']);
    await mina.choose('never mind', 'Delete');
    await mina.page.getByRole('button', { name: 'Delete', exact: true }).click();

    await mina.expectTexts(['the next']);
    await other.expectTexts(['the next']);
    expect(dialogs).toEqual([]);
    expect(await isFocused(mina.box)).toBe(true);
    await mina.page.reload();
    expect(await mina.texts()).toEqual(['the next']);
  });

  it('alone has the button, also after a reload', async () => {
    const { room, mina, other } = await minaWrote(house, 'from Mina');
    await other.saySafely('from somebody else');
    await mina.hears('from somebody else');
    for (const reload of [false, true]) {
      if (reload) await mina.enter(room);
      const own = mina.page.locator('.message', { has: mina.page.getByLabel('Edit or delete') });
      expect(await own.locator('.message-body').allTextContents()).toEqual(['from Mina']);
    }
  });
});

describe('by keyboard', () => {
  it('↑ in the empty box edits one’s last message, and Esc cancels that', async () => {
    const { mina, other } = await minaWrote(house, 'mine', 'my last');
    await other.saySafely('somebody else’s');
    await mina.hears('somebody else’s');
    await mina.box.fill('x');
    await mina.box.press('ArrowUp');
    expect(await mina.editor.count()).toBe(0);
    await mina.box.fill('');
    await mina.box.press('ArrowUp');
    expect(await mina.editor.inputValue()).toBe('my last');
    expect(await isFocused(mina.editor)).toBe(true);
    await mina.editor.fill('something else');
    await mina.editor.press('Escape');

    expect(await isFocused(mina.box)).toBe(true);
    expect(await mina.texts()).toEqual(['mine', 'my last', 'somebody else’s']);
    await mina.box.press('ArrowUp');
    expect(await mina.editor.inputValue()).toBe('my last');
  });

  it('Tab leads from the box to one’s newest message, arrows to the others, and Enter to the actions', async () => {
    const { mina } = await minaWrote(house, 'one', 'two', 'three');
    const press = (key: string) => mina.page.keyboard.press(key);
    const at = () => mina.page.evaluate(() => document.activeElement?.parentElement?.textContent ?? '');
    await mina.page.keyboard.press('Shift+Tab');
    expect(await at()).toContain('three');
    await press('ArrowUp');
    await press('ArrowUp');
    expect(await at()).toContain('one');
    await press('ArrowDown');
    expect(await at()).toContain('two');
    await press('Tab');
    expect(await isFocused(mina.box)).toBe(true);
    await press('Shift+Tab');
    await press('Enter');
    expect(await mina.page.locator(':focus').textContent()).toBe('Edit');
    await press('Escape');
    expect(await at()).toContain('two');
    expect(await mina.message('two').getByLabel('Edit or delete').getAttribute('aria-expanded')).toBe(
      'false',
    );
    await press('Enter');
    await press('Tab');
    await press('Enter');
    expect(await mina.page.locator(':focus').textContent()).toBe('Cancel');
    await press('Shift+Tab');
    await press('Enter');

    await mina.expectTexts(['one', 'three']);
  });

  it('Enter saves, except with Shift or during composition', async () => {
    const { mina, other } = await minaWrote(house, 'one');
    await mina.box.press('ArrowUp');
    await mina.editor.press('End');
    await mina.editor.press('Shift+Enter');
    await mina.editor.pressSequentially('two');
    for (const key of ['Enter', 'Escape']) {
      await mina.editor.evaluate((box, name) => {
        box.dispatchEvent(new KeyboardEvent('keydown', { key: name, keyCode: 229, bubbles: true }));
        const composing = { key: name, isComposing: true, bubbles: true };
        box.dispatchEvent(new KeyboardEvent('keydown', composing));
      }, key);
    }
    expect(await mina.editor.inputValue()).toBe('one\ntwo');
    await mina.editor.press('Enter');

    await other.expectTexts(['one\ntwo']);
  });
});

describe('on a touch screen', () => {
  it('the button is shown without hovering, and everything is large enough to hit', async () => {
    const { room, mina } = await minaWrote(house, 'mine');
    const state = await mina.context.storageState();
    const phone = { viewport: { width: 320, height: 640 }, hasTouch: true, isMobile: true };
    const touch = await (await house.visitor({ ...phone, storageState: state })).enter(room);
    const more = touch.message('mine').getByLabel('Edit or delete');
    expect(await more.evaluate((button) => getComputedStyle(button).opacity)).toBe('1');
    await expectLarge(more);
    await more.tap();
    await expectLarge(touch.page.getByRole('button', { name: 'Edit', exact: true }));
    await expectLarge(touch.page.getByRole('button', { name: 'Delete', exact: true }));
    await touch.page.getByRole('button', { name: 'Edit', exact: true }).tap();
    await touch.editor.press('Enter');
    expect(await touch.editor.inputValue()).toContain('\n');
    await touch.editor.fill('by touch');
    await expectLarge(touch.page.getByRole('button', { name: 'Save' }));
    await touch.page.getByRole('button', { name: 'Save' }).tap();

    await mina.expectTexts(['by touch']);
  });
});

/** What a finger can hit. */
async function expectLarge(one: Locator): Promise<void> {
  const box = await one.boundingBox();
  expect(Math.min(box?.width ?? 0, box?.height ?? 0)).toBeGreaterThanOrEqual(44);
}
