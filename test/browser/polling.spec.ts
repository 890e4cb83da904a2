import type { Request } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { backoffMs } from '../../public/js/backoff.js';
import { House, freshRoom } from './house.js';
import type { Visitor } from './visitor.js';

const house = House.open();
const POLL = '**/a/message/updates';

/** The polls that leave the page, as the fields they carry. */
function watchPolls(visitor: Visitor): URLSearchParams[] {
  const polls: URLSearchParams[] = [];
  visitor.page.on('request', (request: Request) => {
    if (request.url().endsWith('/a/message/updates'))
      polls.push(new URLSearchParams(request.postData() ?? ''));
  });
  return polls;
}

/** From here time stands still for the page unless it is moved by hand. */
async function stopTime(visitor: Visitor): Promise<void> {
  await visitor.page.clock.install();
  await visitor.page.clock.pauseAt(Date.now() + 60_000);
}

describe('the poll', () => {
  it('goes on from the last message it brought, and asks for none twice', async () => {
    const room = freshRoom();
    const reader = await house.visitor();
    const polls = watchPolls(reader);
    await reader.enter(room);
    const author = await (await house.visitor()).enter(room);
    for (const text of ['one', 'two', 'three']) {
      await author.saySafely(text);
      await reader.hears(text);
    }
    await expect.poll(() => polls.length).toBe(4);

    const ids = await reader.page.locator('.message').evaluateAll((all) => all.map((one) => one.id.slice(1)));
    expect(polls.map((poll) => poll.get('cursor'))).toEqual(['00000000-0000-0000-0000-000000000000', ...ids]);
  });

  it('is not sent in a hurry when something on the way answers at once', async () => {
    const reader = await house.visitor();
    const polls = watchPolls(reader);
    await stopTime(reader);
    await reader.page.route(POLL, (route) => route.fulfill({ json: { cursor: null } }));
    await reader.enter(freshRoom());
    await reader.saySafely('time enough for many polls');
    expect(polls).toHaveLength(1);
    await reader.page.clock.runFor(1000);

    await expect.poll(() => polls.length).toBeGreaterThan(1);
  });

  it('waits at least as long as the server asks for', async () => {
    const reader = await house.visitor();
    const polls = watchPolls(reader);
    await stopTime(reader);
    const busy = { status: 503, headers: { 'retry-after': '7' }, json: {} };
    await reader.page.route(POLL, (route) => route.fulfill(busy));
    const refused = reader.page.waitForResponse(POLL);
    await reader.enter(freshRoom());
    await refused;
    await reader.saySafely('hello');
    await reader.page.clock.runFor(6900);
    await reader.saySafely('hello again');
    expect(polls).toHaveLength(1);
    await reader.page.clock.runFor(200);

    await expect.poll(() => polls.length).toBe(2);
  });

  it('does not wait on when a message gets through to the server', async () => {
    const reader = await house.visitor();
    const polls = watchPolls(reader);
    await stopTime(reader);
    await reader.page.route(POLL, (route) => route.abort());
    const lost = reader.page.waitForEvent('requestfailed');
    await reader.enter(freshRoom());
    await lost;
    await reader.page.unroute(POLL);
    expect(polls).toHaveLength(1);
    await reader.saySafely('hello');

    await expect.poll(() => polls.map((poll) => poll.get('wait'))).toEqual([null, '0', null]);
  });

  it('holds no connection while nobody sees the page, and asks every 10 s', async () => {
    const reader = await house.visitor();
    const polls = watchPolls(reader);
    const waits = () => polls.map((poll) => poll.get('wait'));
    await stopTime(reader);
    await reader.enter(freshRoom());
    await expect.poll(waits).toEqual([null]);
    const cut = reader.page.waitForEvent('requestfailed');
    const answered = reader.page.waitForEvent('requestfinished');
    await show(reader, false);
    await cut;
    await answered;
    await reader.saySafely('time enough for another poll');
    expect(waits()).toEqual([null, '0']);
    const again = reader.page.waitForResponse(POLL);
    await reader.page.clock.runFor(10_100);
    await again;
    expect(waits()).toEqual([null, '0', '0']);
    await show(reader, true);

    await expect.poll(waits).toEqual([null, '0', '0', '0', null]);
  });

  it('is sent anew when the page is seen again, and answered at once', async () => {
    const room = freshRoom();
    const reader = await house.visitor();
    const polls = watchPolls(reader);
    await stopTime(reader);
    await reader.enter(room);
    await expect.poll(() => polls.length).toBe(1);
    const answered = reader.page.waitForResponse(POLL);
    await show(reader, false);
    await answered;
    await show(reader, true);
    await expect.poll(() => polls.map((poll) => poll.get('wait'))).toEqual([null, '0', '0', null]);

    const author = await (await house.visitor()).enter(room);
    await author.saySafely('good morning');
    await reader.hears('good morning');
  });

  it('says so where something was left out', async () => {
    const reader = await house.visitor();
    await reader.page.route(POLL, async (route) => {
      const response = await route.fetch();
      const json = (await response.json()) as { messages?: unknown[] };
      await route.fulfill({ response, json: json.messages ? { ...json, gap: true } : json });
    });
    const room = freshRoom();
    await reader.enter(room);
    const author = await (await house.visitor()).enter(room);
    await author.saySafely('after the gap');
    await reader.hears('after the gap');

    const order = await reader.page
      .locator('.gap, .message')
      .evaluateAll((all) => all.map((one) => one.className));
    expect(order).toEqual(['gap', 'message']);
  });
});

describe('the wait after a failure', () => {
  it('is anything up to twice as long each time, at most 30 s', () => {
    expect([1, 2, 3, 4].map((failures) => backoffMs(failures, 0, () => 1))).toEqual([1000, 2000, 4000, 8000]);
    expect(backoffMs(50, 0, () => 1)).toBe(30_000);
    expect(backoffMs(3, 0, () => 0)).toBe(0);
    expect(backoffMs(3, 0, () => 0.25)).toBe(1000);
  });

  it('is never shorter than what the server asked for', () => {
    expect(backoffMs(1, 5000, () => 1)).toBe(5000);
    expect(backoffMs(6, 5000, () => 0.5)).toBe(15_000);
  });
});

/** What a browser does when another tab comes to the front, and when this one returns. */
async function show(visitor: Visitor, visible: boolean): Promise<void> {
  await visitor.page.evaluate((shown) => {
    Object.defineProperty(document, 'hidden', { value: !shown, configurable: true });
    document.dispatchEvent(new Event('visibilitychange'));
  }, visible);
}
