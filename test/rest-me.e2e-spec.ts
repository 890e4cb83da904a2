import { describe, expect, it } from 'vitest';
import { RestClient } from './support/rest-client.js';
import { NOTHING_STORED, storedIn } from './support/stored.js';
import { sharedApp } from './support/test-app.js';
import { Visitor } from './support/visitor.js';

const server = sharedApp();

describe('GET /api/me', () => {
  it('begins a visitor’s session, and stores nothing about it', async () => {
    const visitor = new RestClient(server.url);
    const me = await visitor.me();
    expect(me).toEqual({
      id: null,
      name: null,
      guest: true,
      csrfToken: visitor.token,
      epoch: expect.stringMatching(/./),
    });
    expect([...visitor.cookies.keys()].toSorted()).toEqual(['_xsrf', visitor.session[0]]);
    expect(await storedIn(server)).toEqual(NOTHING_STORED);
  });

  it('keeps an existing session, and hands out a token beside which the earlier one stays valid', async () => {
    const visitor = await RestClient.at(server.url);
    const [cookie, first] = [visitor.session[1], visitor.token];
    const answer = await visitor.get('/api/me');
    expect(answer.headers.getSetCookie().map((line) => line.split('=', 1)[0])).toEqual(['_xsrf']);
    expect(visitor.session[1]).toBe(cookie);
    for (const token of [first, visitor.token]) {
      const said = await visitor.post('/api/rooms/a/messages', { body: 'hello', _xsrf: token });
      expect(said.status).toBe(201);
    }
  });

  it('returns the visitor’s id and name from the first write on', async () => {
    const visitor = await RestClient.at(server.url);
    const { author } = await visitor.say('a', 'hello');
    expect(await visitor.me()).toMatchObject(author);
    await visitor.post('/a/name', { name: 'Ann' });
    expect(await visitor.me()).toMatchObject({ id: author.id, name: 'Ann' });
  });

  it('shares the session with pages', async () => {
    const visitor = await Visitor.at(server.url);
    const { author } = await visitor.send('hello');
    expect(await (await visitor.get('/api/me')).json()).toMatchObject(author);
    const program = await RestClient.at(server.url);
    const said = await program.say('a', 'hello');
    expect((await program.send('hello')).author).toEqual(said.author);
  });

  it('gives a new session to a visitor with an invalid cookie', async () => {
    const visitor = await RestClient.at(server.url);
    visitor.cookies.set(visitor.session[0], 'forged.forged.forged');
    await visitor.me();
    expect(visitor.session[1]).not.toBe('forged.forged.forged');
    await visitor.say('a', 'hello');
  });

  it('is not cached', async () => {
    const answer = await fetch(`${server.url}/api/me`);
    expect(answer.headers.get('cache-control')).toBe('no-store');
    expect(answer.headers.get('content-type')).toBe('application/json; charset=utf-8');
  });
});
