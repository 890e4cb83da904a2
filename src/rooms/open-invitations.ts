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

/**
 * Withdraws all invitations to the room, or those that one person sent, in as few statements as one. People who have blocked the inviter or
 * the actor are not told.
 */
export async function withdrawInvitations(room: RoomTransaction, byId?: string): Promise<void> {
  const { trx, row, actor } = room;
  let deletion = trx.deleteFrom('invitations').where('room_id', '=', row.id);
  if (byId !== undefined) deletion = deletion.where('by_id', '=', byId);
  const withdrawn = await deletion.returning(['user_id', 'by_id']).execute();
  if (withdrawn.length === 0) return;
  const invited = withdrawn.map(({ user_id }) => user_id);
  const inviters = new Set([...withdrawn.map(({ by_id }) => by_id), actor.id]);
  const blocks = await trx
    .selectFrom('blocks')
    .select(['user_id', 'other_id'])
    .where('user_id', 'in', invited)
    .where('other_id', 'in', [...inviters])
    .execute();
  const blocked = new Set(blocks.map(({ user_id, other_id }) => `${user_id} ${other_id}`));
  for (const { user_id, by_id } of withdrawn)
    if (!blocked.has(`${user_id} ${by_id}`) && !blocked.has(`${user_id} ${actor.id}`))
      room.tellUser(user_id, INVITATION, { change: 'withdrawn' });
}
