import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Account, signedUp } from './support/account.js';
import { HTML } from './support/fill-in.js';
import { done, groupOf, makeModerator, membersOf, roomPath } from './support/groups.js';
import { cancelOf, confirm, formWith, headingOf, pageOf, press } from './support/pressing.js';
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

const members = (): string => `/members?room=${room}`;
const settings = (): string => `/settings?room=${room}`;

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
const links = async (): Promise<number> =>
  (await pageOf(ann, settings())).match(/<p class="note">Created by|<p class="note">By /g)?.length ?? 0;
const status = async (who: Account, path: string): Promise<number> => (await who.get(path)).status;

const CASES: [string, Case][] = [
  [
    'handing a group over',
    {
      from: members,
      button: () => /^Transfer ownership: Bob/,
      asks: () => `Transfer Chess & club to ${bob.name}?`,
      before: owners,
      after: () => [`${ann.name} moderator`, `${bob.name} owner`],
    },
  ],
  [
    'removing a member',
    {
      from: members,
      button: () => /^Remove: Bob/,
      asks: () => `Remove ${bob.name} from Chess & club?`,
      before: owners,
      after: () => [`${ann.name} owner`],
    },
  ],
  [
    'banning a member',
    {
      from: members,
      button: () => /^(Remove for good|Ban): Bob/,
      asks: () => `Ban ${bob.name} from Chess & club?`,
      before: owners,
      after: () => [`${ann.name} owner`],
    },
  ],
  [
    'taking the role of a moderator',
    {
      prepare: () => makeModerator(ann, room, bob),
      from: members,
      button: () => /^(Moderator no longer|Remove as moderator): Bob/,
      asks: () => `Remove ${bob.name} as moderator of Chess & club?`,
      before: owners,
      after: () => [`${ann.name} owner`, `${bob.name} member`],
    },
  ],
  [
    'leaving a group',
    {
      who: () => bob,
      from: settings,
      button: () => /^Leave the group$/,
      asks: () => 'Leave Chess & club?',
      leads: () => '/',
      before: owners,
      after: () => [`${ann.name} owner`],
    },
  ],
  [
    'leaving a group as its last member',
    {
      prepare: () => done(ann, roomPath(room, `/members/${bob.id}/remove`)),
      from: settings,
      button: () => /^Leave the group$/,
      asks: () => 'Leave and delete Chess & club?',
      leads: () => '/',
      before: () => status(ann, roomPath(room)),
      after: () => 404,
    },
  ],
  [
    'deleting a group',
    {
      from: settings,
      button: () => /^Delete the group$/,
      asks: () => 'Delete Chess & club?',
      leads: () => '/',
      before: () => status(bob, roomPath(room)),
      after: () => 404,
    },
  ],
  [
    'withdrawing an invitation',
    {
      prepare: async () => {
        await done(ann, roomPath(room, `/members/${bob.id}/remove`));
        await done(ann, roomPath(room, '/invitations'), { user: bob.id });
      },
      from: settings,
      button: () => /^Withdraw: Bob/,
      asks: () => `Withdraw the invitation of ${bob.name} to Chess & club?`,
      before: async () => (await pageOf(bob, '/invitations')).includes('Chess &amp; club'),
      after: () => false,
    },
  ],
  [
    'revoking an invite link',
    {
      prepare: () => done(ann, roomPath(room, '/links'), { days: 1, uses: 3 }),
      from: settings,
      button: () => /^Revoke: /,
      asks: () => 'Revoke this invite link to Chess & club?',
      before: links,
      after: () => 0,
    },
  ],
  [
    'declining an invitation',
    {
      prepare: async () => {
        await done(bob, roomPath(room, '/leave'));
        await done(ann, roomPath(room, '/invitations'), { user: bob.id });
      },
      who: () => bob,
      from: () => '/invitations',
      button: () => /^Decline: Chess/,
      asks: () => `Decline the invitation of ${ann.name} to Chess & club?`,
      before: async () => (await pageOf(bob, '/invitations')).includes('Chess &amp; club'),
      after: () => false,
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

  it('in Chinese too', async () => {
    const answer = await ann.get(`/confirm/remove?room=${room}&user=${bob.id}`, {
      ...HTML,
      'accept-language': 'zh-CN',
    });
    expect(headingOf(await answer.text())).toBe(`将 ${bob.name} 移出“Chess & club”？`);
  });

  it('the buttons that can be undone act at once', async () => {
    await done(ann, roomPath(room, `/members/${bob.id}/ban`));
    const unban = formWith(await pageOf(ann, settings()), (label) => /: Bob/.test(label));
    expect(unban.method).toBe('post');
  });
});
