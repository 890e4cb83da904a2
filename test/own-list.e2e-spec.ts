import { beforeEach, describe, expect, it } from 'vitest';
import { Storage } from '../src/storage/storage.js';
import { type Account, freshAccounts, signedUp } from './support/account.js';
import { directOf, done, groupOf, hide, privateRoomsOf, refused, roomPath } from './support/groups.js';
import { markRead } from './support/reading.js';
import { sharedApp } from './support/test-app.js';
import { writerOf } from './support/writer-of.js';

const server = sharedApp({ LIMITS: 'off' });
const [ann, bob] = freshAccounts(server, 'Ann', 'Bob');
/** Distinguishes the data of each test. */
let count = 0;
beforeEach(() => {
  count += 1;
});

/** Inserts this many accounts, each with a direct room with `user`. Resolves with the keys of the rooms, oldest first. */
async function talksBegunWith({ id }: Account, many: number): Promise<string[]> {
  const writer = writerOf(server);
  const keys = Array.from({ length: many }, (_, i) => `~${`${count}x${i}`.padStart(22, 'A')}`);
  const others = keys.map((key, i) => {
    const other = `thrown away ${count} ${i}`;
    return { id: other, name: other, account_key: key, created_at: 0 };
  });
  await writer.insertInto('users').values(others).execute();
  const values = keys.map((key) => ({ key, kind: 'direct' as const, last_seq: 0, created_at: 0 }));
  const rooms = await writer.insertInto('rooms').values(values).returning('id').execute();
  const talks = rooms.map((room, i) => ({ room_id: room.id, other: others[i]?.id ?? '' }));
  const members = talks.flatMap(({ room_id, other }) => {
    const member = { room_id, role: 'member' as const, joined_at: 0 };
    return [
      { ...member, user_id: other, by_others: 0 },
      { ...member, user_id: id, by_others: 1 },
    ];
  });
  await writer.insertInto('memberships').values(members).execute();
  const pairs = talks.map(({ room_id, other }) => {
    const [low_id, high_id] = [id, other].toSorted() as [string, string];
    return { room_id, low_id, high_id };
  });
  await writer.insertInto('direct_pairs').values(pairs).execute();
  const marks = talks.map(({ room_id }) => ({ room_id, user_id: id, seq: 0 }));
  await writer.insertInto('read_marks').values(marks).execute();
  return keys;
}

describe('conversations that others begin', () => {
  it('keep nobody from founding, joining and beginning rooms, however many there are', async () => {
    await talksBegunWith(ann, 250);
    const group = await groupOf(bob);
    await done(bob, roomPath(group, '/invitations'), { user: ann.id });
    await done(ann, `/api/invitations/${group}/accept`);
    const own = await groupOf(ann);
    const talk = await directOf(ann, bob);
    const { token } = await done<{ token: string }>(bob, roomPath(await groupOf(bob), '/links'));
    await done(ann, `/api/invite-links/${token}/join`);
    expect(await privateRoomsOf(ann)).toEqual(expect.arrayContaining([group, own, talk]));
  });

  it('count towards the limit of the person who begins them', async () => {
    const talk = await directOf(bob, ann);
    const { reader } = server.app.get(Storage);
    const rows = await reader
      .selectFrom('memberships')
      .innerJoin('rooms', 'rooms.id', 'room_id')
      .select(['user_id', 'by_others'])
      .where('key', '=', talk)
      .execute();
    expect(new Map(rows.map((row) => [row.user_id, row.by_others]))).toEqual(
      new Map([
        [bob.id, 0],
        [ann.id, 1],
      ]),
    );
  });

  it('are listed up to a bound, newest first, and displace none that the reader has used or removed', async () => {
    const friend = await directOf(bob, ann);
    const { seq } = await bob.say(friend, 'hello');
    await markRead(server, ann, friend, seq);
    const group = await groupOf(ann);
    const answered = await directOf(await signedUp(server, `Cara ${count}`), ann);
    await ann.say(answered, 'not read, but answered');
    const dan = await signedUp(server, `Dan ${count}`);
    const removed = await directOf(dan, ann);
    await hide(ann, removed);
    await dan.say(removed, 'new');
    const begun = await talksBegunWith(ann, 300);
    const listed = await privateRoomsOf(ann);
    expect(listed).toHaveLength(104);
    expect(listed).toEqual(expect.arrayContaining([friend, group, answered, removed, ...begun.slice(-100)]));
    // One that is not listed is there all the same.
    expect((await ann.get(roomPath(begun[0] as string))).status).toBe(200);
  });
});

