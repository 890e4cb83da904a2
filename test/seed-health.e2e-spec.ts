import { readFile } from 'node:fs/promises';
import { request } from 'node:http';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Database } from '../src/database/database.js';
import { withoutComments } from '../src/views/assets.js';
import { type TestApp, startApp } from './support/test-app.js';

let server: TestApp;
beforeAll(async () => {
  server = await startApp();
});
afterAll(() => server.close());

const PUBLIC_DIR = join(import.meta.dirname, '../public');
const get = (path: string, headers: Record<string, string> = {}): Promise<Response> =>
  fetch(server.url + path, { headers, redirect: 'manual' });

/** `/assets/` and the version that the page names. */
async function assetsPath(): Promise<string> {
  const html = await (await get('/')).text();
  const path = /src="(\/assets\/[0-9a-f]+)\/js\/main\.js"/.exec(html)?.[1];
  if (path === undefined) throw new Error('the page names no script');
  return path;
}

describe('health', () => {
  it.each(['/healthz', '/readyz'])('%s is well, needs no cookie and gives none', async (path) => {
    const answer = await get(path);
    expect(answer.status).toBe(200);
    expect(await answer.json()).toEqual({ status: 'ok' });
    expect(answer.headers.get('cache-control')).toBe('no-store');
    expect(answer.headers.getSetCookie()).toEqual([]);
  });

  it('is not ready while nothing can be written, and alive all the same', async () => {
    const broken = await startApp();
    try {
      await broken.app.get(Database).writer.schema.dropTable('probes').execute();
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
    ['/js/main.js', /javascript/],
    ['/css/base.css', /text\/css/],
    ['/icons/linger.svg', /image\/svg\+xml/],
  ])('%s: under the version of the page for ever', async (file, type) => {
    const answer = await get((await assetsPath()) + file);
    expect(answer.status).toBe(200);
    expect(answer.headers.get('cache-control')).toBe('public, max-age=31536000, immutable');
    expect(answer.headers.get('content-type')).toMatch(type);
    expect(answer.headers.get('x-content-type-options')).toBe('nosniff');
    expect(answer.headers.getSetCookie()).toEqual([]);
    const text = await readFile(PUBLIC_DIR + file, 'utf8');
    expect(await answer.text()).toBe(file.endsWith('.js') ? withoutComments(text) : text);
  });

  it("under another version: today's file, to be asked for again", async () => {
    const path = '/assets/0123456789ab/js/main.js';
    expect(path.startsWith(await assetsPath())).toBe(false);
    const answer = await get(path);
    expect(answer.status).toBe(200);
    expect(answer.headers.get('cache-control')).toBe('no-cache');
    // With `fetch`, which adds `Cache-Control: no-cache` here, nothing is ever fresh.
    const again = await new Promise((resolve, reject) => {
      const headers = { 'if-none-match': answer.headers.get('etag') ?? '' };
      const asked = request(server.url + path, { headers }, (res) => resolve(res.resume().statusCode));
      asked.on('error', reject).end();
    });
    expect(again).toBe(304);
  });

  it.each([
    '/assets/js/main.js',
    '/js/main.js',
    '/assets/{v}/js/nothing.js',
    '/assets/{v}/js/',
    '/assets/{v}/js',
    '/assets/{v}/tsconfig.json',
    '/assets/{v}/js/..%2ftsconfig.json',
    '/assets/{v}/js/%2e%2e%2f%2e%2e%2fpackage.json',
    '/assets/{v}/js/..%5c..%5cpackage.json',
    '/assets/{v}/js/%00',
  ])('nothing else is there: %s', async (path) => {
    const version = (await assetsPath()).slice('/assets/'.length);
    const answer = await get(path.replace('{v}', version));
    expect([400, 403, 404]).toContain(answer.status);
    expect(await answer.text()).not.toMatch(/compilerOptions|"name": "linger"/);
  });
});
