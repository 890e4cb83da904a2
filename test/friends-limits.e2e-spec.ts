import { beforeAll, describe, expect, it } from 'vitest';
import { Storage } from '../src/storage/storage.js';
import { BlockService } from '../src/friends/block.service.js';
import { type Account, PASSWORD, copyOf, sharedAccounts, signedUp, signedUpAll } from './support/account.js';
import { befriend, block, friend, friendPath, namesOf, toldOfFriends } from './support/friends.js';
import { directOf, done, groupOf, refused, roomPath } from './support/groups.js';
import { sharedApp } from './support/test-app.js';

const server = sharedApp({ LIMIT_REQUESTS: '3/600' });
const [ann] = sharedAccounts(server, 'Ann');
let others: Account[];
beforeAll(async () => {
  others = await signedUpAll(server, 'Bob', 'Cat', 'Dan', 'Eve');
});

describe('too many friend requests, invitations and new conversations', () => {
  it('are counted together, and refused with Retry-After', async () => {
    const [bob, cat, dan, eve] = others as [Account, Account, Account, Account];
    const room = await groupOf(ann);
    await friend(ann, 'request', bob);
    await done(ann, roomPath(room, '/invitations'), { user: cat.id });
    const direct = await directOf(ann, dan);
    for (const [path, body] of [
      [friendPath(eve, 'request'), {}],
      [roomPath(room, '/invitations'), { user: eve.id }],
      ['/api/direct', { user: eve.id }],
    ] as const) {
      const answer = await ann.postJson(path, body);
      expect(Number(answer.headers.get('retry-after'))).toBeGreaterThan(0);
      expect(await refused(Promise.resolve(answer))).toBe('429 TOO_MANY_REQUESTS');
    }
    expect(await namesOf(eve)).toEqual({});
    // A talk that there is, an answer, and others are not counted.
    expect(await directOf(ann, dan)).toBe(direct);
    await friend(bob, 'accept', ann);
    await friend(eve, 'request', ann);
    expect(await friend(ann, 'accept', eve)).toBe('friend');
  });
});

describe('deleting an account', () => {
  it('deletes its friendships, requests and blocks, but not blocks by others, and takes its name out of notices', async () => {
    const gone = await signedUp(server, 'Leaver');
    const [bob, cat, dan, eve] = others as [Account, Account, Account, Account];
    await befriend(gone, bob);
    await friend(gone, 'request', cat);
    await friend(dan, 'request', gone);
    await block(gone, cat);
    await block(eve, gone);
    const blocks = server.app.get(BlockService);
    expect((await blocks.hiddenFrom(eve.id)).size).toBe(1);
    const { reader } = server.app.get(Storage);
    const remains = async (): Promise<number[]> => {
      const counts = [];
      for (const table of ['friends', 'friend_requests', 'blocks'] as const) {
        const rows = await reader.selectFrom(table).selectAll().execute();
        counts.push(rows.filter((row) => [row.user_id, row.other_id].includes(gone.id)).length);
      }
      return counts;
    };
    expect(await remains()).toEqual([2, 2, 2]);
    await done(gone, '/api/account/delete', { password: PASSWORD });
    expect(await remains()).toEqual([0, 0, 1]);
    expect((await blocks.hiddenFrom(eve.id)).size).toBe(1);
    for (const who of [bob, cat, dan]) {
      expect(JSON.stringify([await namesOf(who), await who.entries('@me')])).not.toContain('Leaver');
    }
    expect(await toldOfFriends(bob)).toContain('accepted deleted account Bob');
    expect(await refused(bob.postJson(friendPath(gone, 'request'), {}))).toBe('404 NOT_FOUND');
  });

  it('leaves no friend request that was being sent at that moment', async () => {
    const gone = await signedUp(server, 'Late');
    const stale = copyOf(gone);
    await Promise.all([
      done(gone, '/api/account/delete', { password: PASSWORD }),
      ...others
        .slice(0, 3)
        .flatMap(({ id }) => [
          stale.postJson(`/api/friends/${id}/request`, {}),
          stale.postJson(`/api/people/${id}/block`, {}),
        ]),
    ]);
    const { reader } = server.app.get(Storage);
    for (const table of ['friend_requests', 'blocks'] as const)
      expect(await reader.selectFrom(table).selectAll().where('user_id', '=', gone.id).execute()).toEqual([]);
  });
});
