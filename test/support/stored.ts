import { Storage } from '../../src/storage/storage.js';
import type { TestApp } from './test-app.js';

/** Everything stored for visitors, for comparing before and after. */
export async function storedIn({ app }: TestApp) {
  const { reader } = app.get(Storage);
  return {
    users: await reader.selectFrom('users').select(['id', 'name']).orderBy('id').execute(),
    sessions: await reader.selectFrom('sessions').select(['id_hash', 'user_id']).orderBy('id_hash').execute(),
    rooms: await reader.selectFrom('rooms').select(['key', 'last_seq']).orderBy('key').execute(),
    entries: await reader.selectFrom('entries').select(['id', 'body', 'author_name']).orderBy('id').execute(),
  };
}

export const NOTHING_STORED = { users: [], sessions: [], rooms: [], entries: [] };
