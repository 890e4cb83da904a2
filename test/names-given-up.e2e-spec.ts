import { describe, expect, it } from 'vitest';
import { Storage } from '../src/storage/storage.js';
import { PASSWORD, refusal, signedIn, signedUp } from './support/account.js';
import { RestClient } from './support/rest-client.js';
import { sharedApp } from './support/test-app.js';
import { writerOf } from './support/writer-of.js';

const server = sharedApp({ LIMIT_SIGN_UP: '1000/60' });

const DAY_MS = 24 * 60 * 60 * 1000;
const TAKEN = [409, 'NAME_TAKEN'];

const guestAt = () => RestClient.at(server.url);
const rename = (person: RestClient, name: string) => refusal(person.post('/a/name', { name }));
const renamed = [200, undefined];

async function guestCalled(name: string): Promise<RestClient> {
  const guest = await guestAt();
  expect(await rename(guest, name)).toEqual(renamed);
  return guest;
}

describe('a name that an account has given up', () => {
  it('is reserved for it for 90 days, and signs it in', async () => {
    const ben = await signedUp(server, 'Ben');
    expect(await rename(ben, 'Benjamin')).toEqual(renamed);
    for (const name of ['Ben', 'BEN', 'Веn'.replace('Ве', 'Be')])
      expect(await rename(await guestAt(), name)).toEqual(TAKEN);
    const stranger = (await guestAt()).postJson('/api/account', { name: 'ben', password: PASSWORD });
    expect(await refusal(stranger)).toEqual(TAKEN);
    expect((await (await signedIn(server, 'ben')).me()).name).toBe('Benjamin');
    await expect(signedIn(server, 'Ben', 'another password')).rejects.toThrow('SIGN_IN_FAILED');

    server.clock.advance(90 * DAY_MS - 1);
    expect(await rename(await guestAt(), 'Ben')).toEqual(TAKEN);
    server.clock.advance(1);
    await expect(signedIn(server, 'Ben')).rejects.toThrow('SIGN_IN_FAILED');
    await guestCalled('Ben');
  });

  it('can be taken back, which gives up the other one', async () => {
    const kim = await signedUp(server, 'Kimberly');
    await rename(kim, 'Kim');
    expect(await rename(kim, 'Kimberly')).toEqual(renamed);
    expect(await rename(await guestAt(), 'Kim')).toEqual(TAKEN);
    expect(await rename(await guestAt(), 'Kimberly')).toEqual(TAKEN);
    expect((await (await signedIn(server, 'Kim')).me()).name).toBe('Kimberly');
  });

  it('is reserved only among the latest five, so that nobody hoards names', async () => {
    const greedy = await signedUp(server, 'Greed 0');
    for (let n = 1; n <= 7; n++) expect(await rename(greedy, `Greed ${n}`)).toEqual(renamed);
    for (const n of [2, 3, 4, 5, 6, 7]) expect(await rename(await guestAt(), `Greed ${n}`)).toEqual(TAKEN);
    await guestCalled('Greed 1');
  });

  it('by deletion is reserved for 90 days and signs nobody in', async () => {
    const gwen = await signedUp(server, 'Gwen');
    await rename(gwen, 'Gwendolyn');
    expect((await gwen.postJson('/api/account/delete', { password: PASSWORD })).status).toBe(200);
    for (const name of ['Gwen', 'Gwendolyn']) {
      expect(await rename(await guestAt(), name)).toEqual(TAKEN);
      await expect(signedIn(server, name)).rejects.toThrow('SIGN_IN_FAILED');
    }
    server.clock.advance(91 * DAY_MS);
    await guestCalled('Gwendolyn');
    await signedUp(server, 'Gwen');
  });
});

describe('the form to change a name', () => {
  it.each([
    [
      'en',
      'You also sign in with it; your old username keeps working for 90 days.',
      'your old username keeps working for 90 days',
    ],
    ['zh-CN', '旧用户名在 90 天内仍可登录', '旧用户名在 90 天内仍可登录'],
  ])(
    'says in %s, to accounts only, that it changes the name to sign in with',
    async (language, inRoom, onAccount) => {
      const person = await signedUp(server, `Reader ${language}`);
      const pageOf = async (reader: RestClient, path: string) =>
        (await reader.get(path, { cookie: `${reader.cookieHeader}; language=${language}` })).text();
      expect(await pageOf(person, '/')).toContain(inRoom);
      expect(await pageOf(person, '/account')).toContain(onAccount);
      expect(await pageOf(await guestAt(), '/')).not.toContain(inRoom);
    },
  );
});

describe('the search for people', () => {
  it.each([
    ['κοσ', 'Κοσμάς'],
    ['ΚΟΣΜ', 'Κοσμάς'],
    ['κος', 'Κοσμάς'],
    ['straß', 'STRASSER'],
    ['istan', 'İstanbullu'],
    ['o’br', "O'Bryan"],
    ['ﬁn', 'Finnegan'],
  ])('finds names by their beginning in any letter case and form: %s finds %s', async (typed, name) => {
    const person = await signedUp(server, name).catch(() => guestAt());
    const asking =
      'id' in person ? person : await signedUp(server, `Searcher ${encodeURIComponent(typed)}`.slice(0, 40));
    const answer = await asking.get(`/api/people?name=${encodeURIComponent(typed)}`);
    const { people } = (await answer.json()) as { people: { name: string }[] };
    expect(people.map((one) => one.name)).toContain(name);
  });
});

describe('a sign-up under a name that thousands of guests have', () => {
  it('renames all of them, and lets others write meanwhile', async () => {
    const { reader } = server.app.get(Storage);
    const writer = writerOf(server);
    const now = server.clock.now();
    const ids = Array.from({ length: 500 }, (_, n) => `crowd-${n}`);
    const users = ids.map((id) => ({
      id,
      name: 'Crowd',
      guest_key: 'crowd',
      look: 'crowd',
      created_at: now,
    }));
    await writer.insertInto('users').values(users).execute();
    const carrying = async () =>
      (
        await reader
          .selectFrom('users')
          .select('id')
          .where('look', '=', 'crowd')
          .where('account_key', 'is', null)
          .execute()
      ).length;
    expect(await carrying()).toBe(500);

    const poster = await guestAt();
    const signUp = signedUp(server, 'Crowd');
    const left: number[] = [];
    for (let done = false; !done;) {
      await poster.say('beside', `${left.length}`);
      left.push(await carrying());
      done = left.at(-1) === 0;
    }
    await signUp;
    // Somebody wrote while some had another name and some had not.
    expect(left.some((count) => count > 0 && count < 500)).toBe(true);
    expect(await carrying()).toBe(0);
  });
});
