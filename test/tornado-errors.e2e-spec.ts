import { request } from 'node:http';
import { beforeAll, describe, expect, it } from 'vitest';
import { attributes, form, unescapeHtml } from './support/html.js';
import { sharedApp } from './support/test-app.js';
import { Visitor } from './support/visitor.js';

const server = sharedApp();
let ann: Visitor;
beforeAll(async () => {
  ann = await Visitor.at(server.url);
});

const BROWSER = 'text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,image/webp,*/*;q=0.8';

describe('an error', () => {
  it.each([
    ['a script without wishes', '*/*'],
    ["jQuery's dataType text", 'text/plain, */*; q=0.01'],
    ['a program', 'application/json'],
    ['a program that knows', 'application/problem+json, application/json'],
    ['whoever takes neither', 'image/png'],
  ])('is problem details for %s', async (_, accept) => {
    const answer = await ann.post('/a/message/new', { body: '' }, { accept });
    expect(answer.status).toBe(400);
    expect(answer.headers.get('content-type')).toBe('application/problem+json; charset=utf-8');
    expect(answer.headers.get('cache-control')).toBe('no-store');
    expect(answer.headers.getSetCookie()).toEqual([]);
    expect(await answer.json()).toEqual({
      type: 'about:blank',
      title: 'Bad Request',
      status: 400,
      code: 'BODY_BLANK',
      detail: 'Write something first.',
    });
  });

  it('is a page for a browser', async () => {
    const answer = await ann.post('/a/message/new', { body: '' }, { accept: BROWSER });
    expect(answer.status).toBe(400);
    expect(answer.headers.get('content-type')).toBe('text/html; charset=utf-8');
    expect(answer.headers.get('cache-control')).toBe('no-store');
    expect(await answer.text()).toContain('<h1>Your message is empty</h1>');
  });

  it('reveals nothing internal', async () => {
    const answer = await ann.get('/nowhere?x=<script>', { accept: BROWSER });
    const html = await answer.text();
    expect(answer.status).toBe(404);
    expect(html).not.toMatch(/node_modules|\.ts\b|Cannot GET|<script>/);
  });
});

describe('the text of a refused message', () => {
  const tooLong = `<b>"long" & more</b>\n${'x'.repeat(4000)}`;

  it.each([
    ['was refused', { body: tooLong, room: '42' }],
    ['came with a token that has expired', { body: '\n two lines\n', room: '42', _xsrf: 'stale' }],
    ['came with a next elsewhere', { body: 'hello', room: '42', next: '//evil.example' }],
  ])('can be sent again from the error page when it %s', async (_, fields) => {
    const bob = await Visitor.at(server.url);
    const answer = await bob.post('/a/message/new', fields, { accept: BROWSER });
    expect(answer.status).toBeGreaterThanOrEqual(400);
    const again = form(await answer.text(), '/a/message/new');
    // HTML drops one line feed after the tag.
    const draft = unescapeHtml(/<textarea[^>]*>\n?([\s\S]*)<\/textarea>/.exec(again)?.[1] ?? '');
    expect(draft).toBe(fields.body);
    const hidden = (name: string): string => attributes(again, new RegExp(`name="${name}"`))['value'] ?? '';
    const resent = await bob.postRaw(
      '/a/message/new',
      new URLSearchParams({
        _xsrf: hidden('_xsrf'),
        room: hidden('room'),
        next: hidden('next'),
        body: draft.slice(0, 100),
      }),
      { accept: BROWSER },
    );
    expect([resent.status, resent.headers.get('location')]).toEqual([302, '/room?room=42']);
    expect(await (await bob.get('/room?room=42')).text()).toContain(
      (await bob.poll({ room: '42', cursor: '00000000-0000-0000-0000-000000000000' })).messages?.at(-1)?.html,
    );
  });

  it('is not shown when another site sent it', async () => {
    const headers = { accept: BROWSER, 'sec-fetch-site': 'cross-site' };
    const answer = await ann.post('/a/message/new', { body: 'planted' }, headers);
    expect(answer.status).toBe(403);
    expect(await answer.text()).not.toContain('planted');
  });
});

describe('a path', () => {
  it.each(['/nowhere', '/a/message', '/a/message/new/x', '/rooms/x', '/..%2f..%2fetc/passwd', '/%00'])(
    'is 404 if it does not exist: %s',
    async (path) => {
      const answer = await ann.get(path);
      expect([answer.status, ((await answer.json()) as { code: string }).code]).toEqual([404, 'NOT_FOUND']);
      expect(answer.headers.get('allow')).toBeNull();
    },
  );

  it('is 404 for other methods too', async () => {
    expect((await ann.post('/nowhere', { body: 'x' })).status).toBe(404);
    for (const method of ['HEAD', 'PUT', 'DELETE']) {
      expect((await fetch(`${server.url}/nowhere`, { method })).status).toBe(404);
    }
  });

  it.each([
    ['GET', '/a/message/new', 'POST'],
    ['GET', '/a/message/updates', 'POST'],
    ['GET', '/a/name', 'POST'],
    ['GET', '/a/preferences', 'POST'],
    ['HEAD', '/a/message/new', 'POST'],
    ['POST', '/', 'GET, HEAD'],
    ['POST', '/room', 'GET, HEAD'],
    ['POST', '/healthz', 'GET, HEAD'],
    ['PUT', '/a/message/new', 'POST'],
    ['DELETE', '/', 'GET, HEAD'],
    ['PATCH', '/a/name', 'POST'],
    ['OPTIONS', '/a/message/new', 'POST'],
  ])('answers %s %s with 405 and Allow: %s', async (method, path, allow) => {
    const answer =
      method === 'POST'
        ? await ann.post(path, {})
        : await fetch(server.url + path, { method, headers: { cookie: ann.cookieHeader } });
    expect(answer.status).toBe(405);
    expect(answer.headers.get('allow')).toBe(allow);
    if (method !== 'HEAD') expect(await answer.json()).toMatchObject({ code: 'METHOD_NOT_ALLOWED' });
  });

  it('answers HEAD like GET without a body', async () => {
    for (const path of ['/', '/room?room=1', '/healthz']) {
      const answer = await fetch(server.url + path, { method: 'HEAD' });
      expect([answer.status, await answer.text()]).toEqual([200, '']);
    }
  });

  it('answers TRACE with 405', async () => {
    const status = await new Promise((resolve, reject) => {
      request(server.url, { method: 'TRACE' }, (answer) => resolve(answer.resume().statusCode))
        .on('error', reject)
        .end();
    });
    expect(status).toBe(405);
  });
});
