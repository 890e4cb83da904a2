import { describe, expect, it } from 'vitest';
import { NOTHING_STORED, storedIn } from './support/stored.js';
import { sharedApp } from './support/test-app.js';
import { Visitor } from './support/visitor.js';
import { MessageBufferService } from '../src/buffers/message-buffer.service.js';

const VISITS = 1000;
const FEWER = 300;
const AT_ONCE = 16;

const server = sharedApp();

/** Does it for 0 … count - 1, some at a time. */
async function eachVisit(count: number, visit: (number: number) => Promise<void>): Promise<void> {
  let next = 0;
  const run = async () => {
    while (next < count) await visit(next++);
  };
  await Promise.all(Array.from({ length: AT_ONCE }, run));
}

async function open(path: string, headers: Record<string, string> = {}): Promise<void> {
  const answer = await fetch(server.url + path, { headers });
  expect(answer.status).toBe(200);
  await answer.arrayBuffer();
}

async function expectNothingKept(): Promise<void> {
  expect(server.app.get(MessageBufferService).activeRoomCount).toBe(0);
  expect(server.heldPolls.count).toBe(0);
  expect(await storedIn(server)).toEqual(NOTHING_STORED);
}

describe('R1 reading', () => {
  it('a thousand rooms without cookies stores nothing', async () => {
    await eachVisit(VISITS, (number) => open(`/room?room=${number}`));
    await expectNothingKept();
  });

  it('one room a thousand times without cookies stores nothing', async () => {
    await eachVisit(VISITS, () => open('/'));
    await expectNothingKept();
  });

  it('with hundreds of forged and of real cookies stores nothing', async () => {
    const cookie = (await Visitor.at(server.url)).cookieHeader;
    await eachVisit(FEWER, (number) =>
      open('/', { cookie: number % 2 ? cookie : `linger=${number}.forged` }),
    );
    await expectNothingKept();
  });

  it('and polling hundreds of rooms stores nothing', async () => {
    const visitor = await Visitor.at(server.url);
    await eachVisit(FEWER, async (number) => {
      expect(await visitor.poll({ room: String(number), wait: '0' })).toHaveProperty('cursor');
    });
    await expectNothingKept();
  });

  it('stores nothing, and neither do refused writes', async () => {
    const visitor = await Visitor.at(server.url);
    await eachVisit(FEWER, async (number) => {
      const answer = await visitor.post('/a/message/new', { room: String(number), body: ' ' });
      expect(answer.status).toBe(400);
      await answer.arrayBuffer();
    });
    await expectNothingKept();
  });

  it('differs from writing: one message makes one row of each kind', async () => {
    const visitor = await Visitor.at(server.url);
    await visitor.send('hello', { room: '1' });
    const { users, sessions, rooms, entries } = await storedIn(server);
    expect([users.length, sessions.length, rooms.length, entries.length]).toEqual([1, 1, 1, 1]);
  });
});
