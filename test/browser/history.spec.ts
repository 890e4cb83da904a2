import { describe, expect, it } from 'vitest';
import { Gate } from './gate.js';
import { House, freshRoom } from './house.js';
import type { Visitor } from './visitor.js';
import { ENTRIES, POLL } from './wire.js';

/** A page shows the newest 20 messages; a reader further behind gets a gap. */
const house = House.open({ BUFFER_SIZE: '20' });

/** Tall, so that twenty of them are more than a screen and what is loaded ahead. */
const tall = (n: number) => `line ${n}\n·\n·`;
const lines = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, n) => tall(from + n));

async function fill(author: Visitor, room: string, from: number, to: number): Promise<string[]> {
  const ids: string[] = [];
  for (const text of lines(from, to)) ids.push(await author.post(room, text));
  return ids;
}

/** A visitor who wrote this many lines in a room. */
async function authorOf(room: string, count: number): Promise<Visitor> {
  const author = await (await house.visitor()).enter(room);
  await fill(author, room, 1, count);
  return author;
}

/** The questions for entries that leave a page. */
function watchReads(visitor: Visitor): URLSearchParams[] {
  const reads: URLSearchParams[] = [];
  visitor.page.on('request', (request) => {
    if (ENTRIES.test(request.url())) reads.push(new URL(request.url()).searchParams);
  });
  return reads;
}

/** Where a message stands in the view. */
async function placeOf(visitor: Visitor, text: string): Promise<number> {
  return visitor.message(text).evaluate((message) => Math.round(message.getBoundingClientRect().top));
}

async function scrollToTop(visitor: Visitor, top = 0): Promise<void> {
  await visitor.log.evaluate((log, to) => (log.scrollTop = to), top);
}

/** A reader who was away while more messages arrived than the buffer keeps. */
async function awayFor(count: number) {
  const room = freshRoom();
  const author = await authorOf(room, 10);
  const reader = await (await house.visitor()).enter(room);
  await reader.expectTexts(lines(1, 10));
  await reader.page.route(POLL, (route) => route.abort());
  await reader.show(false);
  await fill(author, room, 11, 10 + count);
  return { room, author, reader, reads: watchReads(reader) };
}

describe('older messages', () => {
  it('are loaded above when one scrolls up, without moving the text', async () => {
    const room = freshRoom();
    await authorOf(room, 100);
    const reader = await house.visitor();
    const reads = watchReads(reader);
    const gate = new Gate();
    await reader.page.route(ENTRIES, async (route) => {
      await gate.opened;
      await route.continue();
    });
    await reader.enter(room);
    expect(await reader.texts()).toEqual(lines(81, 100));
    expect(reads).toHaveLength(0);
    await scrollToTop(reader, 30);
    await reader.page.getByText('Loading…').waitFor();
    const before = await placeOf(reader, tall(81));
    gate.open();
    await reader.message(tall(31)).waitFor();

    expect(await placeOf(reader, tall(81))).toBe(before);
    expect(await reader.texts()).toEqual(lines(31, 100));
    await scrollToTop(reader);
    await reader.message(tall(1)).waitFor();
    expect(await reader.texts()).toEqual(lines(1, 100));
    expect(await reader.page.locator('.gap').count()).toBe(0);
    expect(reads.map((read) => read.get('before'))).toEqual(['81', '31']);
  });

  it('that fail to load can be retried by keyboard, and the focus stays in the log', async () => {
    const room = freshRoom();
    await authorOf(room, 40);
    const reader = await (await house.visitor()).enter(room);
    await reader.page.route(ENTRIES, (route) => route.abort());
    await scrollToTop(reader);
    await reader.page.getByText('Couldn’t load messages').waitFor();
    await reader.page.unroute(ENTRIES);
    await reader.page.getByRole('button', { name: 'Retry' }).press('Enter');

    await reader.expectTexts(lines(1, 40));
    expect(await reader.log.evaluate((log) => log === document.activeElement)).toBe(true);
  });

  it('are in their current state: edited, or missing', async () => {
    const room = freshRoom();
    const author = await (await house.visitor()).enter(room);
    const [first = '', second = ''] = await fill(author, room, 1, 45);
    await author.change(room, first, 'line 1, corrected');
    await author.change(room, second);
    const reader = await (await house.visitor()).enter(room);
    await scrollToTop(reader);

    await reader.expectTexts(['line 1, corrected', ...lines(3, 45)]);
  });

  it('that change while they load are shown in their new state', async () => {
    const room = freshRoom();
    const author = await (await house.visitor()).enter(room);
    const [first = '', second = ''] = await fill(author, room, 1, 30);
    const reader = await (await house.visitor()).enter(room);
    const gate = new Gate();
    await reader.page.route(ENTRIES, async (route) => {
      const response = await route.fetch();
      await gate.opened;
      await route.fulfill({ response });
    });
    const read = reader.page.waitForRequest(ENTRIES);
    await scrollToTop(reader);
    await read;
    await reader.page.getByText('Loading…').waitFor();
    const late = reader.page.waitForResponse(ENTRIES);
    await author.change(room, first, 'line 1, corrected');
    await author.change(room, second);
    await author.post(room, 'and then');
    await reader.message('and then').waitFor();
    gate.open();
    await late;

    await reader.expectTexts(['line 1, corrected', ...lines(3, 30), 'and then']);
  });
});

