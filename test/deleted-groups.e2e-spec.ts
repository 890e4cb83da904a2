import { mkdtempSync, readFileSync, readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Storage } from '../src/storage/storage.js';
import { RoomLogStore } from '../src/log/room-log.store.js';
import { type Account, PASSWORD, signedUpAll } from './support/account.js';
import { done, groupOf, roomPath } from './support/groups.js';
import { messagesPath } from './support/rest-client.js';
import { type TestApp, startApp } from './support/test-app.js';

const SECRET = 'the canary that sang too early';
const NAME = 'The Canaries';

let dir: string;
let server: TestApp;
let ann: Account;
let ben: Account;
let room: string;
beforeEach(async () => {
  dir = mkdtempSync(join(tmpdir(), 'linger-'));
  server = await startApp({ DATA_DIR: dir });
  [ann, ben] = (await signedUpAll(server, 'Ann', 'Ben')) as [Account, Account];
  room = await groupOf(ann, ben);
  await done(ann, roomPath(room, '/rename'), { name: NAME });
  await done(ben, messagesPath(room), { body: SECRET });
});
afterEach(async () => {
  vi.restoreAllMocks();
  await server.close();
});

/** In the files, or in the tables of a database whose files are not Linger's. */
async function isStored(text: string): Promise<boolean> {
  const files = readdirSync(dir).map((file) => readFileSync(join(dir, file), 'latin1'));
  const rows = await server.app.get(Storage).reader.selectFrom('entries').select('body').execute();
  return [...files, ...rows.map(({ body }) => body)].some((stored) => stored.includes(text));
}

/** Of the room itself: what members were told of it stays in their own logs. */
async function nameLeft(): Promise<string | undefined> {
  const rooms = server.app.get(Storage).reader.selectFrom('rooms').select('name').where('key', '=', room);
  return (await rooms.executeTakeFirst())?.name;
}

const leave = (who: Account) => done(who, roomPath(room, '/leave'));

describe('a group whose texts are still being erased when the program stops', () => {
  it.each<[string, () => Promise<unknown>]>([
    ['is deleted', () => done(ann, roomPath(room, '/delete'))],
    ['is left by its owner', () => leave(ann)],
    ['loses the account of its owner', () => done(ann, '/api/account/delete', { password: PASSWORD })],
  ])('is gone for everyone even if it %s, and the next start finishes the deletion', async (_, end) => {
    await leave(ben);
    vi.spyOn(server.app.get(RoomLogStore), 'eraseRoom').mockRejectedValue(new Error('stopped'));
    expect([await isStored(SECRET), await nameLeft()]).toEqual([true, NAME]);
    await end();
    for (const who of [ann, ben]) {
      expect((await who.get(`/api/rooms/${room}/entries`)).ok).toBe(false);
      expect((await who.postJson(messagesPath(room), { body: 'x' })).ok).toBe(false);
    }
    expect([await isStored(SECRET), await nameLeft()]).toEqual([true, NAME]);
    await server.close();
    vi.restoreAllMocks();
    server = await startApp({ DATA_DIR: dir });
    expect([await isStored(SECRET), await nameLeft()]).toEqual([false, '']);
  });

  it('is erased by the time the deletion is answered if nothing stops it', async () => {
    await done(ann, roomPath(room, '/delete'));
    expect([await isStored(SECRET), await nameLeft()]).toEqual([false, '']);
  });
});
