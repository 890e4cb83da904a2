import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import type { Browser } from 'playwright-core';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort, startServer } from '../support/server-process.js';
import { sharedBrowser } from './browser.js';
import { Visitor } from './visitor.js';

/** How long a page waits before it shows that the connection is lost. */
const PATIENCE_MS = 5000;

let browser: Browser;
let dataDir: string;
const cleanUp: (() => Promise<unknown>)[] = [];

beforeAll(async () => {
  browser = await sharedBrowser();
  dataDir = await mkdtemp(join(tmpdir(), 'linger-browser-'));
});

afterEach(async () => {
  for (const step of cleanUp.splice(0).toReversed()) await step();
});

afterAll(async () => {
  await rm(dataDir, { recursive: true, force: true });
});

it('a lost connection is shown only after a while, and polling resumes where it was when the server returns', async () => {
  const env = { PORT: String(await freePort()), DATA_DIR: dataDir };
  const first = await startServer({ env });
  cleanUp.push(() => first.stop());
  const mina = await Visitor.arrive(browser, first.url);
  cleanUp.push(() => mina.leave());
  const polls = countFailures(mina);
  await mina.page.clock.install();
  await mina.enter('42');
  await mina.saySafely('before');

  // From here time stands still for the page unless it is moved by hand.
  await mina.page.clock.pauseAt(Date.now() + 60_000);
  // One was cut short when there was more to ask for.
  const before = polls();
  await first.stop();
  // The page notices at some point in this time; a test cannot tell when.
  let passedMs = 0;
  const failures = async (): Promise<number> => {
    await mina.page.clock.runFor(100);
    passedMs += 100;
    return polls();
  };
  await expect.poll(failures, { interval: 100 }).toBeGreaterThan(before);
  expect(passedMs).toBeLessThan(PATIENCE_MS);
  const banner = mina.page.getByText('Connection lost. Reconnecting…');
  await mina.page.clock.runFor(PATIENCE_MS - passedMs - 100);
  expect(await banner.isVisible()).toBe(false);
  await mina.page.clock.runFor(passedMs + 200);
  await banner.waitFor();
  await mina.say('written meanwhile');
  const failed = mina.page.locator('.message.failed');
  await failed.waitFor();

  const second = await startServer({ env });
  cleanUp.push(() => second.stop());
  const other = await Visitor.arrive(browser, second.url);
  cleanUp.push(() => other.leave());
  await other.enter('42');
  await other.saySafely('while you were away');
  await mina.page.getByRole('button', { name: 'Retry now' }).click();
  await banner.waitFor({ state: 'hidden' });
  await mina.hears('while you were away');
  // What could not be sent is sent automatically.
  await mina.hears('written meanwhile');

  expect(await mina.texts()).toEqual(['before', 'while you were away', 'written meanwhile']);
  await other.expectTexts(['before', 'while you were away', 'written meanwhile']);
});

function countFailures(visitor: Visitor): () => number {
  let failures = 0;
  visitor.page.on('requestfailed', (request) => {
    if (request.url().includes('/api/updates')) failures += 1;
  });
  return () => failures;
}
