import { describe, expect, it } from 'vitest';
import { PASSWORD } from '../support/account.js';
import { block } from '../support/friends.js';
import { done, roomPath } from '../support/groups.js';
import { until } from '../support/until.js';
import { sharedNodes } from './nodes.js';
import { sharedRoom } from './shared-room.js';

const SECRET = 'said when you had blocked me';

const nodes = sharedNodes({ LIMITS: 'off' });
const people = sharedRoom(nodes);
const path = (rest: string): string => roomPath(people.room, rest);

describe('a message deleted on one node', () => {
  it('is told nowhere on another that has heard nothing', async () => {
    const { ann, catOnB, room } = people;
    const said = await ann.say(room, 'regretted');
    nodes.bus.deliver();
    await until(async () =>
      JSON.stringify(await catOnB.updates({ [room]: 0 }, { wait: 0 })).includes('regretted'),
    );
    await done(ann, path(`/messages/${said.id}/delete`));
    nodes.bus.lose();
    const answers = [
      await (await catOnB.get(path('/entries?after=0&limit=500'))).text(),
      await (await catOnB.get(`/room?room=${room}`)).text(),
      await (await catOnB.get(`/api/updates?after=${room}:0&wait=0`)).text(),
      await (
        await catOnB.post('/a/message/updates', {
          room,
          cursor: '00000000-0000-0000-0000-000000000000',
          wait: '0',
        })
      ).text(),
    ];
    for (const answer of answers) expect(answer).not.toContain('regretted');
  });
});

describe('a block on one node', () => {
  it('hides on another what the blocked person writes afterwards', async () => {
    const { ann, cat, bobOnB, catOnB, room } = people;
    const seq = (await ann.entries(room)).entries[0]?.seq ?? 0;
    const { answer } = await catOnB.hold(nodes.b, { [room]: seq });
    await block(cat, ann);
    await ann.say(room, SECRET);
    nodes.bus.deliver((all) => all.filter(({ hints }) => hints.some((hint) => 'room' in hint)));
    expect(JSON.stringify(await answer)).not.toContain(SECRET);
    for (const text of [
      await (await catOnB.get(path('/entries?after=0&limit=500'))).text(),
      await (await catOnB.get(`/room?room=${room}`)).text(),
    ])
      expect(text).not.toContain(SECRET);
    // Premise: others see it.
    expect(JSON.stringify(await bobOnB.entries(room, { after: 0, limit: 500 }))).toContain(SECRET);
    const { rooms } = (await (await catOnB.get('/api/rooms')).json()) as {
      rooms: { room: string; unread: number }[];
    };
    expect(rooms.find((each) => each.room === room)?.unread).toBe(0);
  });
});

describe('a deleted account', () => {
  it('has no name any more on another node that had remembered it', async () => {
    const { bob, catOnB, room } = people;
    await bob.say(room, 'mine');
    nodes.bus.deliver();
    const page = async (): Promise<string> => (await catOnB.get(`/room?room=${room}`)).text();
    await until(async () => (await page()).includes('mine'));
    expect(await page()).toContain(bob.name);
    await done(bob, '/api/account/delete', { password: PASSWORD });
    nodes.bus.lose();
    expect(await page()).not.toContain(bob.name);
    expect(await (await catOnB.get(`/api/updates?after=${room}:0&wait=0`)).text()).not.toContain(bob.name);
  });
});
