import { afterEach, describe, expect, it } from 'vitest';
import { Clock } from '../../src/clock.js';
import { type ProxyFaults, startFaultyProxy } from '../support/faulty-proxy.js';
import { startNginx } from '../support/nginx.js';
import { RawConnection } from '../support/raw-connection.js';
import { sharedApp } from '../support/test-app.js';
import { until } from '../support/until.js';
import { PLAIN_HOST } from './browser.js';
import { House } from './house.js';
import type { Visitor } from './visitor.js';

/** As many tests may one address have open. */
const OPEN_BY_ADDRESS = 250;

/** Its holds end ten times as soon; what comes in parts comes as always. */
class HurriedClock extends Clock {
  override monotonicMs(): number {
    return super.monotonicMs() * 10;
  }
}

const house = House.open();
const hurried = sharedApp({}, { overrides: [[Clock, new HurriedClock()]] });

const cleanUp: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const step of cleanUp.splice(0)) await step();
});

/** Somebody who has the page open, at this address of a server or a proxy. */
async function opened(url: string, visitor?: Visitor): Promise<Visitor> {
  const reader = visitor ?? (await house.visitor({}, url));
  await reader.page.goto(`${url}/diagnose`);
  return reader;
}

async function behind(faults: ProxyFaults): Promise<Visitor> {
  const proxy = await startFaultyProxy(house.url, faults);
  cleanUp.push(() => proxy.stop());
  return opened(proxy.url);
}

const press = ({ page }: Visitor, name: string): Promise<void> =>
  page.getByRole('button', { name, exact: true }).click();

/** Runs all tests, and resolves with the sentences that the page finds for them. */
async function foundBy(reader: Visitor): Promise<string[]> {
  await press(reader, 'Start');
  await reader.page.getByRole('button', { name: 'Start again' }).waitFor();
  return reader.page.locator('.findings p').allTextContents();
}

/** What became of each test. */
async function states({ page }: Visitor): Promise<Record<string, string>> {
  const rows = await page
    .locator('.test')
    .evaluateAll((all) =>
      all.map((row) => [
        (row as HTMLElement).dataset['test'] ?? '',
        row.querySelector('.test-state')?.textContent ?? '',
      ]),
    );
  return Object.fromEntries(rows) as Record<string, string>;
}

const words = (text: string): string[] => text.trim().split(/\s+/);

const report = ({ page }: Visitor): Promise<string> => page.getByLabel('Results as text').inputValue();

it('where nothing is in the way, all tests work, and the report has their figures and no secrets', async () => {
  const url = hurried.url.replace('127.0.0.1', PLAIN_HOST);
  const reader = await opened(url, await house.visitor({}, url));
  expect(await reader.page.getByLabel('Results as text').isVisible()).toBe(false);
  expect(await foundBy(reader)).toEqual([
    'Linger works here.',
    'Requests can wait 25 seconds for an answer, so messages arrive at once.',
    'WebSockets and server-sent events get through as well. Linger doesn’t use them.',
  ]);
  expect(new Set(Object.values(await states(reader)))).toEqual(new Set(['Works']));
  expect(reader.complaints).toEqual([]);

  const text = await report(reader);
  expect(text).toMatch(/^Connection check of Linger at http:\/\/chat\.test:\d+\nTime: 2\d{3}-.*Z\nBrowser: /);
  expect(text).toMatch(/\n\nLinger works here\.\n/);
  expect(text).toMatch(/\nAn answer after 25 seconds: Works \(\d\.\d s\)\n/);
  expect(text).toMatch(/\nClock of the device, compared with the server’s: -?0\.\d s\n/);
  expect(text).toContain('\nHTTP version: 1.1\n');
  for (const { value } of await reader.context.cookies()) expect(text).not.toContain(value);
  expect(text).not.toContain('127.0.0.1');

  await press(reader, 'Copy');
  await reader.page.getByText('Copied').waitFor();
  await reader.page.goto(`${url}/sign-in`);
  await reader.page.getByLabel('Username').focus();
  await reader.page.keyboard.press('ControlOrMeta+V');
  expect(words(await reader.page.getByLabel('Username').inputValue())).toEqual(words(text));
});

