import { createECDH } from 'node:crypto';
import {
  type Account,
  PASSWORD,
  otherSessionOf,
  signedIn,
  signedUp,
  signedUpAll,
} from '../support/account.js';
import { befriend, block, friend } from '../support/friends.js';
import { directOf, done, groupOf, hide, makeModerator, roomPath } from '../support/groups.js';
import { RestClient } from '../support/rest-client.js';

/** People who have used everything there is. */
export interface World {
  people: RestClient[];
  ann: Account;
  ben: Account;
  /** Keys of rooms that at least one of them may read. */
  rooms: string[];
  group: string;
}

/** Uses a server in every way that leaves something in its database. */
export async function livedIn(server: { url: string }): Promise<World> {
  const [ann, ben, cara, dan, eve] = (await signedUpAll(server, 'Ann', 'Ben', 'Cara', 'Dan', 'Eve')) as [
    Account,
    Account,
    Account,
    Account,
    Account,
  ];
  const guest = await RestClient.at(server.url);
  await talk(ann, ben, guest);
  const group = await lifeOfGroup(ann, ben, cara, eve);
  const direct = await directOf(ann, ben);
  await ann.say(direct, 'between the two of us');
  await done(ben, roomPath(direct, '/read'), { seq: 1 });
  const hidden = await directOf(cara, ann);
  await cara.say(hidden, 'soon out of the list');
  await hide(ann, hidden);
  await befriend(ann, cara);
  await friend(ben, 'request', eve);
  await block(cara, ben);
  await done(ann, '/api/account/profile', { name: 'Anna', profile: 'formerly "Ann" — 安\n\\u0000 \\ %' });
  await sessions(server, ben);
  await leave(server, dan);
  return {
    people: [ann, ben, cara, eve, guest],
    ann,
    ben,
    group,
    rooms: ['lobby', '42', 'größe 大', group, direct, hidden, '@me'],
  };
}

async function talk(ann: Account, ben: Account, guest: RestClient): Promise<void> {
  const first = await ann.say('lobby', 'Hello @Ben,\n\ttabs, "quotes", \\backslashes and 😀', 'chosen-id');
  await ben.say('lobby', 'to be deleted').then((message) => ben.remove(message));
  await guest.say('Größe 大', 'from a guest');
  await guest.say('42', '{"user":{"id":"not a notice"}}');
  await ann.edit(await ann.edit(first, 'Hello @Cara'), 'Hello @Ben and @Cara');
  await done(ben, roomPath('42', '/follow'));
  await done(ben, roomPath('lobby', '/read'), { seq: 1 });
  await done(ben, roomPath('42', '/preferences'), { bell: 'nothing', pinned: true });
}

async function lifeOfGroup(ann: Account, ben: Account, cara: Account, eve: Account): Promise<string> {
  const group = await groupOf(ann, ben, eve);
  await makeModerator(ann, group, ben);
  await ann.say(group, 'for members');
  await done(ann, roomPath(group, '/topic'), { topic: 'openings' });
  await done(ann, roomPath(group, `/members/${eve.id}/ban`));
  await done(ben, roomPath(group, '/invitations'), { user: cara.id });
  await done(ann, roomPath(group, '/links'), { days: 1, uses: 3 });
  const deleted = await groupOf(ben, cara);
  await cara.say(deleted, 'erased with the group');
  await done(ben, roomPath(deleted, '/delete'));
  return group;
}

async function sessions(server: { url: string }, ben: Account): Promise<void> {
  await signedIn(server, 'Ben');
  await done(ben, `/api/sessions/${await otherSessionOf(ben)}/end`);
  await signedIn(server, 'Ben');
  await done(ben, '/api/sign-in-links');
  const keys = { p256dh: createECDH('prime256v1').generateKeys('base64url'), auth: 'A'.repeat(22) };
  await done(ben, '/api/push', { endpoint: 'https://fcm.googleapis.com/fcm/send/a', ...keys });
  await ben.get('/api/push');
}

/** The number of the last room was that of an own log that is gone. */
async function leave(server: { url: string }, dan: Account): Promise<void> {
  const fay = await signedUp(server, 'Fay');
  await dan.say('lobby', 'by one who leaves');
  await friend(fay, 'request', dan);
  await done(dan, '/api/account/delete', { password: PASSWORD });
}

const LISTS = [
  '/api/me',
  '/api/account',
  '/api/sessions',
  '/api/push',
  '/api/rooms',
  '/api/friends',
  '/api/invitations',
];
const PAGES = ['/', '/people', '/invitations', '/account'];
const OF_ROOM = ['', '/entries?order=oldest&limit=1000', '/members', '/bans', '/invitations', '/links'];

/** Everything that these people can read, by person and path. */
export async function everythingRead({ people, rooms }: World): Promise<Record<string, string>> {
  const paths = [
    ...LISTS,
    ...PAGES,
    ...rooms.map((room) => `/room?room=${encodeURIComponent(room)}`),
    ...rooms.flatMap((room) => OF_ROOM.map((rest) => roomPath(room, rest))),
  ];
  const read: Record<string, string> = {};
  for (const [i, person] of people.entries())
    for (const path of paths) {
      const answer = await person.get(path);
      read[`${i} ${path}`] = `${answer.status} ${(await answer.text()).replaceAll(NEW_EACH_TIME, '')}`;
    }
  return read;
}

/** Tokens, which hide the same secret in different ways, and ids of messages that are yet to be written. */
const NEW_EACH_TIME = /name="(?:_xsrf|client_id)" value="[^"]*"|"csrfToken":"[^"]*"/g;
