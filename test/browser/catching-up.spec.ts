import { describe, expect, it } from 'vitest';
import { Absence, aroundLine, order, place, tall } from './absence.js';
import type { Visitor } from './visitor.js';
import { ENTRIES, POLL } from './wire.js';

const absence = Absence.open();
const toEnd = ({ log }: Visitor) => log.evaluate((inbox) => (inbox.scrollTop = inbox.scrollHeight));

describe('reading', () => {
  it('counts as far as the reader has come', async () => {
    await absence.say(40);
    const reader = await absence.reader();
    await expect.poll(() => absence.unread()).toBeLessThan(40);
    expect(await absence.unread()).toBeGreaterThan(25);
    await reader.show(false);
    await toEnd(reader);
    await reader.show(true);
    await expect.poll(() => absence.unread()).toBe(0);
    expect(await aroundLine(reader)).toEqual(['seen', '— 40 new messages', 'new 1']);
  });

  it('is done at once by a button, which takes the line away', async () => {
    await absence.say(40);
    const reader = await absence.reader();
    await reader.page.route('**/read', (route) => route.abort());
    const mark = reader.page.getByRole('button', { name: 'Mark as read' });
    await mark.click();
    await reader.page.getByRole('alert').getByText('Couldn’t mark as read.').waitFor();
    await reader.page.unroute('**/read');
    await mark.click();
    await reader.page.locator('.unread-line').waitFor({ state: 'detached' });
    expect(await absence.unread()).toBe(0);
  });
});

describe('a button to the newest message', () => {
  it('is there whenever that is not in view', async () => {
    await absence.say(40);
    const reader = await absence.reader();
    const button = reader.page.getByRole('button', { name: 'Go to the newest message' });
    await button.click();
    await button.waitFor({ state: 'hidden' });
    expect((await place(reader, '.message:last-child')).above).toBeGreaterThan(0);
    await reader.log.evaluate((inbox) => (inbox.scrollTop = 0));
    await button.waitFor();
    await absence.ann.say(absence.room, 'one more');
    await reader.page.getByRole('button', { name: '1 new message' }).waitFor();
  });
});

describe('mentions among unread messages', () => {
  it('are stepped through by keys and buttons, also where they are not loaded yet', async () => {
    await absence.say(5);
    await absence.ann.say(absence.room, '@Bob first');
    await absence.say(90);
    await absence.ann.say(absence.room, '@Bob second');
    await absence.say(90);
    const gone = await absence.ann.say(absence.room, '@Bob gone');
    await absence.ann.say(absence.room, '@Bob last');
    const reader = await absence.house.browserOf(absence.bob);
    await reader.page.route(ENTRIES, (route) => route.abort());
    await reader.enter(absence.room);
    const current = () => reader.page.locator('.message:focus .message-body').textContent();
    await reader.page.keyboard.press('j');
    expect(await current()).toBe('@Bob first');
    await reader.page.keyboard.press('j');
    await expect
      .poll(() => reader.outline())
      .toContainEqual(expect.stringContaining('Couldn’t load messages'));
    expect(await current()).toBe('@Bob first');
    await reader.page.unroute(ENTRIES);
    await reader.page.keyboard.press('j');
    await expect.poll(current).toBe('@Bob second');
    expect((await place(reader, '.message:focus')).below).toBeGreaterThan(0);
    expect((await place(reader, '.message:focus')).above).toBeGreaterThan(0);
    await absence.ann.remove(gone);
    await reader.message('@Bob gone').waitFor({ state: 'detached' });
    await reader.page.keyboard.press('j');
    await expect.poll(current).toBe('@Bob last');
    await reader.page.keyboard.press('j');
    await reader.page.keyboard.press('k');
    await expect.poll(current).toBe('@Bob second');
    const texts = await order(reader);
    expect(texts.indexOf('@Bob second')).toBe(texts.indexOf('new 90') + 1);
    await reader.box.fill('');
    await reader.box.press('j');
    expect(await reader.box.inputValue()).toBe('j');
    await reader.page.getByRole('button', { name: 'Previous mention' }).click();
    await expect.poll(current).toBe('@Bob first');
  });
});

describe('a page that nobody looks at', () => {
  it('has a line above what arrives, and does not move past it', async () => {
    const reader = await absence.reader();
    await reader.show(false);
    await absence.say(30);
    await reader.hears(tall('new 30'));
    expect(await aroundLine(reader)).toEqual(['seen', '— New', 'new 1']);
    await reader.show(true);
    expect((await place(reader, '.unread-line')).below).toBeGreaterThan(0);
    await reader.page.getByRole('button', { name: /^\d+ new messages$/ }).waitFor();
    await absence.ann.say(absence.room, 'later');
    await reader.hears('later');
    expect(await aroundLine(reader)).toEqual(['seen', '— New', 'new 1']);
  });

  it('moves the line once everything was read', async () => {
    const reader = await absence.reader();
    await reader.show(false);
    await absence.say(2);
    await reader.hears(tall('new 2'));
    await reader.show(true);
    await toEnd(reader);
    await reader.show(false);
    await absence.say(2, 'newer');
    await reader.hears(tall('newer 2'));
    expect(await aroundLine(reader)).toEqual(['new 2', '— New', 'newer 1']);
  });
});

describe('after a gap in what a page has', () => {
  it('a line stands above it', async () => {
    const reader = await absence.reader();
    await reader.page.route(POLL, (route) => route.abort());
    await reader.show(false);
    await absence.say(40);
    await reader.page.unroute(POLL);
    await reader.show(true);
    await reader.hears(tall('new 40'));
    expect((await aroundLine(reader)).slice(0, 2)).toEqual(['seen', '— New']);
  });
});
