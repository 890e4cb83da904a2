import { describe, expect, it } from 'vitest';
import { House, freshRoom } from './house.js';

const house = House.open();

describe('the direction of text', () => {
  const LINES = ['Notes:', 'שלום לכולם!', '– one (1)', 'مرحبا 123', '你好', '…', '42 שקלים'];
  const SIDES = ['left', 'right', 'left', 'right', 'left', 'left', 'right'];

  it.each([
    ['a left-to-right first line', LINES, SIDES],
    ['a right-to-left first line', LINES.toReversed(), SIDES.toReversed()],
  ])('is that of each line, after %s, in a message, a profile and a text box', async (_, lines, sides) => {
    const writer = await (await house.visitor()).enter(freshRoom());
    const longest = 'W'.repeat(20);
    await writer.box.fill([...lines, longest].join('\n'));
    expect(await writer.box.evaluate((box) => getComputedStyle(box).unicodeBidi)).toBe('plaintext');
    await writer.box.press('Enter');
    await writer.page.locator('.message[id^="m"]').waitFor();
    const body = writer.page.locator('.message-body');
    expect((await body.evaluate(sidesOfLines)).slice(0, -1)).toEqual(sides);

    await writer.page.evaluate(() => {
      const text = document.querySelector('.message-body') as HTMLElement;
      text.className = 'profile';
    });
    expect((await writer.page.locator('.profile').evaluate(sidesOfLines)).slice(0, -1)).toEqual(sides);
  });
});

/** To which side each line of a text is aligned. */
function sidesOfLines(element: Element): string[] {
  const node = element.firstChild as Text;
  const box = element.getBoundingClientRect();
  let at = 0;
  return node.data.split('\n').map((line) => {
    const range = document.createRange();
    range.setStart(node, at);
    range.setEnd(node, at + line.length);
    at += line.length + 1;
    const { left, right } = range.getBoundingClientRect();
    return left - box.left < box.right - right ? 'left' : 'right';
  });
}
