import { describe, expect, it } from 'vitest';
import { PASSWORD, signedUp } from '../support/account.js';
import { done, groupOf, roomPath, told } from '../support/groups.js';
import { HeldLocks } from '../support/postgres/held-locks.js';
import { RestClient } from '../support/rest-client.js';
import { startApp } from '../support/test-app.js';
import { ask } from '../support/postgres/ask.js';
import { sharedNodes, through } from './nodes.js';

const nodes = sharedNodes();
const settings = () => ({ url: nodes.database.DATABASE_URL, schema: nodes.database.DATABASE_SCHEMA });

async function statuses(posts: Promise<Response>[]): Promise<number[]> {
  return (await Promise.all(posts)).map(({ status }) => status);
}

/** Connections of the pool that changes may use: all but two of ten. */
const CHANGES = 8;

describe('changes that wait for a locked room', () => {
  it('leave connections to reads, and all succeed when the room is free', async () => {
    const [ann, bob] = [await signedUp(nodes.a, 'Ann'), await signedUp(nodes.a, 'Bob')];
    const room = await groupOf(ann);
    const held = await HeldLocks.by(settings(), `select from rooms where key = '${room}' for update`);
    const changes = Array.from({ length: 12 }, (_, i) =>
      ann.postJson(roomPath(room, '/topic'), { topic: `topic ${i}` }),
    );
    try {
      await held.waitedFor(CHANGES);
      expect((await bob.get('/api/rooms')).status).toBe(200);
    } finally {
      await held.release();
    }
    expect((await Promise.all(changes)).map(({ status }) => status)).toEqual(changes.map(() => 200));
  });

  it('have been counted before they take the lock', async () => {
    const ann = await signedUp(nodes.a, 'Cat');
    const room = await groupOf(ann);
    const counted = () => ask(settings().url, `select count(*) from ${settings().schema}.rate_limits`);
    const before = await counted();
    const held = await HeldLocks.by(settings(), `select from rooms where key = '${room}' for update`);
    const change = ann.postJson(roomPath(room, '/rename'), { name: 'Other' });
    try {
      await held.waitedFor(1);
      expect(await counted()).not.toEqual(before);
    } finally {
      await held.release();
    }
    expect((await change).status).toBe(200);
  });
});

describe('deleting an account', () => {
  it('keeps nobody waiting elsewhere for a group that it cannot leave yet, and is finished later', async () => {
    const [ann, bob] = [await signedUp(nodes.a, 'Eva'), await signedUp(nodes.a, 'Finn')];
    const groups = [await groupOf(bob, ann), await groupOf(bob, ann)] as const;
    const memberships = `select count(*)::int from ${settings().schema}.memberships where user_id = '${ann.id}'`;
    const held = await HeldLocks.by(settings(), `select from rooms where key = '${groups[0]}' for update`);
    const deletion = done(ann, '/api/account/delete', { password: PASSWORD });
    try {
      await held.waitedFor(1);
      const guest = await RestClient.at(nodes.b.url);
      await guest.say('lobby', 'my first words');
      await through(nodes.b, bob).say(groups[1], 'not locked');
      await deletion;
    } finally {
      await held.release();
    }
    expect(await ask(settings().url, memberships)).not.toEqual([0]);
    await (await startApp(nodes.database)).close();
    expect(await ask(settings().url, memberships)).toEqual([0]);
    expect((await told(bob, groups[0])).at(-1)).toBe('deleted account left deleted account');
  });
});

describe('posts', () => {
  it('fail in a room that is locked for too long, and in no other', async () => {
    const ann = await signedUp(nodes.a, 'Dan');
    const room = await groupOf(ann);
    const post = (to: string, body: string) => ann.postJson(roomPath(to, '/messages'), { body });
    expect((await post('lobby', 'before')).status).toBe(201);
    const held = await HeldLocks.by(settings(), `select from rooms where key = '${room}' for update`);
    try {
      const first = [post(room, 'in vain'), post('lobby', 'beside it')];
      await held.waitedFor(1);
      const behind = [post('lobby', 'behind it'), post(room, 'in vain, too')];
      expect([await statuses(first), await statuses(behind)]).toEqual([
        [503, 201],
        [201, 503],
      ]);
    } finally {
      await held.release();
    }
    expect((await post(room, 'again')).status).toBe(201);
  });
});
