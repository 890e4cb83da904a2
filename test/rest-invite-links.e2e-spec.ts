import { beforeEach, describe, expect, it } from 'vitest';
import { Storage } from '../src/storage/storage.js';
import type { LinksJson, MadeLinkJson } from '../src/rooms/dto/people.json.js';
import { sharedAccounts, signedUp, signedUpAll } from './support/account.js';
import { done, groupOf, membersOf, refused, roomPath, told } from './support/groups.js';
import { RestClient } from './support/rest-client.js';
import { storedIn } from './support/stored.js';
import { sharedApp } from './support/test-app.js';
import { writerOf } from './support/writer-of.js';

const DAY_MS = 24 * 60 * 60 * 1000;

const server = sharedApp({ LIMITS: 'off' });
const [ann, bob] = sharedAccounts(server, 'Ann', 'Bob');
let room: string;
beforeEach(async () => {
  room = await groupOf(ann);
});

const make = (options: object = {}): Promise<MadeLinkJson> => done(ann, roomPath(room, '/links'), options);
const join = (who: RestClient, token: string): Promise<Response> =>
  who.postJson(`/api/invite-links/${token}/join`, {});
const look = (who: RestClient, token: string): Promise<Response> => who.get(`/api/invite-links/${token}`);

async function listed(): Promise<LinksJson['links']> {
  return ((await (await ann.get(roomPath(room, '/links'))).json()) as LinksJson).links;
}

describe('an invite link', () => {
  it('is shown once, and stored as a hash with its limits of uses and time', async () => {
    const link = await make();
    expect(link.token).toMatch(/^[\w-]{32}$/);
    expect(link).toMatchObject({ path: `/invite/${link.token}`, uses_left: 10 });
    expect(Date.parse(link.expires_at)).toBe(server.clock.now() + 7 * DAY_MS);
    expect(await listed()).toMatchObject([{ id: link.id, by: { name: 'Ann' }, uses_left: 10 }]);
    const { reader } = server.app.get(Storage);
    const rows = await reader.selectFrom('invite_links').selectAll().where('id', '=', link.id).execute();
    expect(rows).toHaveLength(1);
    expect(JSON.stringify(rows)).not.toContain(link.token);
  });

  it.each([{ days: 0 }, { days: 31 }, { uses: 0 }, { uses: 1001 }, { days: 1.5 }, { uses: 'x' }])(
    'for %j is refused',
    async (options) => {
      expect(await refused(ann.postJson(roomPath(room, '/links'), options))).toBe('400 FIELD_INVALID');
    },
  );

  it('shows its holder what it leads to without changing anything', async () => {
    const { token } = await make({ days: 1, uses: 1 });
    const before = await storedIn(server);
    const linked = { name: 'Chess', topic: '', member_count: 1 };
    expect(await (await look(await RestClient.at(server.url), token)).json()).toEqual(linked);
    expect(await (await look(bob, token)).json()).toEqual(linked);
    expect(await (await look(ann, token)).json()).toEqual({ ...linked, room });
    expect(await storedIn(server)).toEqual(before);
    expect((await listed())[0]?.uses_left).toBe(1);
  });

  it('makes its holder a member, and is not used up by members', async () => {
    const { token } = await make({ uses: 2 });
    for (let i = 0; i < 3; i++)
      expect(await (await join(bob, token)).json()).toMatchObject({ room, name: 'Chess', role: 'member' });
    await join(ann, token);
    expect((await listed())[0]?.uses_left).toBe(1);
    expect(await told(ann, room)).toEqual(['Ann founded Chess', 'Bob joined Bob member']);
  });

  it('is for accounts only', async () => {
    const { token } = await make();
    const visitor = await RestClient.at(server.url);
    expect(await refused(join(visitor, token))).toBe('401 SIGN_IN_REQUIRED');
    await visitor.say('lobby', 'hello');
    expect(await refused(join(visitor, token))).toBe('401 SIGN_IN_REQUIRED');
    expect(await refused(join(visitor, 'A'.repeat(32)))).toBe('404 NOT_FOUND');
  });

  it('lets in as many as it allows, however many come at once', async () => {
    const { token } = await make({ uses: 2 });
    const many = await signedUpAll(server, ...Array.from({ length: 6 }, (_, i) => `Many ${room} ${i}`));
    const answers = await Promise.all(many.map((each) => join(each, token)));
    expect(answers.filter(({ ok }) => ok)).toHaveLength(2);
    expect(await membersOf(ann, room)).toHaveLength(3);
    expect(await refused(look(bob, token))).toBe('404 NOT_FOUND');
    expect(await listed()).toEqual([]);
  });

  const ENDS: [string, (link: MadeLinkJson) => Promise<unknown>][] = [
    ['has expired', () => Promise.resolve(server.clock.advance(DAY_MS))],
    ['was revoked', ({ id }) => done(ann, roomPath(room, `/links/${id}/revoke`))],
    ['leads into a group that was deleted', () => done(ann, roomPath(room, '/delete'))],
    ['is shown to somebody who is banned', () => done(ann, roomPath(room, `/members/${bob.id}/ban`))],
  ];
  it.each(ENDS)('that %s no longer exists', async (_, end) => {
    const link = await make({ days: 1 });
    expect((await look(bob, link.token)).status).toBe(200);
    await end(link);
    const never = 'A'.repeat(32);
    for (const ask of [look, join]) {
      const [here, nowhere] = [await ask(bob, link.token), await ask(bob, never)];
      expect([here.status, await here.text()]).toEqual([404, await nowhere.text()]);
    }
  });

  it('cannot be revoked through another group', async () => {
    const { id, token } = await make();
    const other = await groupOf(bob);
    await done(bob, roomPath(other, `/links/${id}/revoke`));
    expect((await look(bob, token)).status).toBe(200);
  });

  it('is one of twenty at most, not counting expired ones', async () => {
    for (let i = 0; i < 19; i++) await make({ days: 30 });
    await make({ days: 1 });
    expect(await refused(ann.postJson(roomPath(room, '/links'), {}))).toBe('409 TOO_MANY_LINKS');
    server.clock.advance(2 * DAY_MS);
    await make();
  });
});

