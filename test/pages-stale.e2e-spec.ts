import { beforeEach, describe, expect, it } from 'vitest';
import { PASSWORD, freshAccounts, sharedAccounts } from './support/account.js';
import { HTML } from './support/fill-in.js';
import { groupOf } from './support/groups.js';
import { form } from './support/html.js';
import { filledIn, send } from './support/pressing.js';
import { RestClient } from './support/rest-client.js';
import { storedIn } from './support/stored.js';
import { sharedApp } from './support/test-app.js';

const server = sharedApp({ LIMITS: 'off' });
const [known] = sharedAccounts(server, 'Bob');
const [ann, bob] = freshAccounts(server, 'Ann', 'Bob');
let room: string;
beforeEach(async () => {
  room = await groupOf(ann, bob, known);
});

type Fields = Record<string, string>;

describe('a form with a stale token comes back filled in,', () => {
  const CHANGES: [string, () => string, Fields][] = [
    ['a new group', () => '/new/group', { name: 'Go', topic: 'Stones' }],
    ['a new topic', () => `/a/rooms/${room}/topic`, { topic: 'Stones' }],
    ['an invitation', () => `/a/rooms/${room}/invitations`, { user: 'Cat' }],
    ['a profile', () => '/account/profile', { name: 'Ann', profile: 'plays\nchess' }],
  ];

  it.each(CHANGES)('for %s', async (_, action, typed) => {
    const stored = await storedIn(server);
    const { status, html } = await send(ann, action(), typed, { stale: true });
    expect(status).toBe(403);
    expect(form(html, action())).toContain('Please try that again');
    const again = filledIn(form(html, action()));
    expect(again).toMatchObject(typed);
    expect(await storedIn(server)).toEqual(stored);
    const { status: pressed } = await send(ann, action(), again);
    expect(pressed).not.toBe(403);
  });

  it.each(['/sign-in', '/sign-up'])('for %s by somebody whose cookies are gone', async (action) => {
    const visitor = await RestClient.at(server.url);
    const typed = {
      name: 'Dora "D"',
      password: PASSWORD,
      next: '/room?room=42',
      acting_as: 'none:of-a-past-session',
    };
    for (const acting of [true, false]) {
      const { acting_as: as, ...rest } = typed;
      const { status, html } = await send(visitor, action, acting ? { ...rest, acting_as: as } : rest, {
        stale: true,
      });
      expect([403, 409]).toContain(status);
      expect(form(html, action)).toContain('role="alert"');
      expect(filledIn(form(html, action))).toMatchObject({
        name: 'Dora "D"',
        next: '/room?room=42',
        password: '',
      });
      expect(html).not.toContain(PASSWORD);
    }
  });

  it.each(['/sign-in', '/sign-up'])('for %s by a guest whose session has ended', async (action) => {
    const guest = await RestClient.at(server.url);
    await guest.send('hello');
    const cookies = new Map(guest.cookies);
    const fields = filledIn(form(await (await guest.get(action, HTML)).text(), action));
    await guest.post('/api/session/end', {});
    for (const [name, value] of cookies) guest.cookies.set(name, value);
    const typed = { ...fields, name: `Dora of ${action}`, password: PASSWORD, next: '/room?room=42' };
    const answer = await guest.postRaw(action, new URLSearchParams(typed), HTML);
    const html = await answer.text();
    expect(answer.status).toBe(401);
    expect(form(html, action)).toContain('Please try that again');
    expect(html).not.toContain(PASSWORD);
    const again = filledIn(form(html, action));
    expect(again).toMatchObject({ name: `Dora of ${action}`, next: '/room?room=42', password: '' });
    expect((await send(guest, action, { ...again, password: PASSWORD })).status).toBe(
      action === '/sign-up' ? 303 : 401,
    );
  });

  it('for a sign-in link by somebody whose session is over', async () => {
    const link = await ann.postRaw('/account/sign-in-link', new URLSearchParams({ _xsrf: ann.token }), HTML);
    const [, code = ''] = /sign-in\/link\?code(?:=|&#x3D;)([\w-]+)/.exec(await link.text()) ?? [];
    expect(code).not.toBe('');
    const visitor = await RestClient.at(server.url);
    const typed = { code, acting_as: 'none:of-a-past-session' };
    const { status, html } = await send(visitor, '/sign-in/link', typed, { stale: true });
    expect(status).toBe(409);
    expect(form(html, '/sign-in/link')).toContain('Please try that again');
    const again = filledIn(form(html, '/sign-in/link'));
    expect((await send(visitor, '/sign-in/link', again)).status).toBe(303);
  });

  it('for a sign-in, which works when the button is pressed again', async () => {
    const visitor = await RestClient.at(server.url);
    const { html } = await send(visitor, '/sign-in', { name: ann.name, password: PASSWORD }, { stale: true });
    const again = { ...filledIn(form(html, '/sign-in')), password: PASSWORD };
    expect((await visitor.postRaw('/sign-in', new URLSearchParams(again), HTML)).status).toBe(303);
  });

  it('for a confirmation, which is asked for again', async () => {
    const asks = `/confirm/remove?room=${room}&user=${bob.id}`;
    const action = `/a/rooms/${room}/members/${bob.id}/remove`;
    const { status, html } = await send(
      ann,
      action,
      { next: '/' },
      { stale: true, referer: server.url + asks },
    );
    expect(status).toBe(403);
    expect(html).toContain(`<h1 dir="auto">Remove ${bob.name} from Chess?</h1>`);
    expect(html).toContain('Please try that again');
  });

  it('in Chinese on request', async () => {
    const headers = { ...HTML, 'accept-language': 'zh-CN' };
    const answer = await ann.postRaw(
      '/new/group',
      new URLSearchParams({ name: 'Go', _xsrf: 'stale' }),
      headers,
    );
    expect(await answer.text()).toContain('请再试一次');
  });

  it('for a message, whose text is kept', async () => {
    const { status, html } = await send(
      ann,
      '/a/message/new',
      { body: 'half an hour of work' },
      { stale: true },
    );
    expect(status).toBe(403);
    expect(html).toContain('half an hour of work</textarea>');
    expect(html).toContain('<h1>Please try that again</h1>');
  });

  it('unless another site sent it', async () => {
    const headers = { ...HTML, origin: 'https://evil.example', referer: `${server.url}/new` };
    const answer = await ann.postRaw('/new/group', new URLSearchParams({ name: 'Evil' }), headers);
    expect([answer.status, (await answer.text()).includes('Evil')]).toEqual([403, false]);
  });
});
