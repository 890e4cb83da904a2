import { describe, expect, it } from 'vitest';
import { PASSWORD, meOf, refusal, signedIn, signedUp } from './support/account.js';
import { RestClient } from './support/rest-client.js';
import { storedIn } from './support/stored.js';
import { sharedApp } from './support/test-app.js';
import { Visitor } from './support/visitor.js';

const server = sharedApp();

const change = (person: RestClient, fields: object) => person.postJson('/api/account/profile', fields);

describe('the profile', () => {
  it('is a short text, which is cleaned', async () => {
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
  ])('is refused as %.30j, and nothing changes', async (fields, code) => {
    const name = `Profile ${code} ${JSON.stringify(fields).length}`;
    const person = await signedUp(server, name);
    expect(await refusal(change(person, fields))).toEqual([400, code]);
    expect(await (await person.get('/api/account')).json()).toMatchObject({ name, profile: '' });
  });
});

describe('the name', () => {
  it('signs one in, as the earlier one does, and is known to every device, while messages keep the old one', async () => {
    const ben = await signedUp(server, 'Ben');
    const phone = await signedIn(server, 'Ben');
    const before = await ben.say('a', 'as Ben');
    expect((await change(ben, { name: 'Benjamin' })).status).toBe(200);
    expect((await phone.say('a', 'as Benjamin')).author).toEqual({ id: ben.id, name: 'Benjamin' });
    const { entries } = await ben.entries('a');
    expect(entries.find(({ message }) => message?.id === before.id)?.message?.author.name).toBe('Ben');
    await signedIn(server, 'benjamin');
    await signedIn(server, 'Ben');
  });

  it('may be respelled by its owner', async () => {
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
    '\u202eZoë Müller\u202c',
  ];

  it.each(TWINS)('cannot be taken by anyone else: %j', async (twin) => {
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

  it.each([
    'Zo\u00adë Mül\u2060ler',
    'Zoë \u200b Müller',
    'Zoë Müller\u2800',
    'Zoë Mü\u{e0061}ller',
    'Zoë Müller\ufffb',
    'Zoë Müller\ufffc',
    'Zoë Müller\ufdd0',
    'Zoë\ue000Müller',
    'Zoë\u0378Müller',
    'deleted account\ufffb',
  ])('cannot be taken with invisible characters in it: %j', async (twin) => {
    await signedUp(server, 'Zoë Müller').catch(() => undefined);
    const guest = await RestClient.at(server.url);
    expect(await refusal(guest.post('/a/name', { name: twin }))).toEqual([400, 'NAME_INVALID']);
    const signUp = guest.postJson('/api/account', { name: twin, password: PASSWORD });
    expect(await refusal(signUp)).toEqual([400, 'NAME_INVALID']);
  });

  it.each(['deleted account', 'Deleted  Account', 'DELETED\u00a0ACCOUNT'])(
    'cannot look like the name of a deleted account: %j',
    async (name) => {
      const visitor = await RestClient.at(server.url);
      expect(await refusal(visitor.post('/a/name', { name }))).toEqual([409, 'NAME_TAKEN']);
    },
  );

  it('is taken away from guests who had it before', async () => {
    const guest = await RestClient.at(server.url);
    await guest.post('/a/name', { name: 'dora' });
    expect(await meOf(guest)).toMatchObject({ name: 'dora' });
    await signedUp(server, 'Dora');
    expect((await guest.say('a', 'who am I?')).author.name).toMatch(/^Guest \d+$/);
  });

  it('goes to one account only, however many ask for it at once', async () => {
    const people = await Promise.all([1, 2, 3].map(() => RestClient.at(server.url)));
    const answers = await Promise.all(
      people.map((one) => one.postJson('/api/account', { name: 'Emma', password: PASSWORD })),
    );
    expect(answers.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([201, 409, 409]);
  });
});

it('the page of a room links guests to the sign-in page, and others to their account', async () => {
  const guest = await Visitor.at(server.url);
  expect(await (await guest.get('/room?room=42')).text()).toContain(
    'href="/sign-in?next&#x3D;%2Froom%3Froom%3D42"',
  );
  const jack = await signedUp(server, 'Jack');
  const page = await (await jack.get('/')).text();
  expect(page).toContain('href="/account"');
  expect(page).not.toContain('href="/sign-in');
});
