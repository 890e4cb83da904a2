import { once } from 'node:events';
import { readFile, stat } from 'node:fs/promises';
import { type IncomingMessage, request } from 'node:http';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { assetPath } from './support/html.js';
import { sharedApp, startApp } from './support/test-app.js';
import { writerOf } from './support/writer-of.js';

const server = sharedApp();

const BUILT_DIR = join(import.meta.dirname, '../dist/public');
const get = (path: string, headers: Record<string, string> = {}): Promise<Response> =>
  fetch(server.url + path, { headers, redirect: 'manual' });

/** Where the lobby says that a file is. */
async function pathOf(file: string): Promise<string> {
  return assetPath(await (await get('/')).text(), file);
}

describe('health', () => {
  it.each(['/healthz', '/readyz'])(
    'is reported by %s, which neither needs nor sets a cookie',
    async (path) => {
      const answer = await get(path);
      expect(answer.status).toBe(200);
      expect(await answer.json()).toEqual({ status: 'ok' });
      expect(answer.headers.get('cache-control')).toBe('no-store');
      expect(answer.headers.getSetCookie()).toEqual([]);
    },
  );

  it('says not ready, but alive, while nothing can be stored', async () => {
    const broken = await startApp();
    try {
      await writerOf(broken).schema.dropTable('probes').execute();
      const [ready, alive] = [await fetch(`${broken.url}/readyz`), await fetch(`${broken.url}/healthz`)];
      expect([ready.status, await ready.json()]).toEqual([503, { status: 'storage unavailable' }]);
      expect(alive.status).toBe(200);
    } finally {
      await broken.close();
    }
  });
});

describe('static files', () => {
  it.each([
    ['framed-page.js', /javascript/],
    ['style.css', /text\/css/],
    ['linger.svg', /image\/svg\+xml/],
  ])('are cached for ever at the address that the page names: %s', async (file, type) => {
    const answer = await get(await pathOf(file));
    expect(answer.status).toBe(200);
    expect(answer.headers.get('cache-control')).toBe('public, max-age=31536000, immutable');
    expect(answer.headers.get('content-type')).toMatch(type);
    expect(answer.headers.get('x-content-type-options')).toBe('nosniff');
    expect(answer.headers.getSetCookie()).toEqual([]);
    expect(await answer.text()).toBe(await readFile(join(BUILT_DIR, file), 'utf8'));
  });

  it.each([
    ['gzip, deflate, br, zstd', 'br', '.br'],
    ['gzip, deflate', 'gzip', '.gz'],
    ['br;q=0, gzip;q=0.5', 'gzip', '.gz'],
    ['gzip;q=0, *', 'br', '.br'],
    ['br;q=0, gzip;q=0', null, ''],
    ['*;q=0', null, ''],
    ['deflate', null, ''],
    ['identity', null, ''],
    ['', null, ''],
  ])('are sent for Accept-Encoding "%s" with the encoding %s', async (accepted, encoding, extension) => {
    const answer = await get(await pathOf('framed-page.js'), { 'accept-encoding': accepted });
    expect(answer.status).toBe(200);
    expect(answer.headers.get('content-encoding')).toBe(encoding);
    expect(answer.headers.get('vary')).toBe('Accept-Encoding');
    const { size } = await stat(join(BUILT_DIR, `framed-page.js${extension}`));
    expect(answer.headers.get('content-length')).toBe(String(size));
    expect(await answer.text()).toBe(await readFile(join(BUILT_DIR, 'framed-page.js'), 'utf8'));
  });

  it('include source maps, which hold the sources', async () => {
    const path = await pathOf('framed-page.js');
    const [, map = ''] = /\/\/# sourceMappingURL=(\S+)\n$/.exec(await (await get(path)).text()) ?? [];
    const answer = await get(new URL(map, server.url + path).pathname);
    expect(answer.headers.get('content-type')).toMatch(/^application\/json/);
    const { sourcesContent } = (await answer.json()) as { sourcesContent: string[] };
    expect(sourcesContent.join('')).toContain('/** The messages on the page');
  });

  it('are revalidated at an address with another hash', async () => {
    const path = '/assets/0123456789ab/framed-page.js';
    expect(path).not.toBe(await pathOf('framed-page.js'));
    const answer = await get(path, { 'accept-encoding': 'identity' });
    expect(answer.status).toBe(200);
    expect(answer.headers.get('cache-control')).toBe('no-cache');
    expect(await statusOf(path, { 'if-none-match': answer.headers.get('etag') ?? '' })).toBe(304);
  });

  it('have an ETag for each encoding', async () => {
    const path = await pathOf('style.css');
    const etag = (await get(path, { 'accept-encoding': 'br' })).headers.get('etag') ?? '';
    expect(await statusOf(path, { 'if-none-match': etag, 'accept-encoding': 'br' })).toBe(304);
    expect(await statusOf(path, { 'if-none-match': etag, 'accept-encoding': 'gzip' })).toBe(200);
  });

  it.each([
    '/assets/framed-page.js',
    '/framed-page.js',
    '/assets/{hash}/nothing.js',
    '/assets/{hash}/framed-page.js.br',
    '/assets/{hash}/js/main.js',
    '/assets/{hash}/',
    '/assets/{hash}',
    '/assets/{hash}/tsconfig.json',
    '/assets/{hash}/..%2f..%2ftsconfig.json',
    '/assets/{hash}/%2e%2e%2f%2e%2e%2fpackage.json',
    '/assets/{hash}/..%5c..%5cpackage.json',
    '/assets/{hash}/%00',
  ])('are nothing else: %s', async (path) => {
    const [, , hash = ''] = (await pathOf('framed-page.js')).split('/');
    const answer = await get(path.replace('{hash}', hash));
    expect([400, 403, 404]).toContain(answer.status);
    expect(await answer.text()).not.toMatch(/compilerOptions|"name": "linger"/);
  });
});

/** With `fetch`, which adds `Cache-Control: no-cache` to conditions, nothing is ever fresh. */
async function statusOf(path: string, headers: Record<string, string>): Promise<number | undefined> {
  const asked = request(server.url + path, { headers }).end();
  const [answer] = (await once(asked, 'response')) as [IncomingMessage];
  return answer.resume().statusCode;
}
