import type { Page, Request } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { PLAIN_HOST } from './browser.js';
import { House, freshRoom } from './house.js';
import type { Visitor } from './visitor.js';
import { POLL, SEND } from './wire.js';

/** A hold longer than any test. */
const house = House.open({ HOLD_MS: '50000' });

/** The polls of all tabs of a browser. */
class Polls {
  private readonly underWay = new Set<Request>();
  private last!: Request;

  constructor(visitor: Visitor) {
    const { context } = visitor;
    context.on('request', (request) => {
      if (!POLL.test(request.url())) return;
      this.underWay.add(request);
      this.last = request;
    });
    for (const end of ['requestfinished', 'requestfailed'] as const) {
      context.on(end as 'requestfinished', (request) => this.underWay.delete(request));
    }
  }

  /** Requests of a closed tab report nothing. */
  get count(): number {
    return [...this.underWay].filter((request) => !request.frame().page().isClosed()).length;
  }

  /** The rooms that the poll under way asks for. */
  get rooms(): string[] {
    const after = new URL(this.last.url()).searchParams.get('after') ?? '';
    return after.split(',').map((one) => one.replace(/:\d+$/, ''));
  }

  get wait(): string | null {
    return new URL(this.last.url()).searchParams.get('wait');
  }

  get leader(): Page {
    return this.last.frame().page();
  }
}

/** Tabs of one browser: every other in one room, the rest each in a room of its own. */
async function openTabs(host: string, count: number) {
  const mina = await house.visitor({}, house.url.replace('127.0.0.1', host));
  const polls = new Polls(mina);
  const shared = freshRoom();
  const places = Array.from({ length: count }, (_, n) => (n % 2 === 0 ? shared : freshRoom()));
  await mina.enter(shared);
  const tabs = [mina];
  for (const room of places.slice(1)) tabs.push(await mina.tab(room));
  return { tabs, places, shared, polls };
}

describe.each([
  { name: 'with Web Locks', host: '127.0.0.1', locks: true },
  { name: 'on plain http, where there are none', host: PLAIN_HOST, locks: false },
])('tabs, $name', ({ host, locks }) => {
  it('hold one poll for all their rooms, even if there are seven, and can all send and receive', async () => {
    const { tabs, places, shared, polls } = await openTabs(host, 7);
    for (const { page } of tabs) {
      expect(await page.evaluate(() => [isSecureContext, 'locks' in navigator])).toEqual([locks, locks]);
    }
    await expect.poll(() => polls.rooms.toSorted()).toEqual([...new Set(places)].toSorted());
    await expect.poll(() => polls.count).toBe(1);

    await Promise.all(tabs.map((tab, n) => tab.say(`from tab ${n}`)));
    await Promise.all(tabs.map((tab, n) => tab.stored(`from tab ${n}`).waitFor()));
    const other = await (await house.visitor()).enter(shared);
    await other.saySafely('from somebody else');
    for (const n of [0, 2, 4, 6]) {
      for (const text of [0, 2, 4, 6].map((one) => `from tab ${one}`)) await tabs[n]?.hears(text);
      await tabs[n]?.hears('from somebody else');
      expect(await tabs[n]?.texts()).toHaveLength(5);
    }
    for (const n of [1, 3, 5]) {
      await other.enter(places[n]);
      await other.saySafely(`to tab ${n}`);
      await tabs[n]?.hears(`to tab ${n}`);
      expect(await tabs[n]?.texts()).toEqual([`from tab ${n}`, `to tab ${n}`]);
    }
    await expect.poll(() => polls.count).toBe(1);
  });

  it('go on when the polling tab is closed, and when it crashes', async () => {
    const { tabs, shared, places, polls } = await openTabs(host, 5);
    const other = await (await house.visitor()).enter(shared);
    const hear = async (text: string) => {
      await other.saySafely(text);
      const listeners = tabs.filter(({ page }, n) => places[n] === shared && !page.isClosed());
      expect(listeners.length).toBeGreaterThan(0);
      for (const tab of listeners) await tab.hears(text);
    };
    const first = polls.leader;
    await first.close();
    await hear('after it was closed');
    const second = polls.leader;
    expect(second).not.toBe(first);

    // A page that is closed without being told is as one that died: its locks go, its lease stays.
    await second.evaluate(() =>
      window.addEventListener('pagehide', (e) => e.stopImmediatePropagation(), true),
    );
    await second.close();
    await hear('after it died');
    expect(polls.leader).not.toBe(second);
    await expect.poll(() => polls.count).toBe(1);
  });

  it('let a visible tab poll, which hands over when it is hidden', async () => {
    const { tabs, polls } = await openTabs(host, 3);
    const first = tabs.find(({ page }) => page === polls.leader) as Visitor;
    await first.show(false);
    await expect.poll(() => polls.leader).not.toBe(first.page);
    await expect.poll(() => [polls.count, polls.wait]).toEqual([1, null]);
  });

  it('poll now and then while all are hidden, and at once when one is shown again', async () => {
    const { tabs, polls, shared } = await openTabs(host, 3);
    for (const tab of tabs) await tab.show(false);
    await expect.poll(() => [polls.count, polls.wait]).toEqual([0, '0']);
    const other = await (await house.visitor()).enter(shared);
    await other.saySafely('while nobody looked');
    const seen = tabs[2] as Visitor;
    await seen.show(true);
    await seen.hears('while nobody looked');
    await expect.poll(() => polls.leader).toBe(seen.page);
    await expect.poll(() => [polls.count, polls.wait]).toEqual([1, null]);
  });

  it('do without a tab that the browser has frozen, and include it when it returns', async () => {
    const { tabs, places, polls } = await openTabs(host, 3);
    const away = tabs.find(({ page }) => page === polls.leader) as Visitor;
    const here = places[tabs.indexOf(away)];
    await turn(away, 'pagehide');
    await expect.poll(() => polls.leader).not.toBe(away.page);
    const other = await (await house.visitor()).enter(here);
    await other.saySafely('while it was away');
    expect(await away.texts()).toEqual([]);
    await turn(away, 'pageshow');

    await away.hears('while it was away');
    await expect.poll(() => polls.count).toBe(1);
  });
});

