import { accessSync, constants } from 'node:fs';
import { chromium, type Browser } from 'playwright-core';

/** The headless shell first: it draws nothing on a screen, and a test takes half the time. */
const KNOWN_PLACES = [
  '/usr/bin/chromium-headless-shell',
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/usr/bin/google-chrome-stable',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  'C:/Program Files/Google/Chrome/Application/chrome.exe',
];

/** Leads to this machine. Not being `localhost`, it is no secure context over http: browsers keep some of what they can back. */
export const PLAIN_HOST = 'chat.test';

const QUIET_ARGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  `--host-resolver-rules=MAP ${PLAIN_HOST} 127.0.0.1`,
];

let shared: Promise<Browser> | undefined;

/** One browser for all files that this process tests. Each visitor has a context of their own in it. */
export function sharedBrowser(): Promise<Browser> {
  return (shared ??= launchBrowser());
}

/**
 * Starts a real browser: the one `CHROME_PATH` names, else a Chrome found on the machine, else the Chromium that
 * comes with the development dependencies. If none starts, the tests fail: they must not pass without having run.
 */
async function launchBrowser(): Promise<Browser> {
  const executablePath = process.env['CHROME_PATH'] ?? KNOWN_PLACES.find(isExecutable) ?? (await unpack());
  return chromium.launch({ executablePath, args: QUIET_ARGS });
}

/** Without the flags its package recommends: they put all in one process and switch the web's security off. */
async function unpack(): Promise<string> {
  const { default: packed } = await import('@sparticuz/chromium');
  return packed.executablePath();
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
