/// <reference lib="dom" />
import { accessSync, constants } from 'node:fs';
import { chromium, type Browser } from 'playwright-core';

const KNOWN_PLACES = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/usr/bin/google-chrome-stable',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  'C:/Program Files/Google/Chrome/Application/chrome.exe',
];

const QUIET_ARGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/**
 * Starts a real browser: the one `CHROME_PATH` names, else a Chrome found on the machine, else the Chromium that
 * comes with the development dependencies. Where none runs the tests fail: a page nobody opened is not tested.
 */
export async function launchBrowser(): Promise<Browser> {
  const own = process.env['CHROME_PATH'] ?? KNOWN_PLACES.find(isExecutable);
  if (own) return chromium.launch({ executablePath: own, args: QUIET_ARGS });
  const { default: packed } = await import('@sparticuz/chromium');
  return chromium.launch({
    executablePath: await packed.executablePath(),
    args: [...packed.args, ...QUIET_ARGS],
  });
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
