import { describe, expect, it } from 'vitest';
import { attributes, form } from './support/html.js';
import { sharedApp } from './support/test-app.js';
import { Visitor } from './support/visitor.js';

const server = sharedApp();

const BEGINNING = '00000000-0000-0000-0000-000000000000';

const langOf = async (answer: Response): Promise<string | undefined> =>
  /<html lang="([^"]*)"/.exec(await answer.text())?.[1];

describe('a guest', () => {
  it('is made by the first write and remains the author of everything they send', async () => {
    const ann = await Visitor.at(server.url);
    const [first, second] = [await ann.send('1'), await ann.send('2', { room: '7' })];
    expect(second.author).toEqual(first.author);
    expect((await (await Visitor.at(server.url)).send('3')).author.id).not.toBe(first.author.id);
  });

  it('is only one, even if several first writes come at once', async () => {
    const ann = await Visitor.at(server.url);
    const sent = await Promise.all(['1', '2', '3'].map((body) => ann.send(body)));
    expect(new Set(sent.map(({ author }) => JSON.stringify(author))).size).toBe(1);
  });

  it('keeps session and token through the first write', async () => {
    const ann = await Visitor.at(server.url);
    const { token, session } = ann;
    await ann.send('1');
    await ann.get('/');
    expect(ann.session).toEqual(session);
    expect((await ann.post('/a/message/new', { body: '2', _xsrf: token })).status).toBe(200);
  });
});

describe('a change of name', () => {
  it('applies from the next message on, while earlier ones keep their names', async () => {
    const ann = await Visitor.at(server.url);
    const before = await ann.send('before', { room: 'renamed' });
    const answer = await ann.post('/a/name', { name: '  Ann  Lee ' });
    expect(answer.status).toBe(200);
    expect(answer.headers.get('cache-control')).toBe('no-store');
    expect(await answer.json()).toEqual({ id: before.author.id, name: 'Ann Lee' });
    const after = await ann.send('after', { room: 'renamed' });
    expect(after.author).toEqual({ id: before.author.id, name: 'Ann Lee', guest: true });
    const { messages } = await ann.poll({ room: 'renamed', cursor: BEGINNING });
    expect(messages).toEqual([before, after]);
    expect(before.html).toContain(`>${before.author.name}</bdi>`);
    expect(after.html).toContain('>Ann Lee</bdi>');
  });

  it('makes a guest of a visitor who has not written yet', async () => {
    const ann = await Visitor.at(server.url);
    const { id } = (await (await ann.post('/a/name', { name: 'First' })).json()) as { id: string };
    expect((await ann.send('x')).author).toEqual({ id, name: 'First', guest: true });
  });

  it('works with the form on the page, and leads back to it', async () => {
    const ann = await Visitor.at(server.url);
    const page = await (await ann.get('/room?room=42')).text();
    const next = attributes(form(page, '/a/name'), /name="next"/)['value'] as string;
    const answer = await ann.post('/a/name', { name: '<b>安</b>', next });
    expect([answer.status, answer.headers.get('location')]).toEqual([302, '/room?room=42']);
    const shown = form(await (await ann.get('/room?room=42')).text(), '/a/name');
    expect(attributes(shown, /id="name"/)['value']).toBe('<b>安</b>');
    expect((await ann.send('x')).html).toContain('>&lt;b&gt;安&lt;/b&gt;</bdi>');
  });

  it.each([
    ['missing', {}, 'NAME_BLANK'],
    ['empty', { name: '' }, 'NAME_BLANK'],
    ['blank', { name: ' \u200b\u3000' }, 'NAME_BLANK'],
    ['of 41 characters', { name: '安'.repeat(41) }, 'NAME_TOO_LONG'],
    ['of 17 marks on one letter', { name: `a${'\u0334'.repeat(17)}` }, 'NAME_INVALID'],
  ])('that is %s is refused and changes nothing', async (_, fields, code) => {
    const ann = await Visitor.at(server.url);
    expect((await ann.post('/a/name', { name: 'Ann' })).status).toBe(200);
    const answer = await ann.post('/a/name', fields);
    expect(answer.status).toBe(400);
    expect(await answer.json()).toMatchObject({ code });
    expect((await ann.send('x')).author.name).toBe('Ann');
  });
});

describe('the language', () => {
  it.each([
    [undefined, 'en'],
    ['de', 'en'],
    ['zh', 'zh-CN'],
    ['zh-TW,en;q=0.5', 'zh-CN'],
    ['en-GB,zh;q=0.9', 'en'],
    ['en;q=0.3,zh-Hans-CN;q=0.8', 'zh-CN'],
    ['de,fr;q=0.9,zh-CN;q=0.1', 'zh-CN'],
    ['*', 'en'],
  ])('for Accept-Language %s is %s', async (wanted, lang) => {
    const headers: Record<string, string> = wanted === undefined ? {} : { 'accept-language': wanted };
    const answer = await new Visitor(server.url).get('/', headers);
    expect(answer.headers.get('vary')).toContain('Accept-Language');
    expect(await langOf(answer)).toBe(lang);
  });

  it('is English if the header is malformed', async () => {
    const answer = await new Visitor(server.url).get('/', { 'accept-language': 'zh;q=nonsense,,;;' });
    expect(answer.status).toBe(200);
  });

  it('chosen on the page wins over that of the browser, for pages, errors and new guests', async () => {
    const ann = await Visitor.at(server.url);
    const english = { 'accept-language': 'en' };
    const answer = await ann.post('/a/preferences', { language: 'zh-CN', next: '/room?room=1' });
    expect([answer.status, answer.headers.get('location')]).toEqual([302, '/room?room=1']);
    const cookie = answer.headers.getSetCookie().join();
    expect(cookie).toMatch(/^language=zh-CN; Max-Age=31536000; Path=\/; HttpOnly; SameSite=Lax$/);
    expect(await langOf(await ann.get('/', english))).toBe('zh-CN');
    const error = await ann.post('/a/message/new', { body: '' }, english);
    expect((await error.json()) as object).toMatchObject({
      code: 'BODY_BLANK',
      detail: expect.stringMatching(/\p{Script=Han}/u) as string,
    });
    expect((await ann.send('x')).author.name).toMatch(/^\p{Script=Han}+ ?\d+$/u);
    expect((await ann.post('/a/preferences', { language: 'en' })).status).toBe(200);
    expect(await langOf(await ann.get('/', english))).toBe('en');
  });

  it.each([
    ['unknown', { language: 'tlh' }, 'PREFERENCE_UNKNOWN'],
    ['a name of Object.prototype', { language: 'constructor' }, 'PREFERENCE_UNKNOWN'],
  ])('that is %s is refused and sets no cookie', async (_, fields, code) => {
    const ann = await Visitor.at(server.url);
    const answer = await ann.post('/a/preferences', fields);
    expect(answer.status).toBe(400);
    expect(await answer.json()).toMatchObject({ code });
    expect(answer.headers.getSetCookie()).toEqual([]);
  });

  it('is that of the browser if its cookie is invalid', async () => {
    const ann = new Visitor(server.url);
    ann.cookies.set('language', 'toString');
    expect(await langOf(await ann.get('/', { 'accept-language': 'zh' }))).toBe('zh-CN');
  });

  it('does not change the HTML of a message', async () => {
    const [ann, bob] = [await Visitor.at(server.url), await Visitor.at(server.url)];
    const { html } = await ann.send('x', { room: 'html' });
    await bob.post('/a/preferences', { language: 'zh-CN' });
    expect(await (await bob.get('/room?room=html')).text()).toContain(html);
  });
});
