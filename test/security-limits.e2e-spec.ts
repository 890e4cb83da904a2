import { describe, expect, it } from 'vitest';
import { type Account, PASSWORD, meOf, refusal, signedUp, signedUpAll } from './support/account.js';
import { RestClient } from './support/rest-client.js';
import { storedIn } from './support/stored.js';
import { sharedApp, startApp } from './support/test-app.js';

const WRONG = 'nine wrong otters';

const server = sharedApp();
const proxied = sharedApp({ TRUST_PROXY: 'loopback', LIMIT_SIGN_IN: '3/300', LIMIT_SIGN_UP: '2/3600' });

/** Through a proxy that we trust, as if from this address. */
async function tryFrom(address: string, name: string, password: string): Promise<Response> {
  const visitor = await RestClient.at(proxied.url);
  const headers = { 'x-forwarded-for': address, 'x-xsrftoken': visitor.token };
  return visitor.post('/api/session', { name, password }, headers);
}

describe('B1 guessing', () => {
  it('passwords of one account from one address ends with 429, while its owner can sign in elsewhere', async () => {
    const owner = await signedUp(proxied, 'Dana');
    for (let n = 0; n < 3; n++) expect((await tryFrom('203.0.113.1', 'Dana', WRONG)).status).toBe(401);
    for (const password of [WRONG, PASSWORD]) {
      const refused = await tryFrom('203.0.113.1', 'Dana', password);
      expect(refused.status).toBe(429);
      const seconds = Number(refused.headers.get('retry-after'));
      expect(seconds).toBeGreaterThan(290);
      expect(seconds).toBeLessThanOrEqual(300);
      expect(await refused.json()).toMatchObject({
        code: 'TOO_MANY_REQUESTS',
        detail: expect.stringContaining(`${seconds} seconds`) as string,
      });
    }
    expect((await tryFrom('203.0.113.2', 'Dana', PASSWORD)).status).toBe(200);
    expect(await meOf(owner)).toMatchObject({ name: 'Dana' });
  });

  it('one password at many accounts from one address ends with 429', async () => {
    for (let n = 0; n < 60; n++)
      expect((await tryFrom('203.0.113.9', `person ${n}`, WRONG)).status).toBe(401);
    expect((await tryFrom('203.0.113.9', 'one more', WRONG)).status).toBe(429);
    expect((await tryFrom('203.0.113.10', 'one more', WRONG)).status).toBe(401);
  });

  it('many passwords at once does not bypass the limit', async () => {
    await signedUp(proxied, 'Edda', await withAddress('198.51.100.77'));
    const all = await Promise.all(Array.from({ length: 12 }, () => tryFrom('203.0.113.20', 'Edda', WRONG)));
    expect(all.map(({ status }) => status).filter((status) => status === 401)).toHaveLength(3);
    expect(all.map(({ status }) => status).filter((status) => status === 429)).toHaveLength(9);
  });

  it('is limited also where a password confirms something', async () => {
    const person = await signedUp(proxied, 'Flora', await withAddress('198.51.100.78'));
    const confirm = () => person.postJson('/api/account/delete', { password: WRONG });
    for (let n = 0; n < 3; n++) expect((await confirm()).status).toBe(403);
    expect((await confirm()).status).toBe(429);
    expect(await meOf(person)).toMatchObject({ name: 'Flora' });
  });

  it('is limited despite a forged X-Forwarded-For', async () => {
    const own = await startApp({ LIMIT_SIGN_IN: '3/300' });
    const statuses: number[] = [];
    for (let n = 0; n < 5; n++) {
      const visitor = await RestClient.at(own.url);
      const forged = {
        'x-forwarded-for': `203.0.113.${n}`,
        forwarded: `for=203.0.113.${n}`,
        'x-real-ip': `1.1.1.${n}`,
      };
      const answer = await visitor.post('/api/session', { name: 'Nobody', password: WRONG }, forged);
      statuses.push(answer.status);
    }
    expect(statuses).toEqual([401, 401, 401, 429, 429]);
    await own.close();
  });
});

/** A visitor whose requests all come from this address. */
async function withAddress(address: string): Promise<RestClient> {
  const visitor = await RestClient.at(proxied.url);
  const postRaw = visitor.postRaw.bind(visitor);
  visitor.postRaw = (path, body, headers, signal) =>
    postRaw(path, body, { ...headers, 'x-forwarded-for': address }, signal);
  return visitor;
}

async function make(name: string, address: string, password = PASSWORD): Promise<Response> {
  return (await withAddress(address)).postJson('/api/account', { name, password });
}

