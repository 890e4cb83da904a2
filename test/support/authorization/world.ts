import { type RoomKind, STANDINGS, type Standing } from '../../../src/rooms/may.js';
import type { MadeLinkJson } from '../../../src/rooms/dto/people.json.js';
import { type Account, signedUp } from '../account.js';
import { directOf, done, groupOf, makeModerator, roomPath } from '../groups.js';
import { RestClient } from '../rest-client.js';
import type { TestApp } from '../test-app.js';

export const SECRET = 'what only those in the room may read';
/** As good a key as any, and of no room. */
export const NOWHERE = '~AAAAAAAAAAAAAAAAAAAAAA';
export const NO_TOKEN = 'A'.repeat(32);

/** Everybody that there is in these tests; who is what in a room is the room's affair. */
export interface People {
  actors: Record<Standing, RestClient>;
  /** A plain member and a moderator to whom things are done, and somebody who can be asked in. */
  victim: Account;
  otherModerator: Account;
  stranger: Account;
  ids: Partial<Record<Standing, string>>;
}

export async function peopleAt(server: TestApp): Promise<People> {
  const accounts = new Map<Standing, Account>();
  for (const standing of STANDINGS) accounts.set(standing, await signedUp(server, `The ${standing}`));
  const guest = await RestClient.at(server.url);
  await guest.say('elsewhere', 'hello');
  const actors = Object.fromEntries(accounts) as unknown as Record<Standing, RestClient>;
  return {
    actors: { ...actors, anonymous: await RestClient.at(server.url), guest },
    victim: await signedUp(server, 'Victim'),
    otherModerator: await signedUp(server, 'Other moderator'),
    stranger: await signedUp(server, 'Stranger'),
    ids: Object.fromEntries([...accounts].map(([standing, { id }]) => [standing, id])),
  };
}

/** A room in which everybody is what they are called. */
export interface World extends People {
  kind: RoomKind;
  room: string;
  /** Ids of messages: of somebody's own, if they could ever write there; of somebody else's. */
  own: Partial<Record<Standing, string>>;
  secret: string;
  token: string;
}

/** Who can be what in a room of a kind. */
export const STANDINGS_IN: Record<RoomKind, readonly Standing[]> = {
  open: ['anonymous', 'guest', 'account'],
  group: STANDINGS,
  direct: ['anonymous', 'guest', 'account', 'member'],
};

export async function worldOf(kind: RoomKind, people: People): Promise<World> {
  if (kind === 'group') return groupWorld(people);
  const { stranger, victim, actors } = people;
  const room = kind === 'open' ? 'the open room' : await directOf(victim, actors.member as Account);
  const writers: Standing[] = kind === 'open' ? ['guest', 'account'] : ['member'];
  const author = kind === 'open' ? stranger : victim;
  return { ...people, kind, room, ...(await say(people, room, writers, author)), token: NO_TOKEN };
}

async function groupWorld(people: People): Promise<World> {
  const { victim, otherModerator } = people;
  const actors = people.actors as Record<Standing, Account>;
  const { owner, moderator, member, left, banned, invited } = actors;
  const room = await groupOf(owner, moderator, otherModerator, member, victim, left, banned);
  await makeModerator(owner, room, moderator);
  await makeModerator(owner, room, otherModerator);
  const said = await say(people, room, ['owner', 'moderator', 'member', 'left', 'banned'], victim);
  await done(left, roomPath(room, '/leave'));
  await done(owner, roomPath(room, `/members/${banned.id}/ban`));
  await done(owner, roomPath(room, '/invitations'), { user: invited.id });
  const { token } = await done<MadeLinkJson>(owner, roomPath(room, '/links'));
  return { ...people, kind: 'group', room, ...said, token };
}

async function say(
  { actors }: People,
  room: string,
  writers: readonly Standing[],
  author: Account,
): Promise<Pick<World, 'own' | 'secret'>> {
  const own: World['own'] = {};
  for (const standing of writers) own[standing] = (await actors[standing].say(room, 'my own')).id;
  return { own, secret: (await author.say(room, SECRET)).id };
}
