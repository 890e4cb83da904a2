import { describe, expect, it } from 'vitest';
import { sharedApp } from './support/test-app.js';
import { Visitor } from './support/visitor.js';

const HTML = { accept: 'text/html' };

const server = sharedApp();
const membersOnly = sharedApp({ GUESTS: 'no' });
const behindProxy = sharedApp({ TRUST_PROXY: 'loopback' });

const pageOf = async (url: string, headers: Record<string, string> = {}): Promise<string> => {
  const answer = await fetch(`${url}/diagnose`, { headers: { ...HTML, ...headers } });
  expect(answer.status).toBe(200);
  return answer.text();
};
/** What the server sees, as the page says it. */
const arrival = (page: string): string[] =>
  [...page.matchAll(/<dd>([^<]*)<\/dd>/g)].map(([, text = '']) => text);

describe('the page for the tests of a connection', () => {
  it('says how the request came', async () => {
    const page = await pageOf(server.url, { 'accept-encoding': 'br' });
    expect(arrival(page)).toEqual(['127.0.0.1', 'None detected', 'No', '1.1', 'br']);
  });

  it('believes a proxy that the settings name', async () => {
    const headers = { 'x-forwarded-for': '203.0.113.7', 'x-forwarded-proto': 'https', via: '1.1 squid<' };
    expect(arrival(await pageOf(behindProxy.url, headers)).slice(0, 4)).toEqual([
      '203.0.113.7',
      'Yes, one listed in TRUST_PROXY',
      '1.1 squid&lt;',
      'Yes',
    ]);
  });

  it('does not believe any other', async () => {
    const headers = { 'x-forwarded-for': '203.0.113.7', 'x-forwarded-proto': 'https' };
    const [address, proxy, https] = arrival(await pageOf(server.url, headers));
    expect([address, https]).toEqual(['127.0.0.1', 'No']);
    expect(proxy).toMatch(/^Yes, but not listed in TRUST_PROXY/);
  });

  it.each(['en', 'zh-CN'])('has a text for everything in %s', async (language) => {
    expect(await pageOf(server.url, { 'accept-language': language })).not.toMatch(/>\s*diagnos(?:e|is)\./);
  });

  it('is open to people who have yet to sign in, with all its tests', async () => {
    const visitor = await Visitor.at(membersOnly.url, '/diagnose');
    expect((await visitor.get('/diagnose', HTML)).status).toBe(200);
    expect((await visitor.get('/diagnose/text')).status).toBe(200);
    expect((await visitor.post('/diagnose/post', {})).status).toBe(200);
    // Premise: other pages are not.
    expect((await visitor.get('/', HTML)).status).toBe(302);
  });

  it('is linked from errors that a network may have caused, and from no others', async () => {
    const visitor = await Visitor.at(server.url);
    const expired = await visitor.post('/a/message/new', { body: 'hello', _xsrf: 'stale' }, HTML);
    expect([expired.status, await expired.text()]).toEqual([
      403,
      expect.stringContaining('href="/diagnose"'),
    ]);
    const missing = await visitor.get('/nowhere', HTML);
    expect([missing.status, await missing.text()]).toEqual([
      404,
      expect.not.stringContaining('href="/diagnose"'),
    ]);
  });
});
