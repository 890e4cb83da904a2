import { decodeQR } from 'qr/decode.js';
import { beforeAll, describe, expect, it } from 'vitest';
import { type Account, signedUp } from '../support/account.js';
import { groupOf } from '../support/groups.js';
import { PLAIN_HOST } from './browser.js';
import { House } from './house.js';
import type { Visitor } from './visitor.js';

const house = House.open({ LIMITS: 'off' });
/** Of a side of the picture that is read. */
const CAMERA_PX = 300;
let ann: Account;
let group: string;
beforeAll(async () => {
  ann = await signedUp(house, 'Ann');
  group = await groupOf(ann);
});

type Options = Parameters<House['browserOf']>[1];

/** Somebody who has just made an invite link, at the page that shows it. */
async function maker(options?: Options): Promise<{ visitor: Visitor; link: string }> {
  const visitor = await house.browserOf(ann, options);
  await visitor.page.goto(`${house.url}/settings?room=${group}`);
  await visitor.page.locator('#links button[type="submit"]').first().click();
  const link = await visitor.page.locator('#invite-link').inputValue();
  expect(link).toMatch(/\/invite\/[\w-]{32}$/);
  return { visitor, link };
}

/** What a camera reads in the code on the screen. */
async function scanned({ page }: Visitor, code: string): Promise<string> {
  const picture = (await page.locator(code).screenshot()).toString('base64');
  const pixels = await page.evaluate(
    async ([png, side]) => {
      const image = new Image();
      image.src = `data:image/png;base64,${png}`;
      await image.decode();
      const context = new OffscreenCanvas(side, side).getContext('2d');
      context?.drawImage(image, 0, 0, side, side);
      // As a text: an array of so many numbers would take a long time from the browser to here.
      const { data = [] } = context?.getImageData(0, 0, side, side) ?? {};
      return Array.from(data, (byte) => String.fromCharCode(byte)).join('');
    },
    [picture, CAMERA_PX] as const,
  );
  // The quiet zone is white: not every camera reads light on dark, or dark on grey.
  const corner = (8 * CAMERA_PX + 8) * 4;
  expect(pixels.slice(corner, corner + 3)).toBe('\u00ff\u00ff\u00ff');
  return decodeQR({ width: CAMERA_PX, height: CAMERA_PX, data: Buffer.from(pixels, 'latin1') });
}

async function paste({ page }: Visitor): Promise<string> {
  await page.getByLabel('Topic').fill('');
  await page.getByLabel('Topic').press('ControlOrMeta+V');
  return page.getByLabel('Topic').inputValue();
}

