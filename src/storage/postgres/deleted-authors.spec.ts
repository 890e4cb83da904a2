import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { draft } from '../../../test/storage/drafts.js';
import { type DatabaseNode, closeNodes, openNodes } from '../../../test/support/postgres/nodes.js';
import { until } from '../../../test/support/until.js';
import { Clock } from '../../clock.js';
import { ENTRY_TYPES } from '../../entry-types.js';
import { lockingRooms } from './append-reads.js';
import { PostgresRoomLogStore } from './postgres-room-log.store.js';
import type { PostgresStorage } from './postgres-storage.js';

const GONE = { id: 'ann', name: 'deleted account' };

let a: PostgresStorage;
let b: PostgresStorage;
let store: PostgresRoomLogStore;
beforeEach(async () => {
  const { nodes } = await openNodes(2);
  [a, b] = nodes.map(({ storage }: DatabaseNode) => storage) as [PostgresStorage, PostgresStorage];
  store = new PostgresRoomLogStore(a, new Clock(), ENTRY_TYPES);
  const ann = { id: 'ann', name: 'Ann', created_at: 0 };
  await a.writer.insertInto('users').values(ann).execute();
});
afterEach(closeNodes);

const deleteAnn = () =>
  a.writer.updateTable('users').set({ deleted_at: 1 }).where('id', '=', 'ann').execute();

const names = async () => (await store.listOldest('lobby', 9)).map(({ message }) => message?.author.name);

describe('an author whose account another node has deleted', () => {
  it('stores nothing more', async () => {
    await store.append([draft('before')]);
    await deleteAnn();
    const late = [draft('late'), draft('by somebody else', { author: { id: 'bob', name: 'Bob' } })];
    expect((await store.append(late)).map(({ outcome }) => outcome)).toEqual(['forbidden', 'stored']);
    await store.renameAuthor(GONE);
    expect(await names()).toEqual(['deleted account', 'Bob']);
  });

  it('is renamed on what another node was just storing', async () => {
    await store.append([draft('before')]);
    // As another node's append: it has seen Ann's account, and has not committed yet.
    const lane = await b.lane.client();
    await lane.query('begin');
    const room = (await lane.query<{ id: number }>(lockingRooms([draft('slow')]))).rows[0]?.id;
    await deleteAnn();
    const renaming = store.renameAuthor(GONE);
    const waiting = `select from pg_locks where locktype = 'advisory' and not granted`;
    await until(async () => (await lane.query(waiting)).rowCount === 1);
    await lane.query(
      `insert into entries (room_id, seq, id, type, at, author_id, author_name, author_guest, body)
       values ($1, 2, 'slow', 'message', 0, 'ann', 'Ann', 0, 'slow')`,
      [room],
    );
    await lane.query('update rooms set last_seq = 2 where id = $1', [room]);
    await lane.query('commit');
    await renaming;
    expect(await names()).toEqual(['deleted account', 'deleted account']);
  });
});
