import type { Author } from '../log/message.js';
import { type Role, may } from './may.js';
import { withdrawInvitations } from './open-invitations.js';
import type { RoomTransaction } from './room-transaction.js';
import { MEMBERSHIP } from './room-notices.js';

/** Gives a member another role, and ends the links and invitations that the new role may not make. */
export async function changeRole(room: RoomTransaction, { id }: Author, role: Role): Promise<void> {
  const { trx, row } = room;
  const memberships = trx.updateTable('memberships').set({ role }).where('room_id', '=', row.id);
  await memberships.where('user_id', '=', id).execute();
  await endLostRights(room, id, role);
  room.tellUser(id, MEMBERSHIP, { change: 'role', role });
}

/** Ends a membership, what the member chose for the room, and the links and invitations that they made. */
export async function endMembership(
  room: RoomTransaction,
  { id, name }: Author,
  change: 'left' | 'removed' | 'banned',
): Promise<void> {
  await room.deleteFrom('memberships', id);
  await room.deleteFrom('room_preferences', id);
  await endLostRights(room, id);
  room.tell(MEMBERSHIP, { change, user: { id, name } });
  room.tellUser(id, MEMBERSHIP, { change });
}

/**
 * Links and invitations rest on the rights of whoever made them, so they end with those rights. The invited people are told as for any
 * withdrawn invitation.
 */
async function endLostRights(room: RoomTransaction, userId: string, role?: Role): Promise<void> {
  const has = (action: 'make-link' | 'invite'): boolean =>
    role !== undefined && may(role, action, room.row.kind);
  if (!has('make-link'))
    await room.trx
      .deleteFrom('invite_links')
      .where('room_id', '=', room.row.id)
      .where('by_id', '=', userId)
      .execute();
  if (!has('invite')) await withdrawInvitations(room, userId);
}
