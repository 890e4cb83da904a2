import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { Gate } from './gate.js';
import { House, freshRoom } from './house.js';
import { guest, talk } from './talking.js';
import type { Visitor } from './visitor.js';
import { ENTRIES, POLL } from './wire.js';

const house = House.open({ BUFFER_SIZE: '20' });
const HOUR_MS = 3_600_000;

/** Everything in the log, in order; a message with its author if it has a head. */
function outline({ page }: Visitor): Promise<string[]> {
  return page.locator('#inbox > :is(.message, .day-line, .notice)').evaluateAll((all) =>
    all.map((one) => {
      if (!one.matches('.message')) return `— ${one.textContent?.trim()}`;
      const head = one.matches('.continued') ? '' : `${one.querySelector('.message-author')?.textContent}: `;
      return head + (one.querySelector('.message-body')?.textContent ?? '');
    }),
  );
}

/** The day so many hours ago, where the reader is. */
function day(hours: number, options: Intl.DateTimeFormatOptions): string {
  const format = new Intl.DateTimeFormat('en-GB', { timeZone: 'Asia/Shanghai', ...options });
  return format.format(Date.now() - hours * HOUR_MS);
}

/** Makes the page show messages as old as this, by their texts. */
async function age(page: Page, hoursAgo: Record<string, number>): Promise<void> {
  const aged = (html: string): string =>
    Object.entries(hoursAgo).reduce((text, [body, hours]) => {
      const at = new Date(Date.now() - hours * HOUR_MS).toISOString();
      return text.replace(
        new RegExp(String.raw`(<time datetime=\\?")[^"\\]+((?:(?!</time>).)*</time></h2><div[^>]*>${body}<)`),
        `$1${at}$2`,
      );
    }, html);
  await page.route(
    (url) => url.pathname === '/room' || ENTRIES.test(url.href),
    async (route) => {
      const response = await route.fetch();
      await route.fulfill({ response, body: aged(await response.text()) });
    },
  );
}

describe('one head', () => {
  it('stands above what an author says within five minutes, live and in a page just loaded', async () => {
    const room = freshRoom();
    const { ann, bob } = await talk(house, room);
    await ann.saySafely('one');
    await ann.saySafely('two');
    await bob.saySafely('three');
    await ann.saySafely('four');
    await bob.hears('four');
    const shown = ['— Today', 'Ann: one', 'two', 'Bob: three', 'Ann: four'];
    expect(await outline(ann)).toEqual(shown);
    expect(await outline(bob)).toEqual(shown);
    expect(await bob.log.getByRole('article').count()).toBe(4);
    expect(await bob.log.getByRole('heading').count()).toBe(3);
    expect(await bob.log.getByRole('separator', { name: 'Today' }).count()).toBe(1);
    const plain = await (await house.visitor({ javaScriptEnabled: false })).enter(room);
    expect(await outline(plain)).toEqual(shown.slice(1));
  });

  it('is not for a message after five minutes', async () => {
    const room = freshRoom();
    const ann = await guest(house, room);
    for (const text of ['one', 'two', 'three']) await ann.saySafely(text);
    const reader = await house.visitor();
    await age(reader.page, { one: 4 / 60 + 5 / 60, two: 4 / 60 - 1 / 600 });
    await reader.enter(room);
    expect((await outline(reader)).filter((line) => !line.startsWith('—'))).toEqual([
      'Ann: one',
      'Ann: two',
      'three',
    ]);
  });

  it('goes to the next message when its own is deleted', async () => {
    const room = freshRoom();
    const { ann, bob } = await talk(house, room);
    const first = await ann.post(room, 'one');
    await ann.post(room, 'two');
    await bob.hears('two');
    await ann.change(room, first);
    await bob.message('one').waitFor({ state: 'detached' });
    expect(await outline(bob)).toEqual(['— Today', 'Ann: two']);
  });

  it('is not given to an edited message that had none', async () => {
    const room = freshRoom();
    const { ann, bob } = await talk(house, room);
    await ann.post(room, 'one');
    const second = await ann.post(room, 'two');
    await bob.hears('two');
    await ann.change(room, second, 'two, corrected');
    await bob.hears('two, corrected');
    expect(await outline(bob)).toEqual(['— Today', 'Ann: one', 'two, corrected']);
    await bob.message('two, corrected').getByText('edited').waitFor();
  });

  it('stands above messages of the page before, once these are loaded', async () => {
    const room = freshRoom();
    const ann = await guest(house, room);
    const lines = Array.from({ length: 25 }, (_, n) => `line ${n}`);
    for (const text of lines) await ann.post(room, text);
    const reader = await (await house.visitor()).enter(room);
    await reader.message('line 0').waitFor();
    await expect.poll(() => outline(reader)).toEqual(['— Today', 'Ann: line 0', ...lines.slice(1)]);
  });

  it('stands again below a gap, and below the line above what is new', async () => {
    const room = freshRoom();
    const ann = await guest(house, room);
    await ann.post(room, 'before');
    const reader = await (await house.visitor()).enter(room);
    await reader.hears('before');
    await reader.page.route(POLL, (route) => route.abort()); // first: a hidden page polls once more, at once
    await reader.show(false);
    for (let n = 0; n < 30; n += 1) await ann.post(room, `line ${n}`);
    const gate = new Gate();
    await reader.page.route(ENTRIES, async (route) => {
      await gate.opened;
      await route.continue();
    });
    await reader.page.unroute(POLL);
    await reader.show(true);
    await reader.hears('line 29');
    expect((await outline(reader)).slice(0, 3)).toEqual(['— Today', 'Ann: before', 'Ann: line 10']);
    gate.open();
    await reader.message('line 5').waitFor();
    expect((await outline(reader)).slice(0, 4)).toEqual(['— Today', 'Ann: before', 'Ann: line 0', 'line 1']);
  });
});

