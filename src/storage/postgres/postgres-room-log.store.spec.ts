import { afterEach } from 'vitest';
import { changesContract } from '../../../test/storage/changes.contract.js';
import type { StoreOnTest } from '../../../test/storage/drafts.js';
import { newerTypesContract } from '../../../test/storage/newer-types.contract.js';
import { noticesContract } from '../../../test/storage/notices.contract.js';
import { roomLogStoreContract } from '../../../test/storage/room-log-store.contract.js';
import { type DatabaseNode, closeNodes, openNodes } from '../../../test/support/postgres/nodes.js';
import { Clock } from '../../clock.js';
import { ENTRY_TYPES } from '../../entry-types.js';
import { PostgresRoomLogStore } from './postgres-room-log.store.js';

afterEach(closeNodes);

async function open(): Promise<StoreOnTest> {
  const [node] = (await openNodes(1)).nodes;
  const { storage } = node as DatabaseNode;
  return { storage, store: new PostgresRoomLogStore(storage, new Clock(), ENTRY_TYPES) };
}

roomLogStoreContract('PostgreSQL', open);
changesContract('PostgreSQL', open);
newerTypesContract('PostgreSQL', open);
noticesContract('PostgreSQL', open);
