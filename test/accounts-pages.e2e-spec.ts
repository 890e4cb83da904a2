import { describe, expect, it } from 'vitest';
import { PASSWORD, meOf, signedUp } from './support/account.js';
import { fillIn } from './support/fill-in.js';
import { attributes } from './support/html.js';
import { sharedApp } from './support/test-app.js';
import { Visitor } from './support/visitor.js';

const server = sharedApp({ LIMIT_SIGN_IN: '5/300' });

const visit = () => Visitor.at(server.url);

describe('the page to sign up', () => {
  it('makes an account and leads back to the page one came from', async () => {
    const ann = await visit();
    const answer = await fillIn(ann, '/sign-up?next=%2Froom%3Froom%3D42', '/sign-up', {
      name: 'Ann',
      password: PASSWORD,
    });
    expect(answer).toMatchObject({ status: 303, location: '/room?room=42' });
    expect(await meOf(ann)).toMatchObject({ name: 'Ann', guest: false });
  });

  it('suggests the name that a guest has chosen, but not a generated one', async () => {
    const [named, unnamed] = [await visit(), await visit()];
    await named.post('/a/name', { name: 'Ben' });
    await unnamed.send('x');
    expect(attributes(await (await named.get('/sign-up')).text(), /name="name"/)['value']).toBe('Ben');
    expect(attributes(await (await unnamed.get('/sign-up')).text(), /name="name"/)['value']).toBe('');
    expect(await (await named.get('/sign-up')).text()).toContain('Messages you sent as a guest stay yours.');
  });

  it('shows an error beside the form and keeps the name, but not the password', async () => {
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
  it('signs in and leads on, but stays open with the name filled in after a wrong password', async () => {
    await signedUp(server, 'Dora');
    const visitor = await visit();
    const wrong = await fillIn(visitor, '/sign-in', '/sign-in', {
      name: 'Dora',
      password: 'nine wrong otters',
    });
    expect(wrong.status).toBe(401);
    expect(wrong.text).toContain('Wrong username or password.');
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

  it('says how long to wait after too many attempts', async () => {
    const visitor = await visit();
    const typed = { name: 'Nobody', password: 'nine wrong otters' };
    for (let n = 0; n < 5; n++)
      expect((await fillIn(visitor, '/sign-in', '/sign-in', typed)).status).toBe(401);
    const { status, text, retryAfter } = await fillIn(visitor, '/sign-in', '/sign-in', typed);
    expect(status).toBe(429);
    expect(text).toContain(`Try again in ${retryAfter} seconds.`);
  });

  it('has fields that password managers recognise', async () => {
    const text = await (await (await visit()).get('/sign-in')).text();
    expect(attributes(text, /name="name"/)['autocomplete']).toBe('username');
    expect(attributes(text, /name="password"/)).toMatchObject({
      autocomplete: 'current-password',
      type: 'password',
    });
    const signUp = await (await (await visit()).get('/sign-up')).text();
    expect(attributes(signUp, /name="password"/)['autocomplete']).toBe('new-password');
  });
});