describe('B1 signing up', () => {
  it('ends with 429 for an address, does not count refusals, and goes on elsewhere', async () => {
    for (let n = 0; n < 4; n++) {
      expect((await make('Gina', '203.0.113.30', 'short')).status).toBe(400);
      expect((await make('deleted account', '203.0.113.30')).status).toBe(409);
    }
    for (const name of ['Gina', 'Hans']) expect((await make(name, '203.0.113.30')).status).toBe(201);
    const before = await storedIn(proxied);
    const refused = await make('Iris', '203.0.113.30');
    expect([refused.status, refused.headers.get('retry-after')]).toEqual([
      429,
      expect.stringMatching(/^\d+$/),
    ]);
    expect(await storedIn(proxied)).toEqual(before);
    expect((await make('Iris', '203.0.113.31')).status).toBe(201);
  });
});

function found(who: RestClient): Promise<Response> {
  return who.postJson('/api/groups', { name: 'Chess' });
}

describe('B1 founding groups', () => {
  it('ends with 429 for a person, and goes on for others', async () => {
    const own = await startApp({ LIMIT_ROOMS: '2/3600' });
    const [ann, ben] = [await signedUp(own, 'Ann'), await signedUp(own, 'Ben')];
    for (let n = 0; n < 2; n++) expect((await found(ann)).status).toBe(201);
    const before = await storedIn(own);
    const refused = await found(ann);
    expect([refused.status, refused.headers.get('retry-after')]).toEqual([429, '3600']);
    expect(await storedIn(own)).toEqual(before);
    expect((await found(ben)).status).toBe(201);
    await own.close();
  });
});

describe('B1 limits by person', () => {
  it('apply to an address too, if many people share it', async () => {
    const own = await startApp({ LIMIT_ROOMS: '1/3600', LIMIT_REQUESTS: '1/3600' });
    const people = await signedUpAll(own, ...Array.from({ length: 21 }, (_, n) => `Person ${n}`));
    const [first, ...others] = people as [Account, ...Account[]];
    const ask = (who: Account): Promise<Response> => who.postJson(`/api/friends/${first.id}/request`, {});
    const statuses = { founded: new Set<number>(), asked: new Set<number>() };
    for (const who of others) {
      statuses.founded.add((await found(who)).status);
      statuses.asked.add((await ask(who)).status);
    }
    expect([...statuses.founded, ...statuses.asked]).toEqual([201, 200]);
    expect((await found(first)).status).toBe(429);
    const friend = `/api/friends/${others[0]?.id}/request`;
    expect((await first.postJson(friend, {})).status).toBe(429);
    await own.close();
  });
});

describe('B1 writing', () => {
  it('allows 250 messages at once', async () => {
    const visitor = await RestClient.at(server.url);
    const all = await Promise.all(
      Array.from({ length: 250 }, (_, n) => visitor.postJson('/api/rooms/lively/messages', { body: `${n}` })),
    );
    expect(new Set(all.map(({ status }) => status))).toEqual(new Set([201]));
  });

  it('ends with 429 for a person, over either surface, and goes on for others', async () => {
    const own = await startApp({ LIMIT_POSTS: '5/60' });
    const [ann, ben] = [await RestClient.at(own.url), await RestClient.at(own.url)];
    // Makes the person that the others are counted for.
    await ann.say('a', 'first');
    await ann.say('a', 'second');
    const message = await ann.say('a', 'hello');
    await ann.edit(message, 'changed');
    await ann.send('there');
    await ann.post('/a/name', { name: 'Ann' });
    const before = await storedIn(own);
    const tries = [
      ann.postJson('/api/rooms/a/messages', { body: 'x' }),
      ann.postJson(`/api/rooms/a/messages/${message.id}/edit`, { body: 'x' }),
      ann.postJson(`/api/rooms/a/messages/${message.id}/delete`, {}),
      ann.post('/a/message/new', { body: 'x' }),
      ann.post('/a/name', { name: 'x' }),
      ann.postJson('/api/rooms/a/read', { seq: 1 }),
      ann.postJson('/api/groups', { name: 'x' }),
      ann.postJson('/api/account/profile', { profile: 'x' }),
    ];
    for (const answering of tries) {
      const answer = await answering;
      expect([answer.status, answer.headers.get('retry-after')]).toEqual([
        429,
        expect.stringMatching(/^\d+$/),
      ]);
    }
    expect(await storedIn(own)).toEqual(before);
    await ben.say('a', 'hello');
    await own.close();
  });

  it('has no limit with LIMITS=off', async () => {
    const own = await startApp({
      LIMITS: 'off',
      LIMIT_POSTS: '1/60',
      LIMIT_SIGN_IN: '1/60',
      LIMIT_SIGN_UP: '1/60',
    });
    const ann = await RestClient.at(own.url);
    for (let n = 0; n < 5; n++) await ann.say('a', `${n}`);
    for (const name of ['Ann', 'Ben', 'Cid']) await signedUp(own, name);
    for (let n = 0; n < 3; n++)
      expect(await refusal(ann.postJson('/api/session', { name: 'Ann', password: WRONG }))).toEqual([
        401,
        'SIGN_IN_FAILED',
      ]);
    await own.close();
  });
});
