import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach } from 'vitest';
import { storageContract } from '../../../test/storage/storage.contract.js';
import type { Storage } from '../storage.js';
import { openSqlite, openSqliteInMemory } from './open-sqlite.js';

const opened: Storage[] = [];
afterEach(async () => {
  for (const storage of opened.splice(0)) await storage.onApplicationShutdown();
});

async function kept(opening: Promise<Storage>): Promise<Storage> {
  opened.push(await opening);
  return opening;
}

storageContract('SQLite in memory', () => kept(openSqliteInMemory()));
storageContract('SQLite in a file', () => kept(openSqlite(mkdtempSync(join(tmpdir(), 'linger-')))));
