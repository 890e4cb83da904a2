import { describe, expect, it } from 'vitest';
import { PASSWORD, copyOf, meOf, signedIn, signedUp } from './support/account.js';
import { HTML, fillIn } from './support/fill-in.js';
import { attributes, unescapeHtml } from './support/html.js';
import { cancelOf, headingOf, press } from './support/pressing.js';
import { RestClient } from './support/rest-client.js';
import { sharedApp } from './support/test-app.js';
import { Visitor } from './support/visitor.js';

const server = sharedApp();

const visit = () => Visitor.at(server.url);

describe('the page of the account', () => {
  it('is for accounts only', async () => {
    const guest = await visit();
    await guest.send('x');
    expect((await guest.get('/account')).headers.get('location')).toBe('/sign-in?next=%2Faccount');
    const answer = await guest.post('/account/profile', { name: 'x', profile: '' }, HTML);
    expect(answer.status).toBe(401);
    expect(await answer.text()).toContain('href="/sign-in"');
  });

  it('changes name and profile, and confirms it', async () => {
    const finn = await signedUp(server, 'Finn');
    const answer = await fillIn(finn, '/account', '/account/profile', {
      name: 'Finnegan',
      profile: 'A line\nand another',
    });
    expect(answer.location).toBe('/account?done=profile');
    const page = await (await finn.get('/account?done=profile')).text();
    expect(page).toContain('Saved.');
    expect(attributes(page, /id="name"/)['value']).toBe('Finnegan');
    expect(page).toContain('A line\nand another</textarea>');
    const refused = await fillIn(finn, '/account', '/account/profile', { name: ' ', profile: 'typed' });
    expect([refused.status, refused.text.includes('typed</textarea>')]).toEqual([400, true]);
    expect(await (await finn.get('/account?done=%3Cb%3E')).text()).not.toContain('class="success"');
  });

  it('changes the password only if the old one is right', async () => {
    const gina = await signedUp(server, 'Gina');
    const wrong = await fillIn(gina, '/account', '/account/password', {
      password: 'nine wrong otters',
      new_password: 'eight loud geese',
    });
    expect([wrong.status, /otters|geese/.test(wrong.text)]).toEqual([403, false]);
    const right = await fillIn(gina, '/account', '/account/password', {
      password: PASSWORD,
      new_password: 'eight loud geese',
    });
    expect(right.location).toBe('/account?done=password');
    expect((await gina.get('/account')).status).toBe(200);
    await signedIn(server, 'Gina', 'eight loud geese');
  });

  it('lists sessions, ends one of them, signs out, and signs out everywhere', async () => {
    const hal = await signedUp(server, 'Hal');
    const phone = await signedIn(server, 'Hal');
    const page = await (await hal.get('/account')).text();
    const id = unescapeHtml(/name="id" value="([^"]{22})"/.exec(page)?.[1] ?? '');
    const question = await press(hal, page, /^Sign out node$/);
    expect([headingOf(question), cancelOf(question)]).toEqual(['Sign out node?', '/account']);
    expect((await copyOf(phone).get('/api/me')).status).toBe(200);
    const ended = await fillIn(hal, `/confirm/end-session?id=${id}`, `/account/sessions/${id}/end`, {});
    expect(ended.location).toBe('/account?done=session');
    expect((await copyOf(phone).get('/api/me')).status).toBe(401);
    const tablet = await signedIn(server, 'Hal');
    expect((await fillIn(hal, '/account', '/account/sign-out', {})).location).toBe('/');
    expect(await meOf(hal)).toMatchObject({ id: null });
    expect((await fillIn(tablet, '/confirm/end-sessions', '/account/sessions/end', {})).location).toBe('/');
    expect(await meOf(tablet)).toMatchObject({ id: null });
  });

  it('makes a sign-in link, which signs in by its button', async () => {
    const iris = await signedUp(server, 'Iris');
    const { text } = await fillIn(iris, '/account', '/account/sign-in-link', {});
    const link = attributes(text, /readonly/)['value'] ?? '';
    const path = link.slice(server.url.length);
    // In no other form: its query would keep the link in the browser's history.
    expect(text.split(link.slice(-32))).toHaveLength(2);
    const phone = await visit();
    const answer = await fillIn(phone, path, '/sign-in/link', {});
    expect(answer).toMatchObject({ status: 303, location: '/' });
    expect(await meOf(phone)).toMatchObject({ name: 'Iris' });
    const again = await (await visit()).get(path, HTML);
    expect([again.status, (await again.text()).includes('no longer works')]).toEqual([410, true]);
  });

  it('deletes the account with its password', async () => {
    const jane = await signedUp(server, 'Jane');
    const message = await jane.say('a', 'stays');
    expect(
      (await fillIn(jane, '/confirm/delete-account', '/account/delete', { password: 'nine wrong otters' }))
        .status,
    ).toBe(403);
    expect(
      (await fillIn(jane, '/confirm/delete-account', '/account/delete', { password: PASSWORD })).location,
    ).toBe('/');
    expect(await meOf(jane)).toMatchObject({ id: null });
    const { entries } = await (await RestClient.at(server.url)).entries('a');
    expect(entries.find((entry) => entry.message?.id === message.id)?.message?.author.name).toBe(
      'deleted account',
    );
  });

  it.each(['/sign-in', '/sign-up', '/account'])('K1 is not cached: %s', async (path) => {
    const person = path === '/account' ? await signedUp(server, 'Kim') : await visit();
    const answer = await person.get(path, HTML);
    expect([answer.status, answer.headers.get('cache-control')]).toEqual([200, 'no-store']);
  });

  it('is shown in Chinese on request', async () => {
    const person = await visit();
    const answer = await person.get('/sign-up', { ...HTML, 'accept-language': 'zh-CN' });
    expect(await answer.text()).toContain('<h1>注册</h1>');
  });
});