describe('a gap', () => {
  it('is a line in the log that loads exactly what is missing as one comes near, without moving the text', async () => {
    const { reader, reads } = await awayFor(60);
    await reader.page.unroute(POLL);
    await reader.show(true);
    await reader.hears(tall(70));
    expect(await orderOf(reader)).toEqual([...lines(1, 10), 'gap', ...lines(51, 70)]);
    await expect.poll(() => reads.length).toBe(1); // what is shown may have been changed in the gap
    const line = reader.page.locator('.gap');
    const gate = new Gate();
    await reader.page.route(ENTRIES, async (route) => {
      await gate.opened;
      await route.continue();
    });
    await line.scrollIntoViewIfNeeded();
    await reader.page.getByText('Loading…').waitFor();
    const before = await placeOf(reader, tall(10));
    gate.open();
    await reader.expectTexts(lines(1, 70));

    expect(await line.count()).toBe(0);
    expect(await placeOf(reader, tall(10))).toBe(before);
    expect(reads.map((read) => [read.get('after'), read.get('before')])).toEqual([
      ['0', '11'],
      ['10', '51'],
    ]);
  });

  it('is filled in order by several requests if needed, and resumes after a failure', async () => {
    const { reader } = await awayFor(60);
    let reads = 0;
    await reader.page.route(ENTRIES, async (route) => {
      const url = new URL(route.request().url());
      if (url.searchParams.get('after') === '0') return route.continue();
      reads += 1;
      if (reads === 3) return route.abort();
      url.searchParams.set('limit', '15');
      return route.continue({ url: url.href });
    });
    await reader.page.unroute(POLL);
    await reader.show(true);
    await reader.hears(tall(70));
    const failed = reader.page.getByText('Couldn’t load messages');
    await expect
      .poll(async () => {
        await reader.page.locator('.gap').scrollIntoViewIfNeeded();
        return failed.isVisible();
      })
      .toBe(true);
    expect(await orderOf(reader)).toEqual([...lines(1, 40), 'gap', ...lines(51, 70)]);
    await reader.page.getByRole('button', { name: 'Retry' }).click();

    await reader.expectTexts(lines(1, 70));
    expect(reads).toBe(4);
  });

  it('does not hide changes to messages before it', async () => {
    const { room, author, reader } = await awayFor(5);
    const ids = await author.page.locator('.message').evaluateAll((all) => all.map((one) => one.id.slice(1)));
    await author.change(room, ids[0] as string, 'line 1, corrected');
    await author.change(room, ids[1] as string);
    await fill(author, room, 16, 60);
    await reader.page.unroute(POLL);
    await reader.show(true);
    await reader.hears(tall(60));

    await reader.message('line 1, corrected').waitFor();
    await reader.message(tall(2)).waitFor({ state: 'detached' });
    expect(await reader.page.locator('.gap').count()).toBe(1);
  });
});

/** The log from top to bottom: texts, and `gap` for the line that says so. */
async function orderOf(reader: Visitor): Promise<string[]> {
  return reader.page
    .locator('.gap, .message-body')
    .evaluateAll((all) => all.map((one) => (one.matches('.gap') ? 'gap' : (one.textContent ?? ''))));
}
