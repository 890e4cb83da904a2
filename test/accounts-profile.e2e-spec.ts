import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Database } from '../src/database/database.js';
import { PASSWORD, SESSION_ENDED, copyOf, meOf, refusal, signedIn, signedUp } from './support/account.js';
import { RestClient } from './support/rest-client.js';
import { storedIn } from './support/stored.js';
import { type TestApp, startApp } from './support/test-app.js';
import { Visitor } from './support/visitor.js';

const BEGINNING = '00000000-0000-0000-0000-000000000000';

let server: TestApp;
beforeAll(async () => {
  server = await startApp();
});
afterAll(() => server.close());

const change = (person: RestClient, fields: object) => person.postJson('/api/account/profile', fields);

describe('the profile', () => {
  it('is a few words, cleaned', async () => {
    const ann = await signedUp(server, 'Ann');
    expect(await (await ann.get('/api/account')).json()).toEqual({ id: ann.id, name: 'Ann', profile: '' });
    const answer = await change(ann, { profile: '  <b>Likes</b> herons\u202e ' });
    expect(await answer.json()).toEqual({ id: ann.id, name: 'Ann', profile: '<b>Likes</b> herons' });
    await change(ann, { profile: ' ' });
    expect(await (await ann.get('/api/account')).json()).toMatchObject({ profile: '' });
  });

  it.each([
    [{ profile: 'x'.repeat(201) }, 'PROFILE_TOO_LONG'],
    [{ profile: `a${'\u0334'.repeat(17)}` }, 'PROFILE_INVALID'],
    [{ name: 'Other', profile: 'x'.repeat(201) }, 'PROFILE_TOO_LONG'],
    [{ name: ' ', profile: 'fine' }, 'NAME_BLANK'],
  ])('%.30j is refused, and nothing changed', async (fields, code) => {
    const name = `Profile ${code} ${JSON.stringify(fields).length}`;
    const person = await signedUp(server, name);
    expect(await refusal(change(person, fields))).toEqual([400, code]);
    expect(await (await person.get('/api/account')).json()).toMatchObject({ name, profile: '' });
  });
});

describe('the name', () => {
  it('is the one to sign in with; messages keep theirs; every device knows the new one', async () => {
    const ben = await signedUp(server, 'Ben');
    const phone = await signedIn(server, 'Ben');
    const before = await ben.say('a', 'as Ben');
    expect((await change(ben, { name: 'Benjamin' })).status).toBe(200);
    expect((await phone.say('a', 'as Benjamin')).author).toEqual({ id: ben.id, name: 'Benjamin' });
    const { entries } = await ben.entries('a');
    expect(entries.find(({ message }) => message.id === before.id)?.message.author.name).toBe('Ben');
    await signedIn(server, 'benjamin');
    await expect(signedIn(server, 'Ben')).rejects.toThrow('SIGN_IN_FAILED');
    await signedUp(server, 'Ben');
  });

  it('may be written otherwise by its owner', async () => {
    const cleo = await signedUp(server, 'cleo');
    expect((await change(cleo, { name: 'CLEO' })).status).toBe(200);
    expect(await meOf(cleo)).toMatchObject({ name: 'CLEO' });
  });
});

