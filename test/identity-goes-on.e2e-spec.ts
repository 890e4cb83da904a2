import { describe, expect, it } from 'vitest';
import { PASSWORD, refusal, signedUp } from './support/account.js';
import { held } from './support/holding.js';
import { actorOf, textsIn } from './support/identity.js';
import { RestClient, updatesPath } from './support/rest-client.js';
import { sharedApp } from './support/test-app.js';
import type { Visitor } from './support/visitor.js';

const IDENTITY_CHANGED = [409, 'IDENTITY_CHANGED'];

const server = sharedApp();

let count = 0;
const fresh = (what: string): string => `${what} ${++count}`;

const says = (browser: Visitor, page: string): Promise<Response> =>
  browser.post('/a/message/new', { acting_as: page, body: 'mine', room: fresh('goes on') });

describe('I1 a page goes on working', () => {
  it('after its visitor became a guest, by this page or another', async () => {
    const browser = await RestClient.at(server.url);
    const page = await actorOf(browser);
    expect(page).toMatch(/^none:[\w-]{31}$/);
    expect((await says(browser, page)).status).toBe(200);
    expect((await says(browser, page)).status).toBe(200);
    expect(await actorOf(browser)).toBe((await browser.me()).id);
  });

  it('after two first writes at once, which make one guest', async () => {
    const browser = await RestClient.at(server.url);
    const page = await actorOf(browser);
    const answers = await Promise.all([says(browser, page), says(browser, page)]);
    expect(answers.map(({ status }) => status)).toEqual([200, 200]);
    const ids = (
      await Promise.all(answers.map((one) => one.json() as Promise<{ author: { id: string } }>))
    ).map(({ author }) => author.id);
    expect(ids[0]).toBe(ids[1]);
  });

  it('after a rename, a sign-up of the guest, a change of password, and signing in again', async () => {
    const browser = await RestClient.at(server.url);
    await browser.say('premise', 'a guest');
    const page = await actorOf(browser);
    const name = fresh('Ann');
    await browser.post('/a/name', { name: fresh('renamed') });
    expect((await says(browser, page)).status).toBe(200);
    await signedUp(server, name, browser);
    expect((await says(browser, page)).status).toBe(200);
    await browser.postJson('/api/account/password', { password: PASSWORD, new_password: 'eight loud geese' });
    expect((await says(browser, page)).status).toBe(200);
    await browser.postJson('/api/session/end', {});
    await browser.me();
    await browser.postJson('/api/session', { name, password: 'eight loud geese' });
    expect((await says(browser, page)).status).toBe(200);
  });

  it('with the poll during which its visitor became a guest', async () => {
    const browser = await RestClient.at(server.url);
    const page = await actorOf(browser);
    const room = fresh('held').replace(' ', '-');
    const before = server.heldPolls.count;
    const poll = browser.get(updatesPath({ [room]: 0 }), { 'x-acting-as': page });
    await held(server, before + 1);
    const { author } = await browser.say(room, 'the first');
    expect(await (await poll).json()).toMatchObject({ me: author.id });
  });
});

describe('I1 the person a page acts for', () => {
  it('is read from the header and the field, and must be text', async () => {
    const browser = await signedUp(server, fresh('Ann'));
    const page = await actorOf(browser);
    expect(page).toBe(browser.id);
    const form = { body: 'hello', acting_as: page };
    expect((await browser.post('/a/message/new', form, { 'x-acting-as': page })).status).toBe(200);
    expect(await refusal(browser.post('/a/message/new', form, { 'x-acting-as': 'x' }))).toEqual(
      IDENTITY_CHANGED,
    );
    expect(
      await refusal(browser.post('/a/message/new', { ...form, acting_as: '' }, { 'x-acting-as': page })),
    ).toEqual(IDENTITY_CHANGED);
    for (const value of [null, 1, true, [page], { id: page }, 'none:', `${page} `, page.toUpperCase()])
      expect(
        await refusal(browser.postJson('/api/rooms/x/messages', { body: 'no', acting_as: value })),
      ).toEqual(IDENTITY_CHANGED);
    expect(await textsIn(server, 'x')).toEqual([]);
  });

  it('is compared with the current person in the answer, which only this browser may read', async () => {
    const browser = await signedUp(server, fresh('Ann'));
    const told = await (await browser.get('/api/me', { 'x-acting-as': 'none:' })).json();
    expect(told).toMatchObject({ code: 'IDENTITY_CHANGED', me: { id: browser.id, name: browser.name } });
    const stranger = await (
      await new RestClient(server.url).get('/api/me', { 'x-acting-as': browser.id })
    ).json();
    expect(stranger).toMatchObject({ code: 'IDENTITY_CHANGED' });
    expect(stranger).not.toHaveProperty('me');
  });

  it('need not be named by programs', async () => {
    const program = await RestClient.at(server.url);
    expect((await program.say('42', 'hello')).body).toBe('hello');
  });

  it('does not reveal a visitor’s session, which is no part of their id', async () => {
    const [one, other] = [await RestClient.at(server.url), await RestClient.at(server.url)];
    const marks = [await actorOf(one), await actorOf(other)];
    expect(new Set(marks).size).toBe(2);
    expect(await actorOf(one)).toBe(marks[0]);
    const [id = ''] = [...one.cookies].find(([name]) => name.includes('linger'))?.slice(1) ?? [];
    expect(id).not.toContain(marks[0]?.slice('none:'.length));
  });
});
