import { beforeAll, describe, expect, it } from 'vitest';
import { assetPath } from '../support/html.js';
import { House, freshRoom } from './house.js';

const house = House.open();
const room = freshRoom();
const LONG_WORD = 'Donaudampfschifffahrtsgesellschaftskapitän'.repeat(12);
/** As many marks on one letter as the server takes. */
const TOWER = `Z${'\u0301'.repeat(16)}`;

beforeAll(async () => {
  const author = await (await house.visitor()).enter(room);
  await author.takeName('W'.repeat(40));
  await author.saySafely('before');
  await author.saySafely(TOWER);
  await author.saySafely(LONG_WORD);
  await author.saySafely(`https://example.org/${LONG_WORD}`);
  await author.leave();
});

describe.each([320, 768, 1440])('at %i px', (width) => {
  it('nothing is wider than the page, however long the words', async () => {
    const reader = await (await house.visitor({ viewport: { width, height: 640 } })).enter(room);
    await reader.enter('x'.repeat(64)); // a long name of a room, in the head and in the list
    expect(await widest(reader.page)).toBeLessThanOrEqual(width);
    await reader.enter(room);
    await reader.hears(LONG_WORD);

    expect(await widest(reader.page)).toBeLessThanOrEqual(width);
    const inner = await reader.log.evaluate((log) => log.scrollWidth - log.clientWidth);
    expect(inner).toBe(0);
    expect(await reader.page.locator('.message-body').evaluateAll(cutOff)).toEqual([]);
    for (const part of [reader.box, reader.page.locator('.send')]) {
      const box = await part.boundingBox();
      expect((box?.x ?? 0) + (box?.width ?? 0)).toBeLessThanOrEqual(width);
      expect((box?.y ?? 0) + (box?.height ?? 0)).toBeLessThanOrEqual(640);
    }
  });
});

describe('the message box', () => {
  it('pushes nothing off the page, however long the words in it', async () => {
    const writer = await (await house.visitor({ viewport: { width: 320, height: 640 } })).enter(room);
    await writer.box.fill(`https://example.org/${LONG_WORD}`);

    expect(await widest(writer.page)).toBeLessThanOrEqual(320);
    const send = await writer.page.locator('.send').boundingBox();
    expect((send?.x ?? 0) + (send?.width ?? 0)).toBeLessThanOrEqual(320);
  });
});

describe('one’s own message', () => {
  it('pushes nothing off the page while it is changed, or about to be deleted', async () => {
    const writer = await (await house.visitor({ viewport: { width: 320, height: 640 } })).enter(freshRoom());
    await writer.saySafely(LONG_WORD);
    await writer.choose(LONG_WORD, 'Delete');
    expect(await widest(writer.page)).toBeLessThanOrEqual(320);
    const inner = () => writer.log.evaluate((log) => log.scrollWidth - log.clientWidth);
    expect(await inner()).toBe(0);
    await writer.page.keyboard.press('Escape');
    await writer.choose(LONG_WORD, 'Edit');
    await writer.editor.fill(`${LONG_WORD}!`);
    expect(await inner()).toBe(0);
    const save = await writer.page.getByRole('button', { name: 'Save' }).last().boundingBox();
    const box = await writer.page.locator('.composer').boundingBox();
    expect((save?.y ?? 0) + (save?.height ?? 0)).toBeLessThanOrEqual(box?.y ?? 0);
  });
});

describe('on a phone', () => {
  const phone = { viewport: { width: 320, height: 640 }, hasTouch: true, isMobile: true };

  it('the rooms and settings are a drawer that opens and closes', async () => {
    const reader = await (await house.visitor(phone)).enter(room);
    const field = reader.page.getByLabel('Open a room');
    expect(await field.isVisible()).toBe(false);
    await reader.page.getByRole('button', { name: 'Rooms and settings' }).tap();
    await field.waitFor();
    expect(await widest(reader.page)).toBeLessThanOrEqual(320);
    await reader.page.keyboard.press('Escape');
    await field.waitFor({ state: 'hidden' });
  });

  it('a drawer left open covers nothing of the conversation when the window grows', async () => {
    const reader = await (await house.visitor({ ...phone, reducedMotion: 'reduce' })).enter(room);
    await reader.page.getByRole('button', { name: 'Rooms and settings' }).tap();
    await reader.page.setViewportSize({ width: 1024, height: 640 });
    const side = await reader.page.locator('.sidebar').boundingBox();
    const talk = await reader.page.locator('.conversation').boundingBox();

    expect(side).toMatchObject({ x: 0, y: 0, height: 640 });
    expect(talk?.x).toBe(side?.width);
    expect((talk?.x ?? 0) + (talk?.width ?? 0)).toBe(1024);
  });

  it('no box has letters under 16 px, which would make the page zoom, and zooming is allowed', async () => {
    const reader = await (await house.visitor(phone)).enter(room);
    const sizes = await reader.page
      .locator('input:not([type="hidden"]), textarea')
      .evaluateAll((boxes) => boxes.map((box) => parseFloat(getComputedStyle(box).fontSize)));

    expect(sizes.length).toBeGreaterThan(2);
    expect(Math.min(...sizes)).toBeGreaterThanOrEqual(16);
    const viewport = await reader.page.locator('meta[name="viewport"]').getAttribute('content');
    expect(viewport).not.toMatch(/user-scalable|maximum-scale/);
  });
});

