import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { PASSWORD, copyOf, meOf, signedIn, signedUp } from './support/account.js';
import { attributes, form, unescapeHtml } from './support/html.js';
import { RestClient } from './support/rest-client.js';
import { storedIn } from './support/stored.js';
import { type TestApp, startApp } from './support/test-app.js';
import { Visitor } from './support/visitor.js';

const HTML = { accept: 'text/html' };

let server: TestApp;
beforeAll(async () => {
  server = await startApp({ LIMIT_SIGN_IN: '5/300' });
});
afterAll(() => server.close());

const visit = () => Visitor.at(server.url);

/** Posts the form of a page as a browser without scripts does: its hidden fields, and what is typed. */
async function fillIn(
  visitor: Visitor,
  path: string,
  action: string,
  typed: Record<string, string>,
): Promise<{ status: number; location: string | null; text: string; retryAfter: string | null }> {
  const page = form(await (await visitor.get(path, HTML)).text(), action);
  const hidden = [...page.matchAll(/<input[^>]*type="hidden"[^>]*>/g)].map(([tag]) =>
    attributes(tag, /hidden/),
  );
  const fields = Object.fromEntries(hidden.map(({ name = '', value = '' }) => [name, value]));
  const answer = await visitor.postRaw(action, new URLSearchParams({ ...fields, ...typed }), HTML);
  return {
    status: answer.status,
    location: answer.headers.get('location'),
    text: await answer.text(),
    retryAfter: answer.headers.get('retry-after'),
  };
}

describe('the page to sign up', () => {
  it('makes an account and leads back to where one came from', async () => {
    const ann = await visit();
    const answer = await fillIn(ann, '/sign-up?next=%2Froom%3Froom%3D42', '/sign-up', {
      name: 'Ann',
      password: PASSWORD,
    });
    expect(answer).toMatchObject({ status: 303, location: '/room?room=42' });
    expect(await meOf(ann)).toMatchObject({ name: 'Ann', guest: false });
  });

  it('knows a guest’s chosen name, and not one that was made up', async () => {
    const [named, unnamed] = [await visit(), await visit()];
    await named.post('/a/name', { name: 'Ben' });
    await unnamed.send('x');
    expect(attributes(await (await named.get('/sign-up')).text(), /name="name"/)['value']).toBe('Ben');
    expect(attributes(await (await unnamed.get('/sign-up')).text(), /name="name"/)['value']).toBe('');
    expect(await (await named.get('/sign-up')).text()).toContain('What you wrote as a guest stays yours.');
  });

  it('says beside the form what is wrong, and keeps the name but not the password', async () => {
    const visitor = await visit();
    const typed = { name: '<b>"Cleo"', password: 'password1' };
    const { status, text } = await fillIn(visitor, '/sign-up?next=/room?room=42', '/sign-up', typed);
    expect(status).toBe(400);
    expect(text).toContain('role="alert"');
    expect(text).toContain('easy to guess');
    expect(attributes(text, /name="name"/)['value']).toBe(typed.name);
    expect(attributes(text, /name="next"/)['value']).toBe('/room?room=42');
    expect(text).not.toContain('password1');
  });
});

describe('the page to sign in', () => {
  it('signs in and leads on; with a wrong password it stays, with the name', async () => {
    await signedUp(server, 'Dora');
    const visitor = await visit();
    const wrong = await fillIn(visitor, '/sign-in', '/sign-in', {
      name: 'Dora',
      password: 'nine wrong otters',
    });
    expect(wrong.status).toBe(401);
    expect(wrong.text).toContain('The name or the password is wrong.');
    expect(attributes(wrong.text, /name="name"/)['value']).toBe('Dora');
    expect(wrong.text).not.toContain('otters');
    const right = await fillIn(visitor, '/sign-in?next=%2Faccount', '/sign-in', {
      name: 'Dora',
      password: PASSWORD,
    });
    expect(right).toMatchObject({ status: 303, location: '/account' });
    expect((await visitor.get('/sign-in?next=%2Faccount')).headers.get('location')).toBe('/account');
    expect((await visitor.get('/sign-up')).headers.get('location')).toBe('/');
  });

  it('says for how long to wait after too many tries', async () => {
    const visitor = await visit();
    const typed = { name: 'Nobody', password: 'nine wrong otters' };
    for (let n = 0; n < 5; n++)
      expect((await fillIn(visitor, '/sign-in', '/sign-in', typed)).status).toBe(401);
    const { status, text, retryAfter } = await fillIn(visitor, '/sign-in', '/sign-in', typed);
    expect(status).toBe(429);
    expect(text).toContain(`Try again in ${retryAfter} seconds.`);
  });

  it('has fields that password managers know', async () => {
    const text = await (await (await visit()).get('/sign-in')).text();
    expect(attributes(text, /name="name"/)['autocomplete']).toBe('username');
    expect(attributes(text, /name="password"/)).toMatchObject({
      autocomplete: 'current-password',
      type: 'password',
    });
    const signUp = await (await (await visit()).get('/sign-up')).text();
    expect(attributes(signUp, /name="password"/)['autocomplete']).toBe('new-password');
  });

  it.each(['//evil.example', 'https://evil.example', '/\\evil.example'])(
    'O1 leads nowhere else: %s',
    async (next) => {
      await signedUp(server, 'Emma').catch(() => undefined);
      const visitor = await visit();
      expect((await visitor.get(`/sign-in?next=${encodeURIComponent(next)}`)).status).toBe(400);
      const before = await storedIn(server);
      for (const path of ['/sign-in', '/sign-up']) {
        const answer = await visitor.post(path, { name: 'Emma', password: PASSWORD, next }, HTML);
        expect(answer.status).toBe(400);
      }
      expect(await storedIn(server)).toEqual(before);
    },
  );
});

