import { beforeEach, describe, expect, it } from 'vitest';
import { type Account, PASSWORD, freshAccounts } from './support/account.js';
import { HTML } from './support/fill-in.js';
import { befriend, friend, namesOf } from './support/friends.js';
import { done, groupOf, makeModerator, membersOf, roomPath } from './support/groups.js';
import { cancelOf, confirm, formWith, headingOf, pageOf, press } from './support/pressing.js';
import { storedIn } from './support/stored.js';
import { sharedApp } from './support/test-app.js';

const server = sharedApp({ LIMITS: 'off' });
const [ann, bob] = freshAccounts(server, 'Ann', 'Bob <b>');
let room: string;
beforeEach(async () => {
  room = await groupOf(ann, bob);
  await done(ann, roomPath(room, '/rename'), { name: 'Chess & club' });
});

/** Values that are known only while a test runs. */
type Late<T> = () => T;

interface Case {
  prepare?: Late<Promise<unknown>>;
  /** Who does it; by default Ann. */
  who?: Account;
  from: string | Late<string>;
  button: RegExp;
  asks: Late<string>;
  typed?: object;
  /** Where it leads; back to the page it was begun on where nothing is said. */
  leads?: string;
  state: Late<Promise<unknown>>;
  after: Late<unknown>;
}

const toMembers = (): string => `/members?room=${room}`;
const toSettings = (): string => `/settings?room=${room}`;
const owners = () => membersOf(ann, room);
const links = async (): Promise<number> =>
  (await pageOf(ann, toSettings())).match(/<p class="note">Created by|<p class="note">By /g)?.length ?? 0;
const status = async (who: Account, path: string): Promise<number> => (await who.get(path)).status;
const isInvited = async () => (await pageOf(bob, '/invitations')).includes('Chess &amp; club');
const invite = () => done(ann, roomPath(room, '/invitations'), { user: bob.id });