describe('a message', () => {
  it('with a tower of combining marks does not cover other messages', async () => {
    const reader = await (await house.visitor()).enter(room);
    // Not its head: the round edge of the guest's mark is not painted the same twice.
    const neighbour = reader.message('before').locator('.message-body');
    const clean = await neighbour.screenshot();
    await reader.page
      .locator('.message')
      .nth(1)
      .evaluate((tower) => (tower.style.visibility = 'hidden'));

    expect(clean.equals(await neighbour.screenshot())).toBe(true);
  });
});

describe('a visit', () => {
  it('shifts nothing after painting, also when the first message is sent', async () => {
    const reader = await house.visitor();
    await reader.page.addInitScript(() => {
      const shifts: number[] = [];
      Object.assign(window, { shifts });
      new PerformanceObserver((list) => {
        for (const entry of list.getEntries())
          shifts.push((entry as PerformanceEntry & { value: number }).value);
      }).observe({ type: 'layout-shift', buffered: true });
    });
    await reader.enter(freshRoom());
    await reader.say('hello');
    await reader.hears('hello');
    await reader.page.evaluate(
      () => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))),
    );

    const shifts = await reader.page.evaluate(() => (window as unknown as { shifts: number[] }).shifts);
    expect(shifts.reduce((sum, one) => sum + one, 0)).toBeLessThan(0.01);
  });

  it('works by keyboard alone, with a skip link past the rooms', async () => {
    const reader = await (await house.visitor()).enter(room);
    const skip = reader.page.getByRole('link', { name: 'Skip to conversation' });
    expect(await skip.evaluate((link) => link === document.querySelector('a, button, input'))).toBe(true);
    await skip.focus();
    await reader.page.keyboard.press('Enter');
    await reader.page.keyboard.press('Tab'); // the switch for announcements
    await reader.page.keyboard.press('Tab');

    expect(await reader.log.evaluate((log) => log === document.activeElement)).toBe(true);
  });

  it('takes five requests: the page, its script, its styles, the icon and a poll', async () => {
    const reader = await house.visitor();
    const asked: string[] = [];
    reader.page.on('request', (request) => asked.push(new URL(request.url()).pathname));
    await reader.enter(room);
    await expect.poll(() => asked).toContain('/api/updates');

    expect(new Set(asked).size).toBe(asked.filter((path) => path !== '/api/updates').length + 1);
    expect(new Set(asked).size).toBeLessThanOrEqual(5);
    expect(reader.complaints).toEqual([]);
  });

  it.each([
    { file: 'framed-page.js', kibibytes: 33 },
    { file: 'style.css', kibibytes: 9 },
  ])('loads little: $file takes at most $kibibytes KiB gzipped', async ({ file, kibibytes }) => {
    const page = await (await fetch(house.url)).text();
    const answer = await fetch(house.url + assetPath(page, file), { headers: { 'accept-encoding': 'gzip' } });

    expect(answer.headers.get('content-encoding')).toBe('gzip');
    expect(Number(answer.headers.get('content-length'))).toBeGreaterThan(1024);
    expect(Number(answer.headers.get('content-length'))).toBeLessThanOrEqual(kibibytes * 1024);
  });
});

async function widest(page: import('playwright-core').Page): Promise<number> {
  return page.evaluate(() => document.documentElement.scrollWidth);
}

/** Runs in the page: the texts that go on beyond the edge of their box. */
function cutOff(boxes: Element[]): string[] {
  return boxes
    .filter((box) => {
      const text = document.createRange();
      text.selectNodeContents(box);
      const { right } = box.getBoundingClientRect();
      return [...text.getClientRects()].some((line) => line.right > right);
    })
    .map((box) => box.textContent ?? '');
}