describe('the button beside an invite link', () => {
  it('copies it, says so, and keeps the focus', async () => {
    const { visitor, link } = await maker({ permissions: ['clipboard-read', 'clipboard-write'] });
    const copy = visitor.page.getByRole('button', { name: 'Copy' });
    await copy.click();
    await visitor.page.getByRole('status').getByText('Copied', { exact: true }).waitFor();
    expect(await copy.evaluate((button) => button === document.activeElement)).toBe(true);
    expect(await visitor.page.evaluate(() => navigator.clipboard.readText())).toBe(link);
    expect(visitor.complaints).toEqual([]);
  });

  it('copies it on plain http, where there is no clipboard for pages', async () => {
    const plain = house.url.replace('127.0.0.1', PLAIN_HOST);
    const visitor = await house.visitor({}, plain);
    const cookies = [...ann.cookies].map(([name, value]) => ({ name, value, url: plain }));
    await visitor.context.addCookies(cookies);
    await visitor.page.goto(`${plain}/settings?room=${group}`);
    await visitor.page.getByRole('button', { name: 'Create link' }).click();
    expect(await visitor.page.evaluate(() => [isSecureContext, 'clipboard' in navigator])).toEqual([
      false,
      false,
    ]);
    const link = await visitor.page.locator('#invite-link').inputValue();
    expect(link).toContain(PLAIN_HOST);
    await visitor.page.getByRole('button', { name: 'Copy' }).click();
    await visitor.page.getByRole('status').getByText('Copied', { exact: true }).waitFor();
    expect(await paste(visitor)).toBe(link);
  });

  it('selects it where the browser lets nothing be copied, and says how to go on', async () => {
    const { visitor, link } = await maker();
    await visitor.page.evaluate(() => {
      Object.defineProperty(navigator, 'clipboard', { value: undefined });
      document.execCommand = () => false;
    });
    await visitor.page.getByRole('button', { name: 'Copy' }).click();
    await visitor.page.getByText('Selected. Press Ctrl+C').waitFor();
    const selected = await visitor.page.evaluate(() => {
      const { value, selectionStart, selectionEnd } = document.activeElement as HTMLInputElement;
      return value.slice(selectionStart ?? 0, selectionEnd ?? 0);
    });
    expect(selected).toBe(link);
  });

  it('is not there without scripts', async () => {
    const { visitor } = await maker({ javaScriptEnabled: false });
    expect(await visitor.page.getByText('Copy', { exact: true }).isVisible()).toBe(false);
  });

  it('is also beside a sign-in link', async () => {
    const visitor = await house.browserOf(ann, { permissions: ['clipboard-read', 'clipboard-write'] });
    await visitor.page.goto(`${house.url}/account`);
    await visitor.page.getByRole('button', { name: 'Create sign-in link' }).click();
    await visitor.page.getByRole('button', { name: 'Copy' }).click();
    await visitor.page.getByRole('status').getByText('Copied', { exact: true }).waitFor();
    expect(await visitor.page.evaluate(() => navigator.clipboard.readText())).toContain(
      '/sign-in/link?code=',
    );
  });
});

describe('the QR code of an invite link', () => {
  it.each(['light', 'dark'] as const)('can be read from the screen, in %s', async (colorScheme) => {
    const { visitor, link } = await maker({ colorScheme });
    expect(await scanned(visitor, '#links .qr-code')).toBe(link);
    expect(visitor.complaints).toEqual([]);
  });

  it('has a name for those who do not see it', async () => {
    const { visitor } = await maker();
    await visitor.page.getByRole('img', { name: 'QR code of the invite link to Chess' }).waitFor();
    const { visitor: reader } = await maker({ locale: 'zh-CN' });
    await reader.page.getByRole('img', { name: '“Chess”邀请链接的二维码' }).waitFor();
  });

  it.each([
    [320, 640, {}],
    [1440, 900, {}],
    [1440, 900, { javaScriptEnabled: false }],
  ])('opens as large as a window of %i × %i px, %j', async (width, height, options) => {
    const { visitor, link } = await maker({ ...options, viewport: { width, height }, colorScheme: 'dark' });
    await visitor.page.getByRole('button', { name: 'Show large' }).click();
    const large = visitor.page.locator('.qr-sheet .qr-code');
    await visitor.page.getByRole('heading', { name: 'Scan to join Chess' }).waitFor();
    const box = await large.boundingBox();
    expect(Math.min(box?.width ?? 0, box?.height ?? 0)).toBeGreaterThan(Math.min(width, height) * 0.7);
    expect((box?.x ?? 0) + (box?.width ?? 0)).toBeLessThanOrEqual(width);
    await visitor.page.locator('.qr-sheet').getByText(link).waitFor();
    if (!('javaScriptEnabled' in options)) expect(await scanned(visitor, '.qr-sheet .qr-code')).toBe(link);
    await visitor.page.keyboard.press('Escape');
    await large.waitFor({ state: 'hidden' });
  });

  it('is all that goes on paper', async () => {
    const { visitor, link } = await maker({ colorScheme: 'dark' });
    await visitor.page.emulateMedia({ media: 'print' });
    const shown = await visitor.page.locator('body').innerText();
    expect(shown.split('\n').filter((line) => line.trim() !== '')).toEqual(['Scan to join Chess', link]);
    expect(await scanned(visitor, '.qr-sheet .qr-code')).toBe(link);
  });

  it('is on no later page, as the link is not', async () => {
    const { visitor } = await maker();
    await visitor.page.goto(`${house.url}/settings?room=${group}`);
    expect(await visitor.page.locator('.qr-code, #invite-link').count()).toBe(0);
  });
});
