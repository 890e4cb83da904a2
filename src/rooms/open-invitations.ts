import { isBlocked } from '../friends/pair-rows.js';
import type { RoomInChange } from './room-in-change.js';

/** Who has asked somebody into the room, if they have not answered yet. */
export async function inviterOf({ trx, row }: RoomInChange, userId: string): Promise<string | undefined> {
  const open = trx.selectFrom('invitations').select('by_id').where('room_id', '=', row.id);
  return (await open.where('user_id', '=', userId).executeTakeFirst())?.by_id;
}

/** Whether somebody has not blocked another. */
export async function hears({ trx }: RoomInChange, userId: string, byId: string): Promise<boolean> {
  return !(await isBlocked(trx, userId, byId));
}

/** Where there is none, nothing happens. Who has not heard of it, or not of who does this, is not told. */
export async function withdrawInvitation(room: RoomInChange, userId: string): Promise<void> {
  const askedBy = await inviterOf(room, userId);
  if (askedBy === undefined) return;
  await room.deleteFrom('invitations', userId);
  if ((await hears(room, userId, askedBy)) && (await hears(room, userId, room.actor.id)))
    room.tellUser(userId, 'invitation', { change: 'withdrawn' });
}
