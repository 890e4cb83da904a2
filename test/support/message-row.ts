import type { Insertable } from 'kysely';
import { v7 as uuidv7 } from 'uuid';
import type { EntryTable } from '../../src/storage/schema.js';

/** A message as it is stored, for tests that insert many. */
export function messageRow(
  place: Pick<EntryTable, 'room_id' | 'seq'>,
  author: string,
  body = 'x',
): Insertable<EntryTable> {
  return {
    ...place,
    id: uuidv7(),
    type: 'message',
    at: 0,
    author_id: author,
    author_name: author,
    client_id: null,
    body,
    target_seq: null,
    changed_seq: null,
  };
}
