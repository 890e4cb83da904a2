import { describe, expect, it } from 'vitest';
import { House, freshRoom } from './house.js';
import { SEND } from './wire.js';

const house = House.open();

interface Text {
  what: string;
  ink: string;
  ground: string;
}

describe.each(['light', 'dark'] as const)('in %s', (colorScheme) => {
  it('every text has AA contrast', async () => {
    const reader = await (await house.visitor({ colorScheme })).enter(freshRoom());
    await reader.saySafely('https://example.org/');
    await reader.saySafely('is changed');
    await reader.saySafely('is being changed');
    await reader.choose('is changed', 'Edit');
    await reader.editor.fill('was changed');
    await reader.editor.press('Enter');
    await reader.page.locator('.message-edited').waitFor();
    await reader.page.route(SEND, (route) => route.abort());
    await reader.say('does not get through');
    await reader.page.locator('.failed').waitFor();
    await reader.box.press('ArrowUp');
    await reader.choose('was changed', 'Delete');
    const texts = await reader.page.evaluate(visibleTexts);

    expect(texts.length).toBeGreaterThan(25);
    expect(texts.filter(({ ink, ground }) => contrast(ink, ground) < 4.5)).toEqual([]);
  });
});

/** Runs in the page: every text that can be seen, its colour and the colour behind it. */
function visibleTexts(): Text[] {
  const groundOf = (element: Element | null): string => {
    if (!element) return 'rgb(255, 255, 255)';
    const { backgroundColor } = getComputedStyle(element);
    return backgroundColor === 'rgba(0, 0, 0, 0)' ? groundOf(element.parentElement) : backgroundColor;
  };
  const texts: Text[] = [];
  for (const element of document.querySelectorAll('body *')) {
    const own = [...element.childNodes].some((node) => node.nodeType === 3 && node.textContent?.trim());
    if (!own || !element.checkVisibility({ visibilityProperty: true })) continue;
    const what = element.className || element.tagName;
    texts.push({ what, ink: getComputedStyle(element).color, ground: groundOf(element) });
  }
  return texts;
}

/** WCAG 2.2, "contrast ratio". */
function contrast(one: string, other: string): number {
  const [a, b] = [luminance(one), luminance(other)];
  return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
}

/** WCAG 2.2, "relative luminance", of an `rgb(…)`. */
function luminance(color: string): number {
  const [red = 0, green = 0, blue = 0] = (color.match(/[\d.]+/g) ?? []).map((channel) => {
    const share = Number(channel) / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}