describe('U1 a name that an account has', () => {
  const TWINS = [
    'Zoë Müller',
    'ZOË MÜLLER',
    'zoe\u0308 mu\u0308ller',
    'Ｚｏë Müller',
    'Zoë\u00a0Müller',
    'Zo\u00adë Mül\u2060ler',
    'Zoë \u200b Müller',
    'Zoë Müller\u2800',
    '\u202eZoë Müller\u202c',
    'Zoë Mü\u{e0061}ller',
  ];

  it.each(TWINS)('is nobody else’s: %j', async (twin) => {
    await signedUp(server, 'Zoë Müller').catch(() => undefined);
    const [guest, writer] = [await RestClient.at(server.url), await RestClient.at(server.url)];
    const account = await signedUp(server, `Account ${TWINS.indexOf(twin)}`);
    await writer.say('a', 'x');
    const before = await storedIn(server);
    for (const visitor of [guest, writer]) {
      expect(await refusal(visitor.post('/a/name', { name: twin }))).toEqual([409, 'NAME_TAKEN']);
      const signUp = visitor.postJson('/api/account', { name: twin, password: PASSWORD });
      expect(await refusal(signUp)).toEqual([409, 'NAME_TAKEN']);
    }
    expect(await refusal(account.post('/a/name', { name: twin }))).toEqual([409, 'NAME_TAKEN']);
    expect(await refusal(change(account, { name: twin }))).toEqual([409, 'NAME_TAKEN']);
    // A guest is made by the refused change of name, and nothing else.
    const { users, ...rest } = await storedIn(server);
    expect(users.filter(({ name }) => /^zo/i.test(name))).toHaveLength(1);
    expect(rest.entries).toEqual(before.entries);
  });

  it.each(['deleted account', 'Deleted  Account', 'DELETED\u00a0ACCOUNT'])(
    'nor what stands for none: %j',
    async (name) => {
      const visitor = await RestClient.at(server.url);
      expect(await refusal(visitor.post('/a/name', { name }))).toEqual([409, 'NAME_TAKEN']);
    },
  );

  it('is taken from guests who had it before', async () => {
    const guest = await RestClient.at(server.url);
    await guest.post('/a/name', { name: 'dora' });
    expect(await meOf(guest)).toMatchObject({ name: 'dora' });
    await signedUp(server, 'Dora');
    expect((await guest.say('a', 'who am I?')).author.name).toMatch(/^Guest \d+$/);
  });

  it('is one account’s, whoever asks for it at once', async () => {
    const people = await Promise.all([1, 2, 3].map(() => RestClient.at(server.url)));
    const answers = await Promise.all(
      people.map((one) => one.postJson('/api/account', { name: 'Emma', password: PASSWORD })),
    );
    expect(answers.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([201, 409, 409]);
  });
});

describe('deleting the account', () => {
  it('asks for the password', async () => {
    const finn = await signedUp(server, 'Finn');
    expect(await refusal(finn.postJson('/api/account/delete', { password: 'wrong password' }))).toEqual([
      403,
      'PASSWORD_WRONG',
    ]);
    expect(await refusal(finn.postJson('/api/account/delete', {}))).toEqual([400, 'FIELD_INVALID']);
    expect(await meOf(finn)).toMatchObject({ name: 'Finn' });
  });

  it('leaves what they wrote under "deleted account" in every form, and nothing else', async () => {
    const name = 'Gwendolyn';
    const gwen = await signedUp(server, name);
    await change(gwen, { profile: 'a profile of hers' });
    await gwen.postJson('/api/sign-in-links', {});
    const phone = copyOf(await signedIn(server, name));
    const room = 'left behind';
    const message = await gwen.say(room, 'still here');
    await gwen.edit(message, 'still here, edited');
    const bystander = await RestClient.at(server.url);
    const seen = async () => [
      await (await bystander.get(`/room?room=${encodeURIComponent(room)}`)).text(),
      JSON.stringify(await bystander.updates({ [room]: 0 })),
      JSON.stringify(await bystander.poll({ room, cursor: BEGINNING })),
      JSON.stringify(await bystander.entries(room)),
      JSON.stringify(await bystander.entries(room, { order: 'oldest' })),
    ];
    // Premise: all of them know the name, and remember it.
    for (const text of await seen()) expect(text).toContain(name);

    expect((await gwen.postJson('/api/account/delete', { password: PASSWORD })).status).toBe(200);
    for (const text of await seen()) {
      expect(text).not.toContain(name);
      expect(text).toContain('deleted account');
      expect(text).toContain('still here');
      expect(text).toContain(gwen.id);
    }
    expect(await refusal(phone.get('/api/me'))).toEqual(SESSION_ENDED);
    await expect(signedIn(server, name)).rejects.toThrow('SIGN_IN_FAILED');
    const { reader } = server.app.get(Database);
    const row = await reader.selectFrom('users').selectAll().where('id', '=', gwen.id).executeTakeFirst();
    expect(row).toMatchObject({
      name: 'deleted account',
      account_key: null,
      password_hash: null,
      profile: '',
    });
    expect(await meOf(gwen)).toMatchObject({ id: null });
  });

  it('sets the name free', async () => {
    const hugo = await signedUp(server, 'Hugo');
    await hugo.postJson('/api/account/delete', { password: PASSWORD });
    expect((await signedUp(server, 'Hugo')).id).not.toBe(hugo.id);
  });

  it('reaches what is on its way at that moment', async () => {
    const iris = await signedUp(server, 'Iris');
    const stale = copyOf(iris);
    const sending = Array.from({ length: 20 }, (_, n) =>
      stale.postJson('/api/rooms/rush/messages', { body: `${n}` }),
    );
    await iris.postJson('/api/account/delete', { password: PASSWORD });
    await Promise.all(sending);
    const names = new Set(
      (await (await RestClient.at(server.url)).entries('rush')).entries.map(
        ({ message }) => message.author.name,
      ),
    );
    // Premise: some got through.
    expect([...names]).toEqual(['deleted account']);
  });
});

it('the page of a room offers to sign in to guests, and the account to others', async () => {
  const guest = await Visitor.at(server.url);
  expect(await (await guest.get('/room?room=42')).text()).toContain(
    'href="/sign-in?next&#x3D;%2Froom%3Froom%3D42"',
  );
  const jack = await signedUp(server, 'Jack');
  const page = await (await jack.get('/')).text();
  expect(page).toContain('href="/account"');
  expect(page).not.toContain('href="/sign-in');
});
