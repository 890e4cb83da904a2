import { beforeEach, describe, expect, it } from 'vitest';
import type { LinksJson, MadeLinkJson } from '../src/rooms/dto/people.json.js';
import { type Account, PASSWORD, freshAccounts, sharedAccounts } from './support/account.js';
import { done, groupOf, makeModerator, refused, roomPath, toldOwn } from './support/groups.js';
import { sharedApp } from './support/test-app.js';

const server = sharedApp({ LIMITS: 'off' });
const [owner, invited] = sharedAccounts(server, 'Owner', 'Invited');

const [maker] = freshAccounts(server, 'Maker');
let room: string;
beforeEach(async () => {
  room = await groupOf(owner, maker);
  await makeModerator(owner, room, maker);
});

const toMaker = (act: string, body = {}): Promise<unknown> =>
  done(owner, roomPath(room, `/members/${maker.id}/${act}`), body);
const accept = (): Promise<Response> => invited.postJson(`/api/invitations/${room}/accept`, {});
const join = (token: string): Promise<Response> => invited.postJson(`/api/invite-links/${token}/join`, {});

async function invites(who: Account): Promise<string> {
  await done(who, roomPath(room, '/invitations'), { user: invited.id });
  return (await done<MadeLinkJson>(who, roomPath(room, '/links'))).token;
}

async function listed(): Promise<[links: number, invitations: number]> {
  const { links } = (await (await owner.get(roomPath(room, '/links'))).json()) as LinksJson;
  const all = (await (await owner.get(roomPath(room, '/invitations'))).json()) as { invited: object[] };
  return [links.length, all.invited.length];
}

const ENDS: [string, () => Promise<unknown>][] = [
  ['is demoted', () => toMaker('role', { role: 'member' })],
  ['is removed', () => toMaker('remove')],
  ['is banned', () => toMaker('ban')],
  ['leaves', () => done(maker, roomPath(room, '/leave'))],
  ['deletes their account', () => done(maker, '/api/account/delete', { password: PASSWORD })],
];

describe('links and invitations of a moderator', () => {
  it.each(ENDS)('end when their maker %s', async (_, end) => {
    const token = await invites(maker);
    expect(await listed()).toEqual([1, 1]);
    await end();
    expect(await refused(accept())).toBe('404 NOT_FOUND');
    expect(await refused(join(token))).toBe('404 NOT_FOUND');
    expect(await refused(invited.get(`/api/invite-links/${token}`))).toBe('404 NOT_FOUND');
    expect(await listed()).toEqual([0, 0]);
    expect((await toldOwn(invited, room)).map((line) => line.split(' ', 2).join(' '))).toEqual([
      'invitation invited',
      'invitation withdrawn',
    ]);
  });

  it.each(ENDS)('made by others stay when somebody %s', async (_, end) => {
    const token = await invites(owner);
    await end();
    expect(await listed()).toEqual([1, 1]);
    expect((await invited.get(`/api/invite-links/${token}`)).status).toBe(200);
    expect((await accept()).status).toBe(200);
    expect((await join(token)).status).toBe(200);
  });

  it('do not come back with the role', async () => {
    const token = await invites(maker);
    await toMaker('role', { role: 'member' });
    await toMaker('role', { role: 'moderator' });
    expect(await refused(accept())).toBe('404 NOT_FOUND');
    expect(await refused(join(token))).toBe('404 NOT_FOUND');
    expect((await join(await invites(maker))).status).toBe(200);
  });

  it('of an owner outlast handing over, after which the owner is a moderator, and end with that role', async () => {
    const token = await invites(owner);
    await toMaker('hand-over');
    expect(await listed()).toEqual([1, 1]);
    await done(maker, roomPath(room, `/members/${owner.id}/role`), { role: 'member' });
    expect(await refused(accept())).toBe('404 NOT_FOUND');
    expect(await refused(join(token))).toBe('404 NOT_FOUND');
  });
});
