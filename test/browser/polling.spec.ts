import type { Route } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { RestClient } from '../support/rest-client.js';
import { House, freshRoom } from './house.js';
import type { Visitor } from './visitor.js';
import { POLL, watchPolls } from './wire.js';

const house = House.open();

/** From here time stands still for the page unless it is moved by hand. */
async function stopTime(visitor: Visitor): Promise<void> {
  await visitor.page.clock.install();
  await visitor.page.clock.pauseAt(Date.now() + 60_000);
}

/** A known user polls for the same rooms before and after writing. */
async function knownVisitor(): Promise<Visitor> {
  const visitor = await (await house.visitor()).enter(freshRoom());
  await visitor.saySafely('here I am');
  await visitor.page.goto('about:blank');
  return visitor;
}

describe('the poll', () => {
  it('continues from the last message, and gets none twice', async () => {
    const room = freshRoom();
    const reader = await house.visitor();
    const polls = watchPolls(reader);
    await reader.enter(room);
    // The first is answered at once, with who is here.
    await expect.poll(() => polls.length).toBe(2);
    // A program is not shown to be there or to write, so messages are all that is news.
    const author = await RestClient.at(house.url);
    for (const text of ['one', 'two', 'three']) {
      await author.say(room, text);
      await reader.hears(text);
    }
    await expect.poll(() => polls.length).toBe(5);
    expect(polls.map((poll) => poll.get('after'))).toEqual([0, 0, 1, 2, 3].map((seq) => `${room}:${seq}`));
  });

  it('slows down when something on the way answers at once', async () => {
    const reader = await house.visitor();
    const polls = watchPolls(reader);
    await stopTime(reader);
    await reader.page.route(POLL, answerNothing);
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

  it('stops waiting when a message gets through to the server', async () => {
    const reader = await knownVisitor();
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

  it('is not held while the page is hidden, and sent every 10 s', async () => {
    const reader = await knownVisitor();
    const polls = watchPolls(reader);
    const waits = () => polls.map((poll) => poll.get('wait'));
    await stopTime(reader);
    await reader.enter(freshRoom());
    // The first is answered at once, with the read marks and who is here.
    await expect.poll(waits).toEqual([null, null]);
    const cut = reader.page.waitForEvent('requestfailed');
    const answered = reader.page.waitForEvent('requestfinished');
    await reader.show(false);
    await cut;
    await answered;
    await reader.saySafely('time enough for another poll');
    expect(waits()).toEqual([null, null, '0']);
    const again = reader.page.waitForResponse(POLL);
    await reader.page.clock.runFor(10_100);
    await again;
    expect(waits()).toEqual([null, null, '0', '0']);
    await reader.show(true);

    await expect.poll(waits).toEqual([null, null, '0', '0', '0', null]);
  });

  it('is sent again when the page is shown again, and answered at once', async () => {
    const room = freshRoom();
    const reader = await house.visitor();
    const polls = watchPolls(reader);
    await stopTime(reader);
    await reader.enter(room);
    // The first is answered at once, with who is here.
    await expect.poll(() => polls.length).toBe(2);
    const answered = reader.page.waitForResponse(POLL);
    await reader.show(false);
    await answered;
    await reader.show(true);
    await expect.poll(() => polls.map((poll) => poll.get('wait'))).toEqual([null, null, '0', '0', null]);

    const author = await (await house.visitor()).enter(room);
    await author.saySafely('good morning');
    await reader.hears('good morning');
  });
});

describe('a page of another epoch', () => {
  it('is reloaded with its draft', async () => {
    const room = freshRoom();
    const reader = await (await house.visitor()).enter(room);
    await reader.box.fill('half a thou');
    let refused = 0;
    await reader.page.route(POLL, async (route) => {
      refused += 1;
      if (refused > 1) return route.continue();
      return route.fulfill({ status: 410, json: { code: 'EPOCH_CHANGED' } });
    });
    const loaded = reader.page.waitForEvent('load');
    await reader.show(false);
    await loaded;
    await expect.poll(() => refused).toBeGreaterThan(1);

    expect(await reader.box.inputValue()).toBe('half a thou');
    const author = await (await house.visitor()).enter(room);
    await author.saySafely('hello');
    await reader.hears('hello');
  });

  it('is not reloaded again and again if that does not help, but shows no connection', async () => {
    const reader = await house.visitor();
    let loads = 0;
    // The first is not always through when the second begins.
    reader.page.on('request', (request) => (loads += Number(request.isNavigationRequest())));
    const polls = watchPolls(reader);
    await reader.page.route(POLL, (route) => route.fulfill({ status: 410, json: { code: 'EPOCH_CHANGED' } }));
    await reader.enter(freshRoom());

    await reader.page.getByText('Connection lost. Reconnecting…').waitFor();
    expect(polls.length).toBeGreaterThan(3);
    expect(loads).toBe(2);
  });
});

/** What something on the way may answer that does not wait. */
function answerNothing(route: Route): Promise<void> {
  const epoch = new URL(route.request().url()).searchParams.get('epoch');
  const nothing = { epoch, me: null, events: [], gaps: [], closed: [], more: false, retryMs: 0 };
  return route.fulfill({ json: nothing });
}