const CASES: Record<string, Case> = {
  'ending a friendship': {
    prepare: () => befriend(ann, bob),
    from: '/people',
    button: /^Remove friend Bob/,
    asks: () => `Remove ${bob.name} from your friends?`,
    state: () => namesOf(bob),
    after: () => ({}),
  },
  'withdrawing a friend request': {
    prepare: () => friend(ann, 'request', bob),
    from: () => `/people/${bob.id}`,
    button: /^Withdraw/,
    asks: () => `Withdraw your friend request to ${bob.name}?`,
    state: () => namesOf(bob),
    after: () => ({}),
  },
  'declining a friend request': {
    prepare: () => friend(bob, 'request', ann),
    from: '/people',
    button: /^Decline/,
    asks: () => `Decline ${bob.name}’s friend request?`,
    state: () => namesOf(bob),
    after: () => ({}),
  },
  'blocking somebody': {
    from: () => `/people/${bob.id}`,
    button: /^Block Bob/,
    asks: () => `Block ${bob.name}?`,
    state: () => namesOf(ann),
    after: () => ({ blocked: [bob.name] }),
  },
  'ending all sessions': {
    from: '/account',
    button: /^Sign out everywhere/,
    asks: () => `Sign ${ann.name} out everywhere?`,
    leads: '/',
    state: () => status(ann, '/account'),
    after: () => 302,
  },
  'deleting an account': {
    who: bob,
    from: '/account',
    button: /^Delete (the )?account/,
    asks: () => `Delete account ${bob.name}?`,
    typed: { password: PASSWORD },
    leads: '/',
    state: owners,
    after: () => [`${ann.name} owner`],
  },
  'handing a group over': {
    from: toMembers,
    button: /^Transfer ownership: Bob/,
    asks: () => `Transfer Chess & club to ${bob.name}?`,
    state: owners,
    after: () => [`${ann.name} moderator`, `${bob.name} owner`],
  },
  'removing a member': {
    from: toMembers,
    button: /^Remove: Bob/,
    asks: () => `Remove ${bob.name} from Chess & club?`,
    state: owners,
    after: () => [`${ann.name} owner`],
  },
  'banning a member': {
    from: toMembers,
    button: /^Ban: Bob/,
    asks: () => `Ban ${bob.name} from Chess & club?`,
    state: owners,
    after: () => [`${ann.name} owner`],
  },
  'taking the role of a moderator': {
    prepare: () => makeModerator(ann, room, bob),
    from: toMembers,
    button: /^Remove as moderator: Bob/,
    asks: () => `Remove ${bob.name} as moderator of Chess & club?`,
    state: owners,
    after: () => [`${ann.name} owner`, `${bob.name} member`],
  },
  'leaving a group': {
    who: bob,
    from: toSettings,
    button: /^Leave group$/,
    asks: () => 'Leave Chess & club?',
    leads: '/',
    state: owners,
    after: () => [`${ann.name} owner`],
  },
  'leaving a group as its last member': {
    prepare: () => done(ann, roomPath(room, `/members/${bob.id}/remove`)),
    from: toSettings,
    button: /^Leave group$/,
    asks: () => 'Leave and delete Chess & club?',
    leads: '/',
    state: () => status(ann, roomPath(room)),
    after: () => 404,
  },
  'deleting a group': {
    from: toSettings,
    button: /^Delete group$/,
    asks: () => 'Delete Chess & club?',
    leads: '/',
    state: () => status(bob, roomPath(room)),
    after: () => 404,
  },
  'withdrawing an invitation': {
    prepare: async () => {
      await done(ann, roomPath(room, `/members/${bob.id}/remove`));
      await invite();
    },
    from: toMembers,
    button: /^Withdraw: Bob/,
    asks: () => `Withdraw the invitation for ${bob.name} to join Chess & club?`,
    state: isInvited,
    after: () => false,
  },
  'revoking an invite link': {
    prepare: () => done(ann, roomPath(room, '/links'), { days: 1, uses: 3 }),
    from: toSettings,
    button: /^Revoke: /,
    asks: () => 'Revoke this invite link to Chess & club?',
    state: links,
    after: () => 0,
  },
  'declining an invitation': {
    prepare: async () => {
      await done(bob, roomPath(room, '/leave'));
      await invite();
    },
    who: bob,
    from: '/invitations',
    button: /^Decline: Chess/,
    asks: () => `Decline ${ann.name}’s invitation to Chess & club?`,
    state: isInvited,
    after: () => false,
  },
};

describe('a page asks for confirmation and names what is concerned', () => {
  it.each(Object.entries(CASES))('before %s', async (_, { prepare, who = ann, from, ...rest }) => {
    await prepare?.();
    const { button, asks, typed, state, after } = rest;
    const began = typeof from === 'string' ? from : from();
    const [stored, was] = [await storedIn(server), await state()];
    expect(was).not.toEqual(after());
    const question = await press(who, await pageOf(who, began), button);
    expect(headingOf(question)).toBe(asks());
    expect(cancelOf(question)).toBe(began);
    expect(await storedIn(server)).toEqual(stored);
    expect(await state()).toEqual(was);
    expect(await confirm(who, question, typed)).toBe(rest.leads ?? began);
    expect(await state()).toEqual(after());
  });

  it('in Chinese on request', async () => {
    const answer = await ann.get(`/confirm/remove?room=${room}&user=${bob.id}`, {
      ...HTML,
      'accept-language': 'zh-CN',
    });
    expect(headingOf(await answer.text())).toBe(`将 ${bob.name} 移出“Chess & club”？`);
  });
});

it('a change that can be undone needs no confirmation', async () => {
  await done(ann, roomPath(room, `/members/${bob.id}/ban`));
  const unban = formWith(await pageOf(ann, toSettings()), (label) => /: Bob/.test(label));
  expect(unban.method).toBe('post');
});
