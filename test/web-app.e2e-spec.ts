import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { signedUp } from './support/account.js';
import { RestClient } from './support/rest-client.js';
import { sharedApp } from './support/test-app.js';

const server = sharedApp({ GUESTS: 'no' });
const CANVAS = /--canvas: var\(--light, (#\w+)\)/.exec(
  readFileSync(join(import.meta.dirname, '../public/page/tokens.css'), 'utf8'),
)?.[1];

interface Manifest {
  description: string;
  lang: string;
  icons: { src: string; sizes: string; type: string; purpose?: string }[];
}

const get = (path: string) => fetch(server.url + path);
const manifest = async (language: string) =>
  (await (await get(`/manifest.webmanifest?language=${language}`)).json()) as Manifest;

/** The first line of a PNG: its size. */
async function sizeOf(path: string): Promise<string> {
  const answer = await get(path);
  const bytes = Buffer.from(await answer.arrayBuffer());
  expect(bytes.subarray(1, 4).toString()).toBe('PNG');
  return `${bytes.readUInt32BE(16)}x${bytes.readUInt32BE(20)}`;
}

describe('the manifest', () => {
  it('is for everybody, also where guests may not enter, and names icons of their true sizes', async () => {
    const page = await (await get('/sign-in')).text();
    const [, path = ''] = /<link rel="manifest" href="([^"]+)">/.exec(page) ?? [];
    const answer = await get(path.replaceAll('&amp;', '&'));
    expect(answer.headers.get('content-type')).toMatch(/^application\/manifest\+json/);
    expect(answer.headers.getSetCookie()).toEqual([]);
    const { icons, ...rest } = (await answer.json()) as Manifest;
    expect(rest).toMatchObject({ id: '/', start_url: '/', scope: '/', display: 'standalone', lang: 'en' });
    expect(rest).toMatchObject({ background_color: CANVAS, theme_color: CANVAS, name: 'Linger' });
    expect(icons.map(({ sizes, purpose }) => [sizes, purpose])).toEqual([
      ['192x192', undefined],
      ['512x512', undefined],
      ['512x512', 'maskable'],
    ]);
    for (const { src, sizes } of icons) expect(await sizeOf(src)).toBe(sizes);
    const [, touch = ''] = /<link rel="apple-touch-icon" href="([^"]+)">/.exec(page) ?? [];
    expect(await sizeOf(touch)).toBe('180x180');
  });

  it('is in the language of the page', async () => {
    expect([(await manifest('en')).description, (await manifest('zh-CN')).description]).toEqual([
      'If a web page opens, you can chat.',
      '打得开网页，就能聊天。',
    ]);
    expect((await get('/manifest.webmanifest?language=xx')).status).toBe(400);
  });
});

describe('the service worker', () => {
  it('is a script for all addresses, is asked for anew each time, and names files that are there', async () => {
    const answer = await get('/service-worker.js?language=zh-CN&theme=dark');
    expect(answer.headers.get('content-type')).toMatch(/^text\/javascript/);
    expect([answer.headers.get('cache-control'), answer.headers.getSetCookie()]).toEqual(['no-cache', []]);
    const [, json = ''] = /^const OFFLINE = (\{.*\});\n/.exec(await answer.text()) ?? [];
    const { page, files } = JSON.parse(json) as { page: string; files: string[] };
    expect(files.length).toBe(3);
    for (const path of [page, ...files]) expect((await get(path)).status).toBe(200);
  });
});

describe('the offline page', () => {
  it('is in the language asked for, and has nothing of the person who asks', async () => {
    const ann = await signedUp(server, 'Ann the First', await RestClient.at(server.url));
    const answer = await ann.get('/offline?language=zh-CN&theme=dark', { accept: 'text/html' });
    const html = await answer.text();
    expect(html).toContain('<html lang="zh-CN" data-theme="dark">');
    expect(html).toContain('无法连接 Linger');
    expect(html).toBe(await (await get('/offline?language=zh-CN&theme=dark')).text());
    expect(html).not.toContain('Ann the First');
    expect(answer.headers.getSetCookie()).toEqual([]);
  });
});
