import { describe, expect, it } from 'vitest';
import { signedUp } from './support/account.js';
import { RestClient } from './support/rest-client.js';
import { sharedApp } from './support/test-app.js';
import { SESSION_COOKIE } from './support/visitor.js';

const [one, other] = [sharedApp(), sharedApp()];

/** The same browser at another port of the host: it sends all of its cookies there. */
class SameBrowser extends RestClient {
  constructor(
    url: string,
    override readonly cookies: Map<string, string>,
  ) {
    super(url);
  }
}

describe('two installations on the ports of one host', () => {
  it('do not sign each other’s people out', async () => {
    const ann = await signedUp(one, 'Ann');
    const there = new SameBrowser(other.url, ann.cookies);
    await there.me();
    await signedUp(other, 'Bea', there);

    expect(await ann.me()).toMatchObject({ name: 'Ann' });
    expect(await there.me()).toMatchObject({ name: 'Bea' });
    // Premise: it is one jar, and each server is sent both sessions.
    expect(ann.cookies).toBe(there.cookies);
    expect((await there.postJson('/api/session/end', {})).status).toBe(200);
    expect(await there.me()).toMatchObject({ id: null });
    expect(await ann.me()).toMatchObject({ name: 'Ann' });
  });

  it('share only the token cookie that Tornado’s clients read', async () => {
    const cleo = await RestClient.at(one.url);
    const { token } = cleo;
    const names = [...cleo.cookies.keys()];
    const there = new SameBrowser(other.url, cleo.cookies);
    await there.me();
    expect([...cleo.cookies.keys()]).toEqual([...names, expect.stringMatching(SESSION_COOKIE)]);
    expect(cleo.token).not.toBe(token);

    expect((await cleo.postJson('/api/rooms/lobby/messages', { body: 'x' })).status).toBe(403);
    const headers = { 'content-type': 'application/json', 'x-xsrftoken': token };
    const said = await cleo.postRaw('/api/rooms/lobby/messages', '{"body":"x"}', headers);
    expect(said.status).toBe(201);
  });
});

describe('a session cookie of an older version', () => {
  it('is accepted, and replaced under the new name by the next page', async () => {
    const dan = await signedUp(one, 'Dan');
    const [name, value] = dan.session;
    dan.cookies.delete(name);
    dan.cookies.set('linger', value);

    const posted = await dan.postJson('/api/rooms/lobby/messages', { body: 'as ever' });
    expect(posted.status).toBe(201);
    expect(posted.headers.getSetCookie()).toEqual([]);
    expect(dan.cookies.has('linger')).toBe(true);
    await dan.get('/');
    expect(dan.cookies.has('linger')).toBe(false);
    expect(dan.session).toEqual([name, value]);
    expect(await dan.me()).toMatchObject({ name: 'Dan' });
  });

  it('is deleted together with the new one when its owner signs out', async () => {
    const eve = await signedUp(one, 'Eve');
    const [name, value] = eve.session;
    eve.cookies.set('linger', value);
    expect((await eve.postJson('/api/session/end', {})).status).toBe(200);
    expect([eve.cookies.has('linger'), eve.cookies.has(name)]).toEqual([false, false]);

    eve.cookies.set('linger', value);
    expect((await eve.get('/api/me')).status).toBe(401);
    expect(eve.cookies.has('linger')).toBe(false);
  });
});
