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

/** Who tries: one of each standing, and an account that was a member once, which is nothing but an account now. */
export type Persona = Standing | 'left';
const PERSONAS: readonly Persona[] = [...STANDINGS, 'left'];

export function standingOf(persona: Persona): Standing {
  return persona === 'left' ? 'account' : persona;
}

/** Everybody that there is in these tests; who is what in a room is the room's affair. */
export interface People {
  actors: Record<Persona, RestClient>;
  /** A plain member and a moderator to whom things are done, and somebody who can be asked in. */
  victim: Account;
  otherModerator: Account;
  stranger: Account;
  ids: Partial<Record<Persona, string>>;
}

export async function peopleAt(server: TestApp): Promise<People> {
  const accounts = new Map<Persona, Account>();
  for (const persona of PERSONAS) accounts.set(persona, await signedUp(server, `The ${persona}`));
  const guest = await RestClient.at(server.url);
  await guest.say('elsewhere', 'hello');
  const actors = Object.fromEntries(accounts) as unknown as Record<Persona, RestClient>;
  return {
    actors: { ...actors, anonymous: await RestClient.at(server.url), guest },
    victim: await signedUp(server, 'Victim'),
    otherModerator: await signedUp(server, 'Other moderator'),
    stranger: await signedUp(server, 'Stranger'),
    ids: Object.fromEntries([...accounts].map(([persona, { id }]) => [persona, id])),
  };
}

/** A room in which everybody is what they are called. */
export interface World extends People {
  kind: RoomKind;
  room: string;
  /** Ids of messages: of somebody's own, if they could ever write there; of somebody else's. */
  own: Partial<Record<Persona, string>>;
  secret: string;
  token: string;
}

/** Who there can be in a room of a kind. */
export const PERSONAS_IN: Record<RoomKind, readonly Persona[]> = {
  open: ['anonymous', 'guest', 'account'],
  group: PERSONAS,
  direct: ['anonymous', 'guest', 'account', 'member'],
};

export async function worldOf(kind: RoomKind, people: People): Promise<World> {
  if (kind === 'group') return groupWorld(people);
  const { stranger, victim, actors } = people;
  const room = kind === 'open' ? 'the open room' : await directOf(victim, actors.member as Account);
  const writers: Persona[] = kind === 'open' ? ['guest', 'account'] : ['member'];
  const author = kind === 'open' ? stranger : victim;
  return { ...people, kind, room, ...(await say(people, room, writers, author)), token: NO_TOKEN };
}

async function groupWorld(people: People): Promise<World> {
  const { victim, otherModerator } = people;
  const actors = people.actors as Record<Persona, Account>;
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
  writers: readonly Persona[],
  author: Account,
): Promise<Pick<World, 'own' | 'secret'>> {
  const own: World['own'] = {};
  for (const persona of writers) own[persona] = (await actors[persona].say(room, 'my own')).id;
  return { own, secret: (await author.say(room, SECRET)).id };
}
