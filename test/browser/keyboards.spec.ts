import { describe, expect, it } from 'vitest';
import { House, freshRoom } from './house.js';
import { minaWrote } from './mina.js';
import type { Visitor } from './visitor.js';

const house = House.open();
const TABLET = { viewport: { width: 820, height: 1180 }, hasTouch: true, isMobile: true };
const PHONE = { viewport: { width: 360, height: 640 }, hasTouch: true, isMobile: true };

interface Key {
  key: string;
  code: string;
  keyCode?: number;
  isComposing?: boolean;
  ctrlKey?: boolean;
}

/** Presses a key as an on-screen keyboard does; answers whether the page took it for itself. */
function pressOnScreen(visitor: Visitor, key: Key): Promise<boolean> {
  return visitor.box.evaluate(
    (box, init) =>
      !box.dispatchEvent(new KeyboardEvent('keydown', { bubbles: true, cancelable: true, ...init })),
    key,
  );
}

describe('keyboards of tablets', () => {
  it.each(['Enter', 'NumpadEnter', 'Control+Enter', 'Meta+Enter'])('%s sends', async (key) => {
    const mina = await (await house.visitor(TABLET)).enter(freshRoom());
    await mina.box.fill('from the sofa');
    await mina.box.press(key);

    await mina.expectTexts(['from the sofa']);
  });

  it('Shift + Enter starts a new line', async () => {
    const mina = await (await house.visitor(TABLET)).enter(freshRoom());
    await mina.box.fill('one');
    await mina.box.press('Shift+Enter');
    await mina.box.press('Control+Enter');
    await mina.stored('one').waitFor();
  });

  it.each([
    ['without a code, as Android’s have none', { key: 'Enter', code: '' }],
    ['that is unidentified', { key: 'Enter', code: 'Unidentified' }],
    ['of an input method', { key: 'Enter', code: 'Enter', keyCode: 229 }],
    ['within a composition', { key: 'Enter', code: 'Enter', isComposing: true }],
    ['of an input method, with Ctrl', { key: 'Enter', code: 'Enter', keyCode: 229, ctrlKey: true }],
  ])('an Enter %s is left to the keyboard', async (_, key) => {
    const mina = await (await house.visitor(TABLET)).enter(freshRoom());
    await mina.box.fill('half a');

    expect(await pressOnScreen(mina, { key: 'Enter', code: 'Enter' })).toBe(true);
    await mina.box.fill('half a');
    expect(await pressOnScreen(mina, key)).toBe(false);
    expect(await mina.box.inputValue()).toBe('half a');
  });

  it('an on-screen keyboard that covers the page makes Enter a new line, whatever code it gives', async () => {
    const mina = await (await house.visitor(TABLET)).enter(freshRoom());
    await mina.box.fill('one');
    await mina.page.setViewportSize({ width: 820, height: 780 });
    expect(await pressOnScreen(mina, { key: 'Enter', code: 'Enter' })).toBe(false);

    await mina.page.setViewportSize({ width: 820, height: 1125 });
    expect(await pressOnScreen(mina, { key: 'Enter', code: 'Enter' })).toBe(true);
    await mina.expectTexts(['one']);
  });

  it('on a phone, Ctrl + Enter sends and Enter is a new line', async () => {
    const mina = await (await house.visitor(PHONE)).enter(freshRoom());
    await mina.box.pressSequentially('one');
    await mina.box.press('Enter');
    expect(await mina.box.inputValue()).toBe('one\n');
    await mina.box.press('Control+Enter');

    await mina.expectTexts(['one']);
  });

  it.each(['Enter', 'Control+Enter', 'Meta+Enter'])('%s saves a change of a message', async (key) => {
    const { room, mina } = await minaWrote(house, 'mine');
    const state = await mina.context.storageState();
    const tablet = await (await house.visitor({ ...TABLET, storageState: state })).enter(room);
    await tablet.choose('mine', 'Edit');
    await tablet.editor.fill('changed');
    await tablet.editor.press(key);

    await mina.expectTexts(['changed']);
  });

  it.each(['Control+Enter', 'Meta+Enter'])('%s sends on a desktop too', async (key) => {
    const mina = await (await house.visitor()).enter(freshRoom());
    await mina.box.fill('quickly');
    await mina.box.press(key);

    await mina.expectTexts(['quickly']);
  });
});