it('behind nginx with a short timeout and no Upgrade, the page finds both', async () => {
  const nginx = await startNginx({ upstream: house.url, readTimeoutS: 3 });
  cleanUp.push(() => nginx.stop());
  const reader = await opened(nginx.url);
  expect(await foundBy(reader)).toEqual([
    'Linger works here.',
    expect.stringMatching(/^Requests are cut after about \d seconds\. Linger then stops waiting/),
    expect.stringMatching(/^WebSockets don’t get through/),
  ]);
  expect(await states(reader)).toMatchObject({
    post: 'Works',
    'hold-8': expect.stringMatching(/^Cut after \d s: status 504$/) as string,
    text: 'Works',
    parts: 'Works',
    events: 'Works',
    websocket: 'Blocked',
  });
  expect(await report(reader)).toMatch(
    /\nAn answer after 15 seconds: Cut after \d s: status 504 \(\d\.\d s\)\n/,
  );
});

it('what a network does to requests is found', async () => {
  const faults: ProxyFaults[] = [
    { unpacks: true, buffers: true },
    { dropsCookies: true },
    { damages: true },
    { blocks: 'POST' },
    { blocks: '/diagnose/hold' },
  ];
  const readers = await Promise.all(faults.map((fault) => behind({ cutAfterMs: 2600, ...fault })));
  const found = await Promise.all(readers.map(foundBy));
  const bad = 'Linger doesn’t work here.';
  expect(found.map(([summary]) => summary)).toEqual(['Linger works here.', bad, bad, bad, bad]);
  const [collected, cookieless, damaged, postless, holdless] = await Promise.all(readers.map(states));
  expect(collected).toMatchObject({
    'hold-8': expect.stringMatching(/^Cut after \d s: connection lost$/) as string,
    text: 'Arrive uncompressed',
    parts: 'Arrive all at once',
    events: 'Arrive all at once',
    websocket: 'Blocked',
  });
  expect(cookieless?.['post']).toBe('Arrives without the cookie');
  expect(damaged?.['text']).toBe('Arrive damaged');
  expect(postless?.['post']).toBe('Blocked: status 403');
  expect(holdless?.['hold-8']).toBe('Blocked: status 403');
});

it('what the server itself refuses says nothing about the network', async () => {
  const crowd = await Promise.all(Array.from({ length: OPEN_BY_ADDRESS }, () => RawConnection.to(house.url)));
  cleanUp.push(async () => crowd.forEach((one) => one.close()));
  for (const one of crowd) one.send('GET /diagnose/hold?seconds=25 HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n');
  await until(async () => (await fetch(`${house.url}/diagnose/parts`)).status === 429);
  const reader = await opened(house.url);
  expect(await foundBy(reader)).toEqual(['Linger works here.']);
  const refused = 'Not tested: the server is busy or restarting';
  expect(await states(reader)).toMatchObject({ 'hold-8': refused, parts: refused, events: refused });
});

describe('the button', () => {
  it('stops the tests, which may be started again', async () => {
    const reader = await opened(house.url);
    await press(reader, 'Start');
    await reader.page.locator('[data-test="hold-25"]').getByText('Running…').waitFor();
    const ended = reader.page.waitForEvent('requestfailed', (request) =>
      request.url().endsWith('seconds=25'),
    );
    await press(reader, 'Stop');
    await ended;
    await reader.page.getByText('You stopped the tests.').waitFor();
    expect(new Set(Object.values(await states(reader)))).toEqual(new Set(['Not tested']));
    expect(await reader.page.getByLabel('Results as text').isVisible()).toBe(false);
    await press(reader, 'Start again');
    await reader.page.getByText('Testing…').waitFor();
  });

  it('ends tests that wait for the browser, too', async () => {
    const reader = await house.visitor();
    // This browser never tells how large an answer was.
    await reader.page.addInitScript(() => (PerformanceObserver.prototype.observe = () => {}));
    await reader.page.clock.install();
    await opened(house.url, reader);
    await reader.page.clock.pauseAt(Date.now() + 60_000);
    const asked: string[] = [];
    reader.page.on('request', (request) => asked.push(new URL(request.url()).pathname));
    const answered = reader.page.waitForEvent('requestfinished', (request) =>
      request.url().includes('/diagnose/text'),
    );
    await press(reader, 'Start');
    await answered;
    await press(reader, 'Stop');
    await reader.page.getByText('You stopped the tests.').waitFor();
    await reader.page.clock.runFor(2000);
    expect(new Set(Object.values(await states(reader)))).toEqual(new Set(['Not tested']));
    expect(asked).not.toContain('/diagnose/parts');
  });
});

it('a clock that is wrong by minutes is told', async () => {
  const reader = await house.visitor({}, hurried.url);
  await reader.page.addInitScript(() => {
    const now = Date.now.bind(Date);
    Date.now = () => now() - 300_000;
  });
  await opened(hurried.url, reader);
  expect(await foundBy(reader)).toContain(
    'The clock of this device is about 5 minutes behind the server’s. Linger shows the server’s times.',
  );
});