describe('the limit of rooms', () => {
  it('counts rooms one has founded, joined or begun, but not conversations one has removed or with people one has blocked', async () => {
    const writer = writerOf(server);
    const talk = await directOf(ann, bob);
    const cara = await signedUp(server, `Cara ${count}`);
    await directOf(ann, cara);
    const values = Array.from({ length: 198 }, (_, i) => {
      return {
        key: `~${`${count}y${i}`.padStart(22, 'B')}`,
        kind: 'group' as const,
        last_seq: 0,
        created_at: 0,
      };
    });
    const rooms = await writer.insertInto('rooms').values(values).returning('id').execute();
    const rows = rooms.map(({ id }) => {
      return { room_id: id, user_id: ann.id, role: 'member' as const, joined_at: 0 };
    });
    await writer.insertInto('memberships').values(rows).execute();
    const found = (): Promise<Response> => ann.postJson('/api/groups', { name: 'one more' });
    expect(await refused(found())).toBe('409 TOO_MANY_ROOMS');

    await hide(ann, talk);
    const group = (await (await found()).json()) as { room: string };
    expect(await refused(found())).toBe('409 TOO_MANY_ROOMS');
    await done(ann, roomPath(group.room, '/delete'));
    await bob.say(talk, 'are you there?');
    expect(await refused(found())).toBe('409 TOO_MANY_ROOMS');
    await done(ann, `/api/people/${bob.id}/block`);
    expect((await found()).status).toBe(201);
    expect(await refused(found())).toBe('409 TOO_MANY_ROOMS');

    // Of a talk that was never removed.
    await done(ann, `/api/people/${cara.id}/block`);
    expect((await found()).status).toBe(201);
    // A person at their limit can still be messaged by others.
    const dan = await signedUp(server, `Dan ${count}`);
    expect((await dan.postJson('/api/direct', { user: ann.id })).status).toBe(201);
  });
});

describe('requests of others', () => {
  it('are listed up to a bound, and unlisted ones can still be answered', async () => {
    const writer = writerOf(server);
    const group = await groupOf(bob);
    await done(bob, roomPath(group, '/invitations'), { user: ann.id });
    const keys = Array.from({ length: 250 }, (_, i) => `~${`${count}z${i}`.padStart(22, 'C')}`);
    const others = keys.map((key, i) => ({
      id: `asks ${key}`,
      name: `asks ${i}`,
      account_key: key,
      created_at: 0,
    }));
    await writer.insertInto('users').values(others).execute();
    const values = keys.map((key) => ({
      key,
      kind: 'group' as const,
      name: 'x',
      last_seq: 0,
      created_at: 0,
    }));
    const rooms = await writer.insertInto('rooms').values(values).returning('id').execute();
    const at = server.clock.now() + 1;
    await writer
      .insertInto('invitations')
      .values(rooms.map(({ id }, i) => ({ room_id: id, user_id: ann.id, by_id: others[i]?.id ?? '', at })))
      .execute();
    await writer
      .insertInto('friend_requests')
      .values(others.map(({ id }) => ({ user_id: id, other_id: ann.id, at })))
      .execute();

    const { invitations } = (await (await ann.get('/api/invitations')).json()) as { invitations: object[] };
    expect(invitations).toHaveLength(200);
    expect(JSON.stringify(invitations)).not.toContain(group);
    expect(await (await ann.get('/')).text()).toContain('<span class="badge">200<');
    await done(ann, `/api/invitations/${group}/accept`);
    expect(await privateRoomsOf(ann)).toEqual([group]);
  });
});
