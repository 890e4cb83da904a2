import { describe, expect, it } from 'vitest';
import { rawRequest } from './support/raw-http.js';
import { textIn, unescapeHtml } from './support/html-text.js';
import { storedIn } from './support/stored.js';
import { sharedApp } from './support/test-app.js';
import { Visitor } from './support/visitor.js';

const server = sharedApp();

/** Each would leave a tag `xss` or an attribute `onxss` in the page if it got through. */
const MARKUP = [
  '<xss>',
  '</textarea><xss>',
  '</title></script></div><xss>',
  '"><xss>',
  `"onxss="x`,
  `'onxss='x`,
  '` onxss=x',
  '<!--<xss>',
  '<![CDATA[<xss>]]>',
  '&lt;xss&gt;',
  '&#60;xss>',
  '\\u003cxss>',
  '<\u0000xss>',
  '<xss\n>',
];

/** The same, of characters that the name of a room may have. */
const ROOMS = [
  '<xss>',
  '"><xss>',
  '"onxss="x',
  "'onxss='x",
  '` onxss=`x',
  '<!--<xss>',
  '&lt;xss&gt;',
  '<xss',
];

function expectNoMarkup(html: string): void {
  expect(html).not.toMatch(/<[/!]?\0?xss|<!\[|<!--/i);
  // In our pages a quote that belongs to text is always escaped.
  expect(html).not.toMatch(/["']\s*onxss/i);
}

/** As it is stored: without what cannot be shown. */
const cleaned = (text: string) => text.replaceAll('\0', '');

describe('X1 markup in a message', () => {
  it.each(MARKUP)('%j is text in the JSON and in the page', async (body) => {
    const visitor = await Visitor.at(server.url);
    const sent = await visitor.send(body, { room: 'markup' });
    expect(sent.body).toBe(cleaned(body));
    const { messages = [] } = await visitor.poll({ room: 'markup', cursor: '-' });
    const page = await (await visitor.get('/room?room=markup')).text();

    for (const html of [sent.html, messages.at(-1)?.html ?? '', page.slice(page.indexOf(sent.html))]) {
      expect(textIn(html, '<div class="message-body" dir="auto">')).toBe(cleaned(body));
    }
    expect(page).toContain(sent.html);
    expectNoMarkup(page);
  });

  it('has no id that goes into a page', async () => {
    const visitor = await Visitor.at(server.url);
    const before = await storedIn(server);
    const answer = await visitor.post('/a/message/new', { body: 'hello', client_id: '"><xss>' });
    expect(answer.status).toBe(400);
    expect(await storedIn(server)).toEqual(before);
  });
});

describe('X1 markup in a name', () => {
  it.each(MARKUP)('%j is text wherever the name stands', async (name) => {
    const visitor = await Visitor.at(server.url);
    expect((await visitor.post('/a/name', { name })).status).toBe(200);
    const shown = cleaned(name).replace('\n', ' ');
    const { html, author } = await visitor.send('hello', { room: 'names' });
    const page = await (await visitor.get('/room?room=names')).text();

    expect(author.name).toBe(shown);
    expect(textIn(html, `href="/people/${author.id}"><bdi>`)).toBe(shown);
    expect(textIn(page, '<bdi class="me-name">')).toBe(shown);
    expect(page).toContain(html);
    expectNoMarkup(page);
  });
});

describe('X1 markup in the name of a room', () => {
  it.each(ROOMS)('%j is text in title, heading, form and list', async (room) => {
    const visitor = await Visitor.at(server.url);
    const path = `/room?room=${encodeURIComponent(room)}`;
    const sent = await visitor.send('hello', { room });
    expect(sent.room).toBe(room);
    const page = await (await visitor.get(path)).text();
    const lobby = await (await visitor.get('/')).text();

    expect(textIn(page, '<title>')).toContain(room);
    expect(textIn(page, '<h1 class="room-name" dir="auto">')).toBe(room);
    expect(unescapeHtml(/name="room" value="([^"]*)"/.exec(page)?.[1] ?? '')).toBe(room);
    expect(JSON.parse(unescapeHtml(/data-page="([^"]*)"/.exec(page)?.[1] ?? ''))).toMatchObject({
      room: { key: room },
    });
    const [, href = '', key = '', name = ''] =
      /<a class="room-link" href="([^"]*)" data-room="([^"]*)"[^>]* data-seq="\d+"[^>]*><bdi>(.*?)<\/bdi>/.exec(
        lobby,
      ) ?? [];
    expect([unescapeHtml(href), unescapeHtml(key), unescapeHtml(name)]).toEqual([path, room, room]);
    for (const html of [page, lobby]) expectNoMarkup(html);
  });
});

describe('X1 markup in a refused request', () => {
  const html: [string, string] = ['Accept', 'text/html'];
  const MARK = '"><xss onxss=x>';

  it.each([
    ['the path', `/nowhere/${MARK}`],
    ['the path of a file', `/assets/0/${MARK}`],
    ['a room', `/room?room=${MARK}/`],
    ['the name of a parameter', `/room?${MARK}=1`],
    ['the query of a page', `/?${MARK}`],
    ['the query of a room', `/room?room=1&${MARK}`],
  ])('is not repeated as markup, in %s', async (_, path) => {
    const asked = path.replaceAll(' ', '+');
    for (const headers of [[html], []] as [string, string][][]) {
      const answer = await rawRequest(server.url, { path: asked, headers });
      expect(answer.status).toBeLessThan(500);
      expectNoMarkup(answer.text);
    }
  });

  it.each([
    ['Accept-Language', MARK],
    ['Cookie', `language=${MARK}; linger=${MARK}; _xsrf=${MARK}`],
    ['Referer', `http://127.0.0.1/${MARK}`],
    ['User-Agent', MARK],
    ['X-Forwarded-Host', MARK],
  ])('is not repeated as markup, in the header %s', async (name, value) => {
    for (const path of ['/', '/nowhere']) {
      const answer = await rawRequest(server.url, { path, headers: [html, [name, value]] });
      expect(answer.status).toBe(path === '/' ? 200 : 404);
      expectNoMarkup(answer.text);
    }
  });

  it('is text in the returned draft', async () => {
    const visitor = await Visitor.at(server.url);
    const body = `</textarea>${MARK}`.repeat(200);
    const answer = await visitor.post('/a/message/new', { body, room: MARK }, { accept: 'text/html' });
    expect(answer.status).toBe(400);
    const page = await answer.text();
    expect(textIn(page, 'aria-describedby="draft-note">\n')).toBe(body);
    expect(unescapeHtml(/name="room" value="([^"]*)"/.exec(page)?.[1] ?? '')).toBe(MARK);
    expectNoMarkup(page);
  });

  it('is not repeated from the name of a field', async () => {
    const visitor = await Visitor.at(server.url);
    for (const accept of ['text/html', 'application/json']) {
      const answer = await visitor.post('/a/message/new', { body: 'x', [`${MARK}[]`]: 'x' }, { accept });
      expect(answer.status).toBe(400);
      expect(await answer.text()).not.toContain('xss');
    }
  });

  it('cannot turn a JSON answer into a page', async () => {
    const visitor = await Visitor.at(server.url);
    const good = await visitor.post('/a/message/new', { body: MARK }, { accept: 'text/html' });
    const bad = await visitor.post('/a/message/new', { body: '' });
    expect(good.headers.get('content-type')).toMatch(/^application\/json/);
    expect(bad.headers.get('content-type')).toMatch(/^application\/problem\+json/);
    for (const { headers } of [good, bad]) expect(headers.get('x-content-type-options')).toBe('nosniff');
  });

  it('stays part of the address in a redirect', async () => {
    const visitor = await Visitor.at(server.url);
    const answer = await visitor.post(
      '/a/message/new',
      { body: 'x', next: `/?${MARK}` },
      { accept: 'text/html' },
    );
    expect(answer.status).toBe(302);
    expect(answer.headers.get('location')).toBe('/?%22%3E%3Cxss%20onxss=x%3E');
    expectNoMarkup(await answer.text());
  });
});
