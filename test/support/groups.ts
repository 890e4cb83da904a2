import type { MembersJson } from '../../src/rooms/dto/people.json.js';
import type { RoomJson, RoomsJson } from '../../src/rooms/dto/rooms.json.js';
import type { Account } from './account.js';

export function roomPath(room: string, rest = ''): string {
  return `/api/rooms/${encodeURIComponent(room)}${rest}`;
}

/** Posts and answers the JSON; throws unless the status is one of success. */
export async function done<T = unknown>(account: Account, path: string, body: object = {}): Promise<T> {
  const answer = await account.postJson(path, body);
  if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`);
  return (await answer.json()) as T;
}

/** The status and code of what is refused; throws if it is not. */
export async function refused(answer: Promise<Response>): Promise<string> {
  const response = await answer;
  if (response.ok) throw new Error(`${response.url} was answered ${response.status}`);
  const { code } = (await response.json()) as { code: string };
  return `${response.status} ${code}`;
}

/** Founds a group in which all of these are. Answers its key. */
export async function groupOf(owner: Account, ...members: Account[]): Promise<string> {
  const { room } = await done<RoomJson>(owner, '/api/groups', { name: 'Chess' });
  for (const member of members) {
    await done(owner, roomPath(room, '/invitations'), { user: member.id });
    await done(member, `/api/invitations/${room}/accept`);
  }
  return room;
}

export async function makeModerator(owner: Account, room: string, member: Account): Promise<void> {
  await done(owner, roomPath(room, `/members/${member.id}/role`), { role: 'moderator' });
}

export async function directOf(one: Account, other: Account): Promise<string> {
  return (await done<RoomJson>(one, '/api/direct', { user: other.id })).room;
}

/** Removes a conversation from somebody's list. */
export function hide(who: Account, room: string): Promise<unknown> {
  return done(who, roomPath(room, '/hide'));
}

/** The keys of the private rooms in somebody's list. */
export async function privateRoomsOf(who: Account): Promise<string[]> {
  const { rooms } = (await (await who.get('/api/rooms')).json()) as RoomsJson;
  return rooms.filter(({ kind }) => kind !== 'open').map(({ room }) => room);
}

/** What a room's log says of itself, in short. */
export async function told(who: Account, room: string): Promise<string[]> {
  const { entries } = await who.entries(room, { after: 0 });
  return entries.map(({ type, message, membership, settings }) => {
    if (membership)
      return `${membership.by.name} ${membership.change} ${membership.user?.name} ${membership.role ?? ''}`.trim();
    if (settings)
      return `${settings.by.name} ${settings.change} ${settings.name ?? settings.topic ?? ''}`.trim();
    return `${type} ${message?.body}`;
  });
}

/** What somebody's own log says of a room, in short. */
export async function toldOwn(who: Account, room: string): Promise<string[]> {
  const { entries } = await who.entries('@me', { after: 0, limit: 1000 });
  return entries
    .filter(({ membership, invitation }) => (membership ?? invitation)?.room === room)
    .map(({ type, membership, invitation }) => {
      const { change, name, by } = membership ?? invitation ?? { change: '', name: '', by: { name: '' } };
      return `${type} ${change} ${name} ${by.name} ${membership?.role ?? ''}`.trim();
    });
}

/** Who is in a room, and as what. */
export async function membersOf(who: Account, room: string): Promise<string[]> {
  const answer = await who.get(roomPath(room, '/members'));
  const { members } = (await answer.json()) as MembersJson;
  return members.map(({ name, role }) => `${name} ${role}`);
}
