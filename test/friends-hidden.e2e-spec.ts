import { beforeEach, describe, expect, it } from 'vitest';
import type { RoomJson } from '../src/rooms/dto/rooms.json.js';
import { PASSWORD, freshAccounts } from './support/account.js';
import { done, groupOf, makeModerator, roomPath } from './support/groups.js';
import { RestClient } from './support/rest-client.js';
import { sharedApp } from './support/test-app.js';

const BEGINNING = '00000000-0000-0000-0000-000000000000';

const server = sharedApp({ LIMITS: 'off', BUFFER_SIZE: '10' });
const [ann, bob, cat] = freshAccounts(server, 'Ann', 'Bob', 'Cat');
let room: string;
beforeEach(async () => {
  room = await groupOf(cat, ann, bob);
});

const block = () => done(ann, `/api/people/${bob.id}/block`);

/** All that somebody gets to read of the room, by every way in. */
async function readBy(who: RestClient): Promise<Record<string, string>> {
  const text = JSON.stringify;
  return {
    page: await (await who.get(`/room?room=${room}`, { accept: 'text/html' })).text(),
    seed: text(await who.poll({ room, cursor: BEGINNING, wait: '0' })),
    poll: text(await who.updates({ [room]: 0 }, { wait: 0 })),
    pollOfSome: text(await who.updates({ [room]: 0 }, { wait: 0, limit: 3 })),
    oldest: text(await who.entries(room, { order: 'oldest' })),
    newest: text(await who.entries(room)),
  };
}

describe('messages of a blocked person', () => {
  it('are nowhere to be read, whether older, newer, edited or deleted, while others read all of them', async () => {
    const early = await bob.say(room, 'secret early');
    await block();
    await bob.edit(early, 'secret edited');
    await bob.say(room, 'secret late');
    await bob.remove(await bob.say(room, 'secret gone'));
    await cat.say(room, 'plain');
    const [mine, theirs] = [await readBy(ann), await readBy(cat)];
    for (const [way, text] of Object.entries(mine)) {
      expect([way, text.includes('secret')]).toEqual([way, false]);
      if (way !== 'pollOfSome') expect([way, text.includes('plain')]).toEqual([way, true]);
    }
    for (const way of ['page', 'seed', 'poll', 'oldest', 'newest'])
      expect([way, theirs[way]?.includes('secret late')]).toEqual([way, true]);
    await done(ann, `/api/people/${bob.id}/unblock`);
    expect((await readBy(ann))['poll']).toContain('secret late');
  });

  it('keep their places, so that positions have no holes', async () => {
    const { seq } = await cat.say(room, 'plain');
    await block();
    const hidden = await bob.say(room, 'secret');
    await cat.say(room, 'plain again');
    const { events, gaps } = await ann.updates({ [room]: seq });
    expect(gaps).toEqual([]);
    expect(events[0]).toEqual({ room, seq: hidden.seq, type: 'hidden' });
    expect(events.map((event) => event.seq)).toEqual([seq + 1, seq + 2]);
    const { entries } = await ann.entries(room, { after: seq });
    expect(entries).toContainEqual({ room, seq: hidden.seq, type: 'hidden' });
  });

  it('wake a REST poll with an empty place, and no poll of the Tornado surface', async () => {
    const { id, seq } = await cat.say(room, 'plain');
    const rest = await ann.hold(server, { [room]: seq });
    const before = server.heldPolls.count;
    const seed = ann.poll({ room, cursor: id });
    await expect.poll(() => server.heldPolls.count).toBe(before + 1);
    await block();
    await bob.say(room, 'secret');
    expect((await rest.answer).events).toEqual([{ room, seq: seq + 1, type: 'hidden' }]);
    await cat.say(room, 'plain again');
    expect((await seed).messages?.map(({ body }) => body)).toEqual(['plain again']);
  });

  it('are missing from older history, which is read from the log', async () => {
    const first = await cat.say(room, 'plain first');
    await block();
    await Promise.all(
      Array.from({ length: 30 }, (_, n) => (n % 2 ? bob : cat).say(room, n % 2 ? 'secret' : 'plain')),
    );
    const texts = [
      JSON.stringify(await ann.updates({ [room]: first.seq - 1 }, { limit: 50 })),
      JSON.stringify(await ann.entries(room, { after: first.seq, order: 'oldest' })),
      JSON.stringify(await ann.poll({ room, cursor: first.id })),
    ];
    for (const text of texts)
      expect([text.includes('secret'), text.includes('plain')]).toEqual([false, true]);
  });

  it('count neither as unread nor as mentions', async () => {
    await block();
    await bob.say(room, `@${ann.name} secret`);
    await cat.say(room, `@${ann.name} plain`);
    const { unread, mentions } = (await (await ann.get(roomPath(room))).json()) as RoomJson;
    expect([unread, mentions]).toEqual([1, 1]);
  });

  it('include the name that they gave their room', async () => {
    const theirs = await groupOf(bob, ann);
    await block();
    await done(bob, roomPath(theirs, '/topic'), { topic: 'secret topic' });
    const { entries } = await ann.entries(theirs);
    expect(entries[0]?.type).toBe('hidden');
    expect(JSON.stringify(entries)).not.toContain('secret');
  });

  it('stay hidden when others delete them and when the account is deleted, while joining and leaving is shown', async () => {
    await block();
    await makeModerator(cat, room, ann);
    const message = await bob.say(room, 'secret');
    await cat.remove(message);
    await done(bob, roomPath(room, '/leave'));
    await done(bob, '/api/account/delete', { password: PASSWORD });
    const { entries } = await ann.entries(room, { after: message.seq - 1, order: 'oldest' });
    expect(entries.map(({ type }) => type)).toEqual(['hidden', 'hidden', 'membership']);
  });
});
