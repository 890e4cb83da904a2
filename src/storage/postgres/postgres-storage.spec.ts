import { afterEach } from 'vitest';
import { storageContract } from '../../../test/storage/storage.contract.js';
import { type DatabaseNode, closeNodes, openNodes } from '../../../test/support/postgres/nodes.js';
import type { PostgresStorage } from './postgres-storage.js';

afterEach(closeNodes);

async function open(): Promise<PostgresStorage> {
  const [node] = (await openNodes(1)).nodes;
  return (node as DatabaseNode).storage;
}

storageContract('PostgreSQL', open);