describe('a tab', () => {
  it('polls for itself without BroadcastChannel, so that six of them use up the connections', async () => {
    const mina = await house.visitor();
    await mina.context.addInitScript(() => Reflect.deleteProperty(window, 'BroadcastChannel'));
    const polls = new Polls(mina);
    const room = freshRoom();
    await mina.enter(room);
    const tabs = [];
    for (let n = 2; n <= 6; n += 1) tabs.push(await mina.tab(room));
    await expect.poll(() => polls.count).toBe(6);
    await mina.say('no way out');
    const other = await (await house.visitor()).enter(freshRoom());
    await other.saySafely('there was time enough');
    expect(await mina.page.locator('.message.pending').count()).toBe(1);
    await tabs[0]?.page.close();

    await mina.hears('no way out');
  });

  it('ignores answers that do not continue from its position, and asks for what is missing', async () => {
    const room = freshRoom();
    const mina = await (await house.visitor()).enter(room);
    await mina.context.addInitScript(mayTurnDeaf);
    const follower = await mina.tab(room);
    const other = await (await house.visitor()).enter(room);
    await other.saySafely('one');
    await follower.hears('one');
    await follower.page.evaluate(() => Object.assign(window, { deaf: true }));
    await other.saySafely('two');
    await mina.hears('two');
    await follower.page.evaluate(() => Object.assign(window, { deaf: false }));
    expect(await follower.texts()).toEqual(['one']);
    await other.saySafely('three');

    await follower.hears('three');
    expect(await follower.texts()).toEqual(['one', 'two', 'three']);
  });
});

it('a message that has arrived stays one, even if another tab tells only later that it is under way', async () => {
  const writer = await (await house.visitor()).enter(freshRoom());
  await writer.saySafely('first');
  const reader = await writer.tab(new URL(writer.page.url()).searchParams.get('room') ?? '');
  await writer.page.route(SEND, (route) => route.abort());
  await writer.say('one');
  await writer.failed('one').message.waitFor();
  const [key, told] = await writer.page.evaluate(() => {
    const entries = Object.entries(localStorage as unknown as Record<string, string>);
    return entries.find(([name]) => name.includes('/letter/')) ?? ['', ''];
  });
  await writer.page.unroute(SEND);
  await writer.failed('one').press('Retry');
  await reader.hears('one');
  const tell = (name: string, text: string) =>
    writer.page.evaluate(([item = '', value = '']) => localStorage.setItem(item, value), [name, text]);
  await tell(key, told);
  await tell(`${key}2`, told.replace('"one"', '"two"').replace('"clientId":"', '"clientId":"2'));
  await reader.message('two').waitFor();

  expect(await reader.texts()).toEqual(['first', 'one', 'two']);
});

/** Runs in a page before its scripts: while `deaf` is set, it hears nothing of what the others tell it. */
function mayTurnDeaf(): void {
  class MayTurnDeaf extends BroadcastChannel {
    override addEventListener(type: string, hear: EventListener): void {
      super.addEventListener(type, (event) => {
        if (!(window as unknown as { deaf?: boolean }).deaf) hear(event);
      });
    }
  }
  Object.assign(window, { BroadcastChannel: MayTurnDeaf });
}

/** What a browser does with a page that it keeps for when one comes back to it. */
async function turn(tab: Visitor, type: 'pagehide' | 'pageshow'): Promise<void> {
  await tab.page.evaluate(
    (name) => window.dispatchEvent(new PageTransitionEvent(name, { persisted: true })),
    type,
  );
}
