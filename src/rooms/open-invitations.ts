import { isBlocked } from '../friends/pair-rows.js';
import type { RoomTransaction } from './room-transaction.js';
import { INVITATION } from './room-notices.js';

/** Id of whoever sent the open invitation of this person; undefined if there is none. */
export async function inviterOf({ trx, row }: RoomTransaction, userId: string): Promise<string | undefined> {
  const open = trx.selectFrom('invitations').select('by_id').where('room_id', '=', row.id);
  return (await open.where('user_id', '=', userId).executeTakeFirst())?.by_id;
}

/** Whether what `byId` sends reaches `userId`: false if `userId` has blocked them. */
export async function isReachedBy({ trx }: RoomTransaction, userId: string, byId: string): Promise<boolean> {
  return !(await isBlocked(trx, userId, byId));
}

/** Does nothing if there is no invitation. The invited person is not told if they have blocked the inviter or the actor. */
export async function withdrawInvitation(room: RoomTransaction, userId: string): Promise<void> {
  const inviterId = await inviterOf(room, userId);
  if (inviterId === undefined) return;
  await room.deleteFrom('invitations', userId);
  if ((await isReachedBy(room, userId, inviterId)) && (await isReachedBy(room, userId, room.actor.id)))
    room.tellUser(userId, INVITATION, { change: 'withdrawn' });
}