describe('the page of the account', () => {
  it('is for accounts', async () => {
    const guest = await visit();
    await guest.send('x');
    expect((await guest.get('/account')).headers.get('location')).toBe('/sign-in?next=%2Faccount');
    const answer = await guest.post('/account/profile', { name: 'x', profile: '' }, HTML);
    expect(answer.status).toBe(401);
    expect(await answer.text()).toContain('href="/sign-in"');
  });

  it('changes name and profile, and says so', async () => {
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
    expect(await (await finn.get('/account?done=%3Cb%3E')).text()).not.toContain('role="status"');
  });

  it('changes the password, and a wrong one does not', async () => {
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

  it('lists sessions, ends one, signs out, and everywhere', async () => {
    const hal = await signedUp(server, 'Hal');
    const phone = await signedIn(server, 'Hal');
    const page = await (await hal.get('/account')).text();
    const action = unescapeHtml(/action="(\/account\/sessions\/[^"]{22}\/end)"/.exec(page)?.[1] ?? '');
    expect((await fillIn(hal, '/account', action, {})).location).toBe('/account?done=session');
    expect((await copyOf(phone).get('/api/me')).status).toBe(401);
    const tablet = await signedIn(server, 'Hal');
    expect((await fillIn(hal, '/account', '/account/sign-out', {})).location).toBe('/');
    expect(await meOf(hal)).toMatchObject({ id: null });
    expect((await fillIn(tablet, '/account', '/account/sessions/end', {})).location).toBe('/');
    expect(await meOf(tablet)).toMatchObject({ id: null });
  });

  it('makes a sign-in link, which signs in by its button', async () => {
    const iris = await signedUp(server, 'Iris');
    const { text } = await fillIn(iris, '/account', '/account/sign-in-link', {});
    const link = attributes(text, /readonly/)['value'] ?? '';
    const path = link.slice(server.url.length);
    const phone = await visit();
    const answer = await fillIn(phone, path, '/sign-in/link', {});
    expect(answer).toMatchObject({ status: 303, location: '/' });
    expect(await meOf(phone)).toMatchObject({ name: 'Iris' });
    const again = await (await visit()).get(path, HTML);
    expect([again.status, (await again.text()).includes('does not work any more')]).toEqual([410, true]);
  });

  it('deletes the account with its password', async () => {
    const jane = await signedUp(server, 'Jane');
    const message = await jane.say('a', 'stays');
    expect(
      (await fillIn(jane, '/account', '/account/delete', { password: 'nine wrong otters' })).status,
    ).toBe(403);
    expect((await fillIn(jane, '/account', '/account/delete', { password: PASSWORD })).location).toBe('/');
    expect(await meOf(jane)).toMatchObject({ id: null });
    const { entries } = await (await RestClient.at(server.url)).entries('a');
    expect(entries.find(({ message: { id } }) => id === message.id)?.message.author.name).toBe(
      'deleted account',
    );
  });

  it.each(['/sign-in', '/sign-up', '/account'])('K1 is kept by nobody: %s', async (path) => {
    const person = path === '/account' ? await signedUp(server, 'Kim') : await visit();
    const answer = await person.get(path, HTML);
    expect([answer.status, answer.headers.get('cache-control')]).toEqual([200, 'no-store']);
  });

  it('speaks Chinese', async () => {
    const person = await visit();
    const answer = await person.get('/sign-up', { ...HTML, 'accept-language': 'zh-CN' });
    expect(await answer.text()).toContain('<h1>注册</h1>');
  });
});