describe('a line above each day', () => {
  it('says today, yesterday, or the date in the reader’s time zone', async () => {
    const room = freshRoom();
    const ann = await guest(house, room);
    for (const text of ['one', 'two', 'three', 'four']) await ann.saySafely(text);
    const reader = await house.visitor();
    await reader.page.clock.setFixedTime(new Date(Date.now()));
    await age(reader.page, { one: 24 * 400, two: 48, three: 24 });
    await reader.enter(room);
    expect(await outline(reader)).toEqual([
      `— ${day(24 * 400, { dateStyle: 'long' })}`,
      'Ann: one',
      `— ${day(48, { weekday: 'long', day: 'numeric', month: 'long' })}`,
      'Ann: two',
      '— Yesterday',
      'Ann: three',
      '— Today',
      'Ann: four',
    ]);
  });

  it('is named anew when a day has passed', async () => {
    const room = freshRoom();
    const ann = await guest(house, room);
    await ann.saySafely('one');
    expect(await outline(ann)).toEqual(['— Today', 'Ann: one']);
    await ann.page.clock.setFixedTime(new Date(Date.now() + 24 * HOUR_MS));
    await ann.show(false);
    await ann.show(true);
    await expect.poll(() => outline(ann)).toEqual(['— Yesterday', 'Ann: one']);
  });
});

it('a room in which many days are divided opens at its end', async () => {
  const room = freshRoom();
  const ann = await guest(house, room);
  const texts = Array.from({ length: 18 }, (_, n) => `day ${n + 10}`);
  for (const text of texts) await ann.post(room, text);
  const reader = await house.visitor();
  await age(reader.page, Object.fromEntries(texts.map((text, n) => [text, 24 * (20 - n)])));
  await reader.enter(room);
  await reader.message('day 27').waitFor();
  // Premise: the lines of days take more than what counts as near the end.
  expect(await reader.page.locator('.day-line').count()).toBe(18);
  const left = await reader.log.evaluate((log) => log.scrollHeight - log.scrollTop - log.clientHeight);
  expect(left).toBeLessThan(1);
});
