import { Logger } from '@nestjs/common';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { type DatabaseNode, closeNodes, openNodes } from '../../../test/support/postgres/nodes.js';
import { ManualClock } from '../../../test/support/manual-clock.js';
import { draft } from '../../../test/storage/drafts.js';
import { AccountDeletion } from '../../accounts/account-deletion.js';
import { ExpiredRows } from '../../accounts/expired-rows.js';
import type { SignInService } from '../../accounts/sign-in.service.js';
import { DELETED_NAME } from '../../deleted-name.js';
import { ENTRY_TYPES } from '../../entry-types.js';
import { RoomLogService } from '../../log/room-log.service.js';
import { ownLogKey } from '../../log/own-log.js';
import { NoHintBus } from '../../signals/hint-bus.js';
import { DeletedGroups } from '../../rooms/deleted-groups.js';
import { PostgresExpiredRows } from './postgres-expired-rows.js';
import { PostgresRoomLogStore } from './postgres-room-log.store.js';
import type { PostgresStorage } from './postgres-storage.js';

const ANN = { id: 'ann', name: 'Ann', isGuest: false };
const clock = new ManualClock();

let nodes: DatabaseNode[];
let storage: PostgresStorage;
let warnings: unknown[];
beforeEach(async () => {
  ({ nodes } = await openNodes(2));
  storage = (nodes[0] as DatabaseNode).storage;
  // Nothing keeps one from doing what the other does.
  for (const node of nodes) node.storage.alone = (_, work) => work().then(() => true);
  warnings = [];
  vi.spyOn(Logger.prototype, 'warn').mockImplementation((warning: unknown) => warnings.push(warning));
});
afterEach(async () => {
  vi.restoreAllMocks();
  await closeNodes();
});

function logOf(node: DatabaseNode): RoomLogService {
  const store = new PostgresRoomLogStore(node.storage, clock, ENTRY_TYPES);
  return new RoomLogService(store, node.storage, new NoHintBus(), node.signals);
}

/** Runs the work of all nodes at once. */
async function twice(workOf: (node: DatabaseNode, log: RoomLogService) => Promise<unknown>): Promise<void> {
  await Promise.all(nodes.map((node) => workOf(node, logOf(node))));
  expect(warnings).toEqual([]);
}

async function write(room: string, count: number): Promise<void> {
  const log = logOf(nodes[0] as DatabaseNode);
  await Promise.all(
    Array.from({ length: count }, (_, i) => log.append(draft(`text ${i}`, { room, author: ANN }))),
  );
}

it('the deletion of an account can be finished by two nodes at once', async () => {
  const user = { id: ANN.id, name: ANN.name, created_at: 0 };
  await storage.writer.insertInto('users').values(user).execute();
  await write('lobby', 1200);
  await write(ownLogKey(ANN.id), 1200);
  await storage.writer.updateTable('users').set({ deleted_at: 1 }).execute();
  await twice((node, log) =>
    new AccountDeletion(node.storage, {} as SignInService, log, clock).onModuleInit(),
  );
  const names = await storage.reader.selectFrom('entries').select('author_name').distinct().execute();
  expect(names).toEqual([{ author_name: DELETED_NAME }]);
  const rooms = await storage.reader.selectFrom('rooms').select(['key', 'last_seq']).execute();
  expect(rooms).toEqual([{ key: 'lobby', last_seq: 1200 }]);
  expect(await storage.reader.selectFrom('users').select('name').execute()).toEqual([{ name: DELETED_NAME }]);
});

it('a deleted group can be erased by two nodes at once', async () => {
  await write('g', 1200);
  await storage.writer.updateTable('rooms').set({ kind: 'group', name: 'Group', deleted_at: 1 }).execute();
  await twice((node, log) => new DeletedGroups(node.storage, log, clock).onModuleInit());
  expect(await storage.reader.selectFrom('entries').select('body').distinct().execute()).toEqual([
    { body: '' },
  ]);
  expect(await storage.reader.selectFrom('rooms').select('name').execute()).toEqual([{ name: '' }]);
});

it('expired rows can be deleted by two nodes at once', async () => {
  const ids = Array.from({ length: 1200 }, (_, i) => ({ id_hash: `s${i}`, created_at: 0 }));
  await storage.writer.insertInto('ended_sessions').values(ids).execute();
  await twice((node) => new ExpiredRows(node.storage, clock).delete());
  await twice((node) => new PostgresExpiredRows(node.storage, clock).onModuleInit());
  expect(await storage.reader.selectFrom('ended_sessions').select('id_hash').execute()).toEqual([]);
});
