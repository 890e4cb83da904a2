import { v7 as uuidv7 } from 'uuid';
import type { Entry, MessageDraft } from '../../src/log/entry.js';
import type { Message } from '../../src/log/message.js';
import { MESSAGE } from '../../src/log/entry-type.js';
import type { RoomLogStore } from '../../src/log/room-log.store.js';
import type { Storage } from '../../src/storage/storage.js';

/** An empty store, and the database that it is in. */
export interface StoreOnTest {
  store: RoomLogStore;
  storage: Storage;
}

let clock = Date.UTC(2026, 0, 1);

/** A message as a service would hand it over. */
export function draft(body: string, rest: Partial<MessageDraft> = {}): MessageDraft {
  clock += 1;
  return {
    room: 'lobby',
    id: uuidv7({ msecs: clock }),
    type: MESSAGE,
    at: clock,
    author: { id: 'ann', name: 'Ann' },
    clientId: null,
    body,
    ...rest,
  };
}

/** Of entries that all have one. */
export function messageOf({ message }: Entry): Message {
  if (!message) throw new Error('the entry is of no message');
  return message;
}

export function seqsOf(entries: readonly Entry[]): number[] {
  return entries.map(({ seq }) => seq);
}
