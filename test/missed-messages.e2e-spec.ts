import { beforeEach, describe, expect, it } from 'vitest';
import { MOST_MISSED, MissedMessages } from '../src/rooms/missed-messages.js';
import { ReadMarks } from '../src/rooms/read-marks.js';
import { sharedAccounts, signedUp } from './support/account.js';
import { block } from './support/friends.js';
import { done, groupOf, roomPath } from './support/groups.js';
import { SECOND_MS, countedBy, markRead } from './support/reading.js';
import type { RestClient } from './support/rest-client.js';
import { sharedApp } from './support/test-app.js';
import { until } from './support/until.js';

/** A page has the newest five messages. */
const server = sharedApp({ LIMITS: 'off', BUFFER_SIZE: '5' });
const [ann, bob] = sharedAccounts(server, 'Ann Lee', 'Bob');
let room: string;
beforeEach(async () => {
  room = await groupOf(ann, bob);
});

async function say(who: RestClient, count: number, word = 'new'): Promise<number> {
  let last = 0;
  for (let n = 1; n <= count; n += 1) last = (await who.say(room, `${word} ${n}`)).seq;
  return last;
}

const missedBy = async (userId: string, seq: number) =>
  server.app.get(MissedMessages).of(userId, { room, read: 0, seq });

async function pageOf(who: RestClient, key = room): Promise<string> {
  return (await who.get(`/room?room=${encodeURIComponent(key)}`)).text();
}

const from = (n: number, count: number) => Array.from({ length: count }, (_, i) => `new ${n + i}`);

/** What a page shows, in order: texts, the line, gaps with their bounds. */
function outline(html: string): string[] {
  const parts = html.matchAll(
    /class="message-body"[^>]*>([^<]*)<|(id="unread")|data-after="(\d+)" data-before="(\d+)"/g,
  );
  return [...parts].map(([, text, line, after, before]) => text ?? (line ? 'LINE' : `${after}..${before}`));
}

describe('what somebody missed', () => {
  it('begins at the first message by others that is not deleted, and counts people and mentions', async () => {
    const cat = await signedUp(server, `Cat ${room}`);
    await done(ann, roomPath(room, '/invitations'), { user: cat.id });
    await done(cat, `/api/invitations/${room}/accept`);
    await bob.say(room, 'mine');
    await ann.remove(await ann.say(room, 'gone'));
    const first = await ann.say(room, 'one');
    const forBob = await cat.say(room, 'two, @Bob');
    const { seq } = await ann.say(room, 'three');
    await ann.say(room, 'after that, @Bob');
    const since = Date.parse(first.at);
    expect(await missedBy(bob.id, seq)).toEqual({
      firstSeq: first.seq,
      since,
      messages: 3,
      people: 2,
      mentions: [forBob.seq],
    });
    await block(bob, cat);
    expect(await missedBy(bob.id, seq)).toMatchObject({ messages: 2, people: 1, mentions: [] });
  });

  it('is nothing if nothing counts', async () => {
    const { seq } = await bob.say(room, 'mine');
    expect(await missedBy(bob.id, seq)).toBeUndefined();
  });

  it('is counted up to a limit, from the first', async () => {
    const sent = Array.from({ length: MOST_MISSED + 20 }, (_, n) => ann.say(room, `new ${n}`));
    const seq = Math.max(...(await Promise.all(sent)).map((message) => message.seq));
    expect(await missedBy(bob.id, seq)).toMatchObject({
      messages: MOST_MISSED,
      firstSeq: seq - MOST_MISSED - 19,
    });
    expect(await pageOf(bob)).toContain('500+ new messages');
  });
});

describe('the page of a room with more unread messages than it holds', () => {
  it('begins with the first of them, says what is missing, and ends with the newest', async () => {
    const read = await say(ann, 12, 'old');
    await markRead(server, bob, room, read);
    const newest = await say(ann, 120);
    const shown = outline(await pageOf(bob));
    expect(shown).toEqual([
      ...Array.from({ length: 10 }, (_, i) => `old ${i + 3}`),
      'LINE',
      ...from(1, 60),
      `${read + 60}..${newest - 4}`,
      ...from(116, 5),
    ]);
  });

  it('has no gap if nothing is missing', async () => {
    await bob.say(room, 'mine');
    await say(ann, 20);
    const shown = outline(await pageOf(bob));
    expect(shown.slice(0, 3)).toEqual(['mine', 'LINE', 'new 1']);
    expect(shown).toHaveLength(22);
  });

  it('shows nothing of people whom its reader has blocked', async () => {
    const cat = await signedUp(server, `Cat ${room}`);
    await done(ann, roomPath(room, '/invitations'), { user: cat.id });
    await done(cat, `/api/invitations/${room}/accept`);
    await bob.say(room, 'mine');
    await say(cat, 3, 'unheard');
    await say(ann, 100);
    await block(bob, cat);
    const shown = outline(await pageOf(bob));
    expect(shown.slice(0, 3)).toEqual(['mine', 'LINE', 'new 1']);
    expect(shown.join()).not.toContain('unheard');
  });

  it('is the same as ever for who has read everything', async () => {
    const seq = await say(ann, 30);
    await markRead(server, bob, room, seq);
    expect(outline(await pageOf(bob))).toEqual(Array.from({ length: 5 }, (_, i) => `new ${i + 26}`));
  });
});

describe('the form that marks a room as read', () => {
  it('does so and leads back', async () => {
    const seq = await say(ann, 8);
    const sent = bob.post(`/a/rooms/${encodeURIComponent(room)}/read`, { seq: String(seq), next: '/people' });
    await until(() => server.app.get(ReadMarks).waiting > 0, 'a mark that waits');
    server.clock.advance(SECOND_MS);
    const answer = await sent;
    expect([answer.status, answer.headers.get('location')]).toEqual([302, '/people']);
    expect(await countedBy(bob, room)).toEqual([0, 0]);
  });

  it.each<Record<string, string>>([{}, { seq: '' }, { seq: '-1' }, { seq: '1.5' }, { seq: 'x' }])(
    'refuses %j',
    async (fields) => {
      const answer = await bob.post(`/a/rooms/${encodeURIComponent(room)}/read`, fields);
      expect(answer.status).toBe(400);
    },
  );
});
