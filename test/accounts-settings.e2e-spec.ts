import { describe, expect, it } from 'vitest';
import { PASSWORD, meOf, refusal, signedUp } from './support/account.js';
import { RestClient, updatesPath } from './support/rest-client.js';
import { NOTHING_STORED, storedIn } from './support/stored.js';
import { sharedApp } from './support/test-app.js';

const HTML = { accept: 'text/html' };
const REQUIRED = [401, 'SIGN_IN_REQUIRED'];

const server = sharedApp({ GUESTS: 'no' });
const closed = sharedApp({ SIGN_UP: 'nobody' });

const someone = () => RestClient.at(server.url);

describe('with GUESTS=no', () => {
  it.each([
    ['/', '/sign-in'],
    ['/room?room=42', '/sign-in?next=%2Froom%3Froom%3D42'],
    ['/ROOM?room=42', '/sign-in?next=%2FROOM%3Froom%3D42'],
    ['/account', '/sign-in?next=%2Faccount'],
    ['/nowhere', '/sign-in?next=%2Fnowhere'],
    ['//evil.example', '/sign-in'],
  ])('the page %s redirects to %s', async (path, to) => {
    const visitor = await someone();
    const answer = await visitor.get(path, HTML);
    expect([answer.status, answer.headers.get('location'), answer.headers.get('cache-control')]).toEqual([
      302,
      to,
      'no-store',
    ]);
  });

  it('every request of a program is refused', async () => {
    const member = await signedUp(server, 'Ann');
    const message = await member.say('a', 'a secret');
    const visitor = await someone();
    const requests: (() => Promise<Response>)[] = [
      () => visitor.get('/api/rooms'),
      () => visitor.get('/api/rooms/a/entries'),
      () => visitor.get('/API/rooms/a/entries/'),
      () => visitor.get(updatesPath({ a: 0 }, { wait: 0 })),
      () => visitor.postJson('/api/updates', { after: { a: 0 }, wait: 0 }),
      () => visitor.post('/a/message/updates', { room: 'a', wait: '0' }),
      () => visitor.postJson('/api/rooms/a/messages', { body: 'x' }),
      () => visitor.postJson(`/api/rooms/a/messages/${message.id}/edit`, { body: 'x' }),
      () => visitor.post('/a/message/new', { body: 'x' }),
      () => visitor.post('/a/name', { name: 'x' }),
      () => visitor.get('/api/sessions'),
      () => visitor.get('/api/account/'),
    ];
    const before = await storedIn(server);
    for (const ask of requests) {
      const answer = await ask();
      const text = await answer.clone().text();
      expect(await refusal(Promise.resolve(answer))).toEqual(REQUIRED);
      expect(text).not.toContain('a secret');
    }
    expect(await storedIn(server)).toEqual(before);
    // Premise: with an account they are answered.
    expect((await member.entries('a')).entries).toHaveLength(1);
  });

  it('whoever signs up may enter', async () => {
    const ben = await someone();
    expect(await meOf(ben)).toMatchObject({ id: null, guest: true });
    for (const path of ['/sign-in', '/sign-up', '/api/docs', '/healthz', '/readyz'])
      expect([path, (await ben.get(path, HTML)).status]).toEqual([path, 200]);
    expect((await ben.post('/a/preferences', { language: 'en' })).status).toBe(200);
    await signedUp(server, 'Ben', ben);
    expect((await ben.get('/', HTML)).status).toBe(200);
    await ben.say('a', 'hello');
  });

  it('a posted form is refused with a page', async () => {
    const visitor = await someone();
    const answer = await visitor.post('/a/message/new', { body: 'not lost' }, HTML);
    const text = await answer.text();
    expect([answer.status, text.includes('href="/sign-in"'), text.includes('not lost')]).toEqual([
      401,
      true,
      true,
    ]);
  });
});

describe('with SIGN_UP=nobody', () => {
  it('the sign-up page says so, no page links to it, and no account is made', async () => {
    const visitor = await RestClient.at(closed.url);
    const page = await visitor.get('/sign-up', HTML);
    expect([page.status, (await page.text()).includes('Sign-up is closed')]).toEqual([403, true]);
    for (const path of ['/', '/sign-in'])
      expect(await (await visitor.get(path, HTML)).text()).not.toContain('/sign-up');
    const posted = await visitor.post('/sign-up', { name: 'Ann', password: PASSWORD }, HTML);
    expect(posted.status).toBe(403);
    expect(await storedIn(closed)).toEqual(NOTHING_STORED);
  });
});
