import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Account, PASSWORD, signedUp } from './support/account.js';
import { befriend, friend, namesOf } from './support/friends.js';
import { done, groupOf, membersOf, roomPath } from './support/groups.js';
import { cancelOf, confirm, headingOf, pageOf, press } from './support/pressing.js';
import { storedIn } from './support/stored.js';
import { type TestApp, startApp } from './support/test-app.js';

let server: TestApp;
beforeAll(async () => {
  server = await startApp({ LIMITS: 'off' });
});
afterAll(() => server.close());

let made = 0;
let ann: Account;
let bob: Account;
let room: string;
beforeEach(async () => {
  made += 1;
  ann = await signedUp(server, `Ann ${made}`);
  bob = await signedUp(server, `Bob ${made} <b>`);
  room = await groupOf(ann, bob);
  await done(ann, roomPath(room, '/rename'), { name: 'Chess & club' });
});

interface Case {
  prepare?: () => Promise<unknown>;
  who?: () => Account;
  from: () => string;
  button: () => RegExp;
  asks: () => string;
  typed?: object;
  leads?: () => string;
  before: () => Promise<unknown>;
  after: () => unknown;
}

const owners = () => membersOf(ann, room);
const status = async (who: Account, path: string): Promise<number> => (await who.get(path)).status;

const CASES: [string, Case][] = [
  [
    'ending a friendship',
    {
      prepare: () => befriend(ann, bob),
      from: () => '/people',
      button: () => /^Remove Bob/,
      asks: () => `Remove ${bob.name} from your friends?`,
      before: () => namesOf(bob),
      after: () => ({}),
    },
  ],
  [
    'withdrawing a friend request',
    {
      prepare: () => friend(ann, 'request', bob),
      from: () => `/people/${bob.id}`,
      button: () => /^Withdraw/,
      asks: () => `Withdraw your friend request to ${bob.name}?`,
      before: () => namesOf(bob),
      after: () => ({}),
    },
  ],
  [
    'declining a friend request',
    {
      prepare: () => friend(bob, 'request', ann),
      from: () => '/people',
      button: () => /^Decline/,
      asks: () => `Decline the friend request of ${bob.name}?`,
      before: () => namesOf(bob),
      after: () => ({}),
    },
  ],
  [
    'blocking somebody',
    {
      from: () => `/people/${bob.id}`,
      button: () => /^Block Bob/,
      asks: () => `Block ${bob.name}?`,
      before: () => namesOf(ann),
      after: () => ({ blocked: [bob.name] }),
    },
  ],
  [
    'ending all sessions',
    {
      from: () => '/account',
      button: () => /^Sign out everywhere/,
      asks: () => `Sign ${ann.name} out everywhere?`,
      leads: () => '/',
      before: () => status(ann, '/account'),
      after: () => 302,
    },
  ],
  [
    'deleting an account',
    {
      who: () => bob,
      from: () => '/account',
      button: () => /^Delete (the )?account/,
      asks: () => `Delete the account ${bob.name}?`,
      typed: { password: PASSWORD },
      leads: () => '/',
      before: owners,
      after: () => [`${ann.name} owner`],
    },
  ],
];

describe('what cannot be undone is asked once more, by name (#11.26)', () => {
  it.each(CASES)(
    '%s',
    async (_, { prepare, who = () => ann, from, button, asks, typed, leads, before, after }) => {
      await prepare?.();
      const [stored, was] = [await storedIn(server), await before()];
      expect(was).not.toEqual(after());
      const question = await press(who(), await pageOf(who(), from()), button());
      expect(headingOf(question)).toBe(asks());
      expect(cancelOf(question)).toBe(from());
      expect(await storedIn(server)).toEqual(stored);
      expect(await before()).toEqual(was);
      expect(await confirm(who(), question, typed)).toBe(leads?.() ?? from());
      expect(await before()).toEqual(after());
    },
  );
});
