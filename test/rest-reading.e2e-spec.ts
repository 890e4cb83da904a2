import { beforeEach, describe, expect, it } from 'vitest';
import { UnreadCounts } from '../src/rooms/unread-counts.js';
import { sharedAccounts, signedUp } from './support/account.js';
import { done, groupOf, roomPath } from './support/groups.js';
import { countedBy, markRead } from './support/reading.js';
import { RestClient } from './support/rest-client.js';
import { sharedApp } from './support/test-app.js';

const server = sharedApp({ LIMITS: 'off' });
const [ann, bob] = sharedAccounts(server, 'Ann Lee', 'Bob');
let room: string;
beforeEach(async () => {
  room = await groupOf(ann, bob);
});

const counted = (who: RestClient, key = room) => countedBy(who, key);
const read = (who: RestClient, seq: number, key = room) => markRead(server, who, key, seq);

describe('the unread count', () => {
  it('counts messages of others after the mark that are not deleted, and mentions separately', async () => {
    expect(await counted(bob)).toEqual([0, 0]);
    const first = await ann.say(room, 'one');
    await ann.say(room, 'two, @bob');
    const { seq } = await ann.say(room, 'three');
    await ann.edit(first, 'one, @BOB!');
    await done(ann, roomPath(room, '/topic'), { topic: 'notices do not count' });
    expect(await counted(bob)).toEqual([3, 2]);
    expect(await counted(ann)).toEqual([0, 0]);
    await ann.remove(first);
    expect(await counted(bob)).toEqual([2, 1]);
    await read(bob, seq - 1);
    expect(await counted(bob)).toEqual([1, 0]);
    await read(bob, seq);
    expect(await counted(bob)).toEqual([0, 0]);
  });

  it('ends at the seq that it is told beside, because a client counts what follows itself', async () => {
    const { seq } = await ann.say(room, 'one, @bob');
    await ann.say(room, 'while the list is read, @bob');
    const counts = await server.app.get(UnreadCounts).of(bob.id, [{ room, seq }]);
    expect(counts.get(room)).toMatchObject({ unread: 1, mentions: 1 });
  });

  it('leaves out what was said before the person joined or last wrote', async () => {
    await ann.say(room, 'early');
    const cat = await signedUp(server, `Cat ${room}`);
    await done(ann, roomPath(room, '/invitations'), { user: cat.id });
    await done(cat, `/api/invitations/${room}/accept`);
    expect(await counted(cat)).toEqual([0, 0]);
    await ann.say(room, 'late');
    expect(await counted(cat)).toEqual([1, 0]);
    await cat.say(room, 'I have seen it');
    expect(await counted(cat)).toEqual([0, 0]);
  });

  it('is zero in an open room that the person has neither written in nor marked', async () => {
    const [open, visitor] = [`open${room.slice(1, 9)}`.toLowerCase(), await RestClient.at(server.url)];
    await ann.say(open, 'one');
    expect(await counted(visitor, open)).toEqual([0, 0]);
    expect(await counted(bob, open)).toEqual([0, 0]);
    await visitor.say(open, 'a guest');
    await ann.say(open, 'two');
    expect(await counted(visitor, open)).toEqual([1, 0]);
    await read(bob, 1, open);
    expect(await counted(bob, open)).toEqual([2, 0]);
  });

  it('stops at a hundred', async () => {
    await Promise.all(Array.from({ length: 130 }, (_, n) => ann.say(room, `${n} @Bob`)));
    expect(await counted(bob)).toEqual([100, 100]);
  });
});

describe('a mention', () => {
  it('names an account, in a group a member, by the longest name that fits', async () => {
    const cat = await signedUp(server, `Ann ${room}`);
    const { mentions } = await bob.say(room, `@ann lee and @${cat.name}, @nobody, me@bob.example`);
    expect(mentions).toEqual([ann.id]);
    expect((await ann.say('lobby', `@${cat.name} hello`)).mentions).toEqual([cat.id]);
    expect((await ann.say('lobby', 'nobody')).mentions).toBeUndefined();
  });

  it('is found in text without spaces by the longest name, but not in links and mail addresses', async () => {
    const [short, long] = [await signedUp(server, '小'), await signedUp(server, '小明')];
    const mentionsIn = async (body: string) => (await ann.say('lobby', body)).mentions;
    expect(await mentionsIn('请问@小明在吗')).toEqual([long.id]);
    expect(await mentionsIn('请问＠小李在吗')).toEqual([short.id]);
    expect(await mentionsIn('谢谢@ANN Lee！')).toEqual([ann.id]);
    expect(await mentionsIn('premise: @bob')).toEqual([bob.id]);
    for (const body of [
      'https://medium.example/@bob/a-post',
      '邮箱ann@bob.example',
      'foo@bob',
      '看www.a.example/@bob',
    ])
      expect(await mentionsIn(body)).toBeUndefined();
    expect(await mentionsIn('https://medium.example/@小明/a @bob')).toEqual([bob.id]);
  });

  it('follows the text wherever it is shown', async () => {
    const message = await ann.say(room, 'hello @bob');
    const edited = await ann.edit(message, 'hello');
    expect(edited.mentions).toBeUndefined();
    expect((await ann.edit(message, '@Bob @Bob again')).mentions).toEqual([bob.id]);
    const { entries } = await bob.entries(room);
    expect(entries.findLast(({ type }) => type === 'message')?.message?.mentions).toEqual([bob.id]);
    const { events } = await bob.updates({ [room]: 0 });
    expect(events.find(({ seq }) => seq === message.seq)?.message?.mentions).toEqual([bob.id]);
    expect((await ann.remove(message)).mentions).toBeUndefined();
  });
});
