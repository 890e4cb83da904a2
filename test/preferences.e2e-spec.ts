import { describe, expect, it } from 'vitest';
import { sharedAccounts, signedIn } from './support/account.js';
import { RestClient } from './support/rest-client.js';
import { sharedApp } from './support/test-app.js';

const DEFAULTS = {
  language: 'en',
  theme: 'system',
  clock: 'region',
  enter: 'send',
  sound: 'on',
  desktop: 'on',
  push: 'off',
  presence: 'on',
};

const server = sharedApp();
const [ann, bob] = sharedAccounts(server, 'Ann', 'Bob');

const preferencesOf = async (who: RestClient) => (await who.get('/api/preferences')).json();
const htmlOf = async (who: RestClient, path = '/') =>
  /<html[^>]*>/.exec(await (await who.get(path, { accept: 'text/html' })).text())?.[0];

describe('preferences of an account', () => {
  it('count in all its sessions at once, and stay as they are if a change does not name them', async () => {
    const elsewhere = await signedIn(server, 'Ann');
    expect(await preferencesOf(elsewhere)).toEqual(DEFAULTS);
    const answer = await ann.postJson('/api/preferences', { theme: 'dark', language: 'zh-CN' });
    expect([answer.status, await answer.json()]).toEqual([
      200,
      { ...DEFAULTS, theme: 'dark', language: 'zh-CN' },
    ]);
    expect(await preferencesOf(elsewhere)).toEqual({ ...DEFAULTS, theme: 'dark', language: 'zh-CN' });
    await elsewhere.postJson('/api/preferences', { theme: 'system', clock: '12', enter: 'line' });
    expect(await preferencesOf(ann)).toEqual({ ...DEFAULTS, language: 'zh-CN', clock: '12', enter: 'line' });
    expect(await htmlOf(ann)).toBe(
      '<html lang="zh-CN" data-theme="system" data-clock="12" data-enter="line" data-sound="on" data-desktop="on" data-presence="on">',
    );
  });

  it('are nobody else’s', async () => {
    expect(await preferencesOf(bob)).toEqual(DEFAULTS);
  });

  it('win over what the browser has kept of somebody else', async () => {
    bob.cookies.set('theme', 'light');
    expect(await preferencesOf(bob)).toEqual({ ...DEFAULTS, theme: 'light' });
    await bob.postJson('/api/preferences', { theme: 'dark' });
    bob.cookies.set('theme', 'light');
    expect(await preferencesOf(bob)).toEqual({ ...DEFAULTS, theme: 'dark' });
  });
});

describe('preferences of a visitor', () => {
  it('are kept by the browser alone, and count for pages', async () => {
    const visitor = await RestClient.at(server.url);
    const answer = await visitor.postJson('/api/preferences', { theme: 'light', clock: '24' });
    expect(answer.headers.getSetCookie()).toEqual([
      'theme=light; Max-Age=31536000; Path=/; HttpOnly; SameSite=Lax',
      'clock=24; Max-Age=31536000; Path=/; HttpOnly; SameSite=Lax',
    ]);
    expect(await htmlOf(visitor, '/sign-in')).toBe(
      '<html lang="en" data-theme="light" data-clock="24" data-enter="send" data-sound="on" data-desktop="on" data-presence="on">',
    );
    expect((await visitor.me()).id).toBeNull();
    const elsewhere = await RestClient.at(server.url);
    expect(await preferencesOf(elsewhere)).toEqual(DEFAULTS);
  });

  it('are the defaults if the browser’s cookies make no sense', async () => {
    const visitor = await RestClient.at(server.url);
    for (const [name, value] of [
      ['theme', '"><script>'],
      ['clock', '13'],
      ['enter', '__proto__'],
    ] as const)
      visitor.cookies.set(name, value);
    expect(await preferencesOf(visitor)).toEqual(DEFAULTS);
  });
});

describe('a change of preferences', () => {
  it.each(['language', 'theme', 'clock', 'enter', 'sound', 'desktop', 'push', 'presence'])(
    'to an unknown %s changes nothing',
    async (name) => {
      const visitor = await RestClient.at(server.url);
      const answer = await visitor.postJson('/api/preferences', { theme: 'dark', [name]: 'constructor' });
      expect(answer.headers.getSetCookie()).toEqual([]);
      expect(await answer.json()).toMatchObject({ status: 400, code: 'PREFERENCE_UNKNOWN' });
      expect(await preferencesOf(visitor)).toEqual(DEFAULTS);
    },
  );

  it('leads back to the page, which shows what was chosen', async () => {
    const visitor = await RestClient.at(server.url);
    const next = '/preferences?done=preferences';
    const answer = await visitor.post('/a/preferences', { theme: 'dark', enter: 'line', next });
    expect([answer.status, answer.headers.get('location')]).toEqual([302, next]);
    const html = await (await visitor.get(next, { accept: 'text/html' })).text();
    expect(html).toContain('Saved.');
    expect(html.match(/value="\S+" checked/g)).toEqual(
      ['en', 'dark', 'region', 'line', 'on', 'on', 'off', 'on'].map((value) => `value="${value}" checked`),
    );
  });
});
