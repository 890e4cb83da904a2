import type { FriendsJson, RelationJson } from '../../src/friends/dto/friends.json.js';
import type { RoomsJson } from '../../src/rooms/dto/rooms.json.js';
import type { Account } from './account.js';
import { done } from './groups.js';

type Act = 'request' | 'accept' | 'decline' | 'withdraw' | 'remove';

export function friendPath({ id }: { id: string }, act: Act): string {
  return `/api/friends/${id}/${act}`;
}

/** Does it, and answers what the other one is from then on. */
export async function friend(who: Account, act: Act, other: { id: string }): Promise<string> {
  return (await done<RelationJson>(who, friendPath(other, act))).relation;
}

export async function befriend(one: Account, other: Account): Promise<void> {
  await friend(one, 'request', other);
  await friend(other, 'accept', one);
}

export async function block(who: Account, other: { id: string }): Promise<void> {
  await done(who, `/api/people/${other.id}/block`);
}

/** Answers what they are from then on. */
export async function unblock(who: Account, other: { id: string }): Promise<string> {
  return (await done<RelationJson>(who, `/api/people/${other.id}/unblock`)).relation;
}

export async function peopleOf(who: Account): Promise<FriendsJson> {
  return (await (await who.get('/api/friends')).json()) as FriendsJson;
}

/** The lists that are not empty, by the names in them. */
export async function namesOf(who: Account): Promise<Record<string, string[]>> {
  const { direct_from: _, ...lists } = await peopleOf(who);
  const named = Object.entries(lists).map(
    ([list, people]) => [list, people.map(({ name }) => name)] as const,
  );
  return Object.fromEntries(named.filter(([, names]) => names.length > 0));
}

/** Where somebody's own log stands. */
export async function ownSeq(who: Account): Promise<number> {
  return ((await (await who.get('/api/rooms')).json()) as RoomsJson).own.seq;
}

/** What somebody's own log says of friends, in short: change, the other one, who did it. */
export async function toldOfFriends(who: Account): Promise<string[]> {
  const { entries } = await who.entries('@me', { after: 0, limit: 1000 });
  return entries
    .filter(({ friendship }) => friendship)
    .map(({ friendship }) => `${friendship?.change} ${friendship?.user.name} ${friendship?.by.name}`);
}
