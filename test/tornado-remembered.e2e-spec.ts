import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { sql } from 'kysely';
import { PostgresStorage } from '../src/storage/postgres/postgres-storage.js';
import { Storage } from '../src/storage/storage.js';
import { held, hold } from './support/holding.js';
import { sharedApp } from './support/test-app.js';
import { type Updates, Visitor } from './support/visitor.js';

const HOLD_MS = 25_000;

const server = sharedApp();
let ann: Visitor;
let rooms = 0;
beforeAll(async () => {
  ann = await Visitor.at(server.url);
});
afterEach(() => expect(server.heldPolls.count).toBe(0));

const newRoom = (): string => `room ${++rooms}`;
const MINUTE = 60_000;

/** Premise: Bob's hold is over, and something was sent before he asks again, so much later. */
async function missed(afterMs: number): Promise<{ bob: Visitor; room: string; ids: string[] }> {
  const room = newRoom();
  const bob = await Visitor.at(server.url);
  await ann.send('before', { room });
  expect(await bob.poll({ room, wait: '0' })).not.toHaveProperty('messages');
  const ids = [(await ann.send('missed 1', { room })).id, (await ann.send('missed 2', { room })).id];
  server.clock.advance(afterMs);
  // Nodes that share a database use its clock.
  const storage = server.app.get(Storage);
  if (storage instanceof PostgresStorage)
    await sql`update remembered_positions set until = until - ${afterMs} * interval '1 millisecond'`.execute(
      storage.writer,
    );
  return { bob, room, ids };
}
const idsOf = ({ messages }: Updates): string[] | undefined => messages?.map(({ id }) => id);

describe('the position of a poll without a cursor', () => {
  it.each([0, MINUTE - 5000])('is remembered after %d ms', async (ms) => {
    const { bob, room, ids } = await missed(ms);
    expect(idsOf(await bob.poll({ room, wait: '0' }))).toEqual(ids);
  });

  it('is forgotten after a minute', async () => {
    const { bob, room } = await missed(MINUTE);
    expect(await bob.poll({ room, wait: '0' })).not.toHaveProperty('messages');
  });

  it('is remembered for its session only', async () => {
    const { bob, room, ids } = await missed(0);
    expect(await (await Visitor.at(server.url)).poll({ room, wait: '0' })).not.toHaveProperty('messages');
    expect(idsOf(await bob.poll({ room, wait: '0' }))).toEqual(ids);
  });

  it('is remembered for its room only', async () => {
    const { bob, room, ids } = await missed(0);
    expect(await bob.poll({ room: newRoom(), wait: '0' })).not.toHaveProperty('messages');
    expect(idsOf(await bob.poll({ room, wait: '0' }))).toEqual(ids);
  });

  it('is ignored by a poll with a cursor', async () => {
    const { bob, room, ids } = await missed(0);
    const cursor = ids.at(-1) as string;
    expect(await bob.poll({ room, wait: '0', cursor })).toEqual({ cursor });
  });

  it('is remembered for each of several tabs', async () => {
    const room = newRoom();
    const bob = await Visitor.at(server.url);
    const tabs = [await hold(server, bob, { room }), await hold(server, bob, { room })];
    server.clock.advance(HOLD_MS);
    await Promise.all(tabs.map(({ answer }) => answer));
    const { id } = await ann.send('missed by both', { room });
    expect(idsOf(await bob.poll({ room, wait: '0' }))).toEqual([id]);
    expect(idsOf(await bob.poll({ room, wait: '0' }))).toEqual([id]);
  });

  it('is remembered through several idle holds', async () => {
    const room = newRoom();
    const bob = await Visitor.at(server.url);
    for (let i = 0; i < 3; i++) {
      await bob.poll({ room, wait: '0' });
      server.clock.advance(MINUTE - 1);
    }
    const { id } = await ann.send('after all', { room });
    expect(idsOf(await bob.poll({ room, wait: '0' }))).toEqual([id]);
  });

  it('survives a poll that is cut off', async () => {
    const room = newRoom();
    const bob = await Visitor.at(server.url);
    await bob.poll({ room, wait: '0' });
    const broken = new AbortController();
    const { answer } = await hold(server, bob, { room }, broken.signal);
    broken.abort();
    await expect(answer).rejects.toThrow();
    await held(server, 0);
    const { id } = await ann.send('meanwhile', { room });
    expect(idsOf(await bob.poll({ room, wait: '0' }))).toEqual([id]);
  });
});
