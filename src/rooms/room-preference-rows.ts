import type { Transaction } from '../storage/storage.js';
import { type Bell, defaultBell } from './bell.js';
import type { RoomKind } from './may.js';

export interface RoomPreferences {
  bell: Bell;
  /** At the top of the person's list. */
  pinned: boolean;
}

interface PersonInRoom {
  user_id: string;
  room_id: number;
}

/** What counts, with the defaults where a row, or its bell, is missing. */
export function preferencesIn(
  kind: RoomKind,
  row?: { bell: Bell | null; pinned: number | null },
): RoomPreferences {
  return { bell: row?.bell ?? defaultBell(kind), pinned: row?.pinned === 1 };
}

/** Keeps only what differs from the defaults. */
export async function storePreferences(
  trx: Transaction,
  of: PersonInRoom,
  { kind, bell: chosen, pinned: isPinned }: RoomPreferences & { kind: RoomKind },
): Promise<void> {
  const bell = chosen === defaultBell(kind) ? null : chosen;
  const pinned = isPinned ? 1 : 0;
  await trx
    .insertInto('room_preferences')
    .values({ ...of, bell, pinned })
    .onConflict((conflict) => conflict.columns(['user_id', 'room_id']).doUpdateSet({ bell, pinned }))
    .execute();
  await deleteEmpty(trx, of);
}

/** Where the room comes back to the list later, it has its usual place. */
export async function unpin(trx: Transaction, of: PersonInRoom): Promise<void> {
  await trx
    .updateTable('room_preferences')
    .set({ pinned: 0 })
    .where('user_id', '=', of.user_id)
    .where('room_id', '=', of.room_id)
    .execute();
  await deleteEmpty(trx, of);
}

/** False if there was nothing to forget. */
export async function forgetPreferences(trx: Transaction, of: PersonInRoom): Promise<boolean> {
  const { numDeletedRows } = await trx
    .deleteFrom('room_preferences')
    .where('user_id', '=', of.user_id)
    .where('room_id', '=', of.room_id)
    .executeTakeFirst();
  return numDeletedRows > 0n;
}

async function deleteEmpty(trx: Transaction, of: PersonInRoom): Promise<void> {
  await trx
    .deleteFrom('room_preferences')
    .where('user_id', '=', of.user_id)
    .where('room_id', '=', of.room_id)
    .where('bell', 'is', null)
    .where('pinned', '=', 0)
    .execute();
}