describe('limits', () => {
  it('a group can have a hundred open invitations', async () => {
    const writer = writerOf(server);
    const many = Array.from({ length: 100 }, (_, i) => ({ id: `${room} ${i}`, name: 'x', created_at: 0 }));
    const users = many.map((user) => ({ ...user, account_key: user.id, password_hash: 'x' }));
    await writer.insertInto('users').values(users).execute();
    for (const { id } of users) await done(ann, roomPath(room, '/invitations'), { user: id });
    const more = ann.postJson(roomPath(room, '/invitations'), { user: bob.id });
    expect(await refused(more)).toBe('409 TOO_MANY_INVITATIONS');
  });

  it('a group can have five hundred members, and an account two hundred private rooms', async () => {
    const writer = writerOf(server);
    const { token } = await make();
    const { id: roomId } = await writer
      .selectFrom('rooms')
      .select('id')
      .where('key', '=', room)
      .executeTakeFirstOrThrow();
    const many = Array.from({ length: 499 }, (_, i) => ({ id: `${room} m${i}`, name: 'x', created_at: 0 }));
    const memberships = many.map(({ id }) => {
      return { room_id: roomId, user_id: id, role: 'member' as const, joined_at: 0 };
    });
    await writer.insertInto('users').values(many).execute();
    await writer.insertInto('memberships').values(memberships).execute();
    expect(await refused(join(bob, token))).toBe('409 ROOM_FULL');

    const cat = await signedUp(server, `Cat ${room}`);
    for (let i = 0; i < 200; i++) await done(cat, '/api/groups', { name: 'x' });
    expect(await refused(cat.postJson('/api/groups', { name: 'x' }))).toBe('409 TOO_MANY_ROOMS');
    expect(await refused(cat.postJson('/api/direct', { user: bob.id }))).toBe('409 TOO_MANY_ROOMS');
    const other = await groupOf(ann);
    const link = await done<MadeLinkJson>(ann, roomPath(other, '/links'));
    expect(await refused(join(cat, link.token))).toBe('409 TOO_MANY_ROOMS');
    expect((await (await look(cat, link.token)).json()) as object).toMatchObject({ member_count: 1 });
  });
});
