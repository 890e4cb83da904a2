import type { Locator } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { House } from './house.js';
import { isFocused, minaWrote } from './mina.js';
import type { Visitor } from './visitor.js';

const house = House.open();

const nameOf = (visitor: Visitor, text: string): Locator => visitor.message(text).locator('.message-author');

/** Whether Tab stops there, for each name of the log. */
const stops = ({ log }: Visitor): Promise<boolean[]> =>
  log.locator('a.message-author').evaluateAll((all) => all.map(({ tabIndex }) => tabIndex >= 0));

describe('the names in the log', () => {
  it('are one stop for Tab, the newest; arrows lead to the others', async () => {
    const { mina, other } = await minaWrote(house, 'one');
    await other.saySafely('two');
    await other.saySafely('under the same head');
    await mina.saySafely('three');
    const reader = await (
      await house.visitor()
    ).enter(new URL(mina.page.url()).searchParams.get('room') ?? '');
    const press = (key: string) => reader.page.keyboard.press(key);
    expect(await stops(reader)).toEqual([false, false, false, true]);
    await reader.box.press('Shift+Tab');
    expect(await isFocused(nameOf(reader, 'three'))).toBe(true);
    for (const text of ['two', 'one']) {
      await press('ArrowUp');
      expect(await isFocused(nameOf(reader, text))).toBe(true);
    }
    await press('ArrowUp');
    expect(await stops(reader)).toEqual([true, false, false, false]);
    await other.saySafely('four');
    await reader.hears('four');
    expect(await isFocused(nameOf(reader, 'one'))).toBe(true);
    await press('ArrowDown');
    expect(await isFocused(nameOf(reader, 'two'))).toBe(true);
    await press('Tab');
    expect(await isFocused(reader.box)).toBe(true);
    await mina.saySafely('five');
    await reader.hears('five');
    expect(await stops(reader)).toEqual([false, false, false, false, false, true]);
  });

  it('keep the focus when their message is edited', async () => {
    const { mina, other } = await minaWrote(house, 'one');
    await other.box.press('Shift+Tab');
    expect(await isFocused(nameOf(other, 'one'))).toBe(true);
    await mina.box.press('ArrowUp');
    await mina.editor.fill('two');
    await mina.editor.press('Enter');
    await other.hears('two');
    expect(await isFocused(nameOf(other, 'two'))).toBe(true);
  });

  it('pass the stop on when the message with it is deleted', async () => {
    const { room, mina, other } = await minaWrote(house);
    await other.saySafely('one');
    const id = await mina.post(room, 'two');
    await other.hears('two');
    await mina.change(room, id);
    await other.expectTexts(['one']);
    expect(await stops(other)).toEqual([true]);
  });
});
