import { Injectable } from '@nestjs/common';
import pLimit from 'p-limit';
import { AccountDeletion } from '../accounts/account-deletion.js';
import type { User } from '../accounts/user.js';
import { Clock } from '../clock.js';
import { RoomLogService } from '../log/room-log.service.js';
import { membersChanged } from '../signals/signal.js';
import { roomLock, userLock } from '../storage/lock.js';
import { Storage, type Transaction } from '../storage/storage.js';
import { DeletedGroups } from './deleted-groups.js';
import { deleteGroup } from './group.service.js';
import { changeRole, endMembership } from './role-changes.js';
import { RoomTransaction } from './room-transaction.js';
import { MEMBERSHIP } from './room-notices.js';
import { ownLogKey } from '../log/own-log.js';

/** Groups left side by side: the caller waits for up to 200 of them, and most of that is waiting for the database. */
const LEFT_AT_ONCE = 4;

/**
 * Removes a deleted account from its rooms: memberships in groups, invitations, bans, read marks, the open rooms that it follows and what it chose for rooms. A group that it owns passes to the
 * longest-standing moderator, else to the longest-standing member; a group without other members is deleted. Direct rooms stay for the
 * other person. Each group is left in a transaction of its own: posts wait for a locked room.
 */
@Injectable()
export class RoomsDeletionStep {
  constructor(
    deletion: AccountDeletion,
    private readonly storage: Storage,
    private readonly log: RoomLogService,
    private readonly deleted: DeletedGroups,
    private readonly clock: Clock,
  ) {
    deletion.addStep({ finish: (user) => this.#leaveAll(user) });
  }

  async #leaveAll(user: User): Promise<void> {
    const groups = await groupsOf(this.storage.reader, user).execute();
    await pLimit(LEFT_AT_ONCE).map(groups, ({ key }) => this.#leave(key, user));
    await this.storage.transact({ lock: userLock(user.id) }, async (trx) => {
      for (const table of [
        'invitations',
        'bans',
        'read_marks',
        'followed_rooms',
        'room_preferences',
      ] as const)
        await trx.deleteFrom(table).where('user_id', '=', user.id).execute();
      await trx
        .updateTable('direct_pairs')
        .set({ unseen_by: null })
        .where('unseen_by', '=', user.id)
        .execute();
    });
  }

  async #leave(key: string, user: User): Promise<void> {
    const change = { lock: roomLock(key), signals: () => [membersChanged(key)] };
    const isDeleted = await this.log.transact(change, async (leaving) => {
      const row = await groupsOf(leaving.trx, user).where('rooms.key', '=', key).executeTakeFirst();
      // They were removed meanwhile, or another node is finishing the same deletion.
      if (!row) return false;
      const room = new RoomTransaction(leaving, { ...row, kind: 'group' }, user, this.clock.now());
      await leave(room);
      leaving.append(room.notices.filter(({ room: log }) => log !== ownLogKey(user.id)));
      return room.isDeleted;
    });
    if (isDeleted) await this.deleted.erase(key);
  }
}

/** The groups of which somebody is a member. */
function groupsOf(db: Transaction, { id }: User) {
  return db
    .selectFrom('memberships')
    .innerJoin('rooms', 'rooms.id', 'memberships.room_id')
    .select(['rooms.id', 'rooms.key', 'rooms.name'])
    .where('memberships.user_id', '=', id)
    .where('rooms.kind', '=', 'group');
}

async function leave(room: RoomTransaction): Promise<void> {
  const { id, name } = room.actor;
  if ((await room.roleOf(id)) === 'owner') {
    const heir = await heirOf(room);
    if (!heir) return deleteGroup(room);
    await changeRole(room, heir, 'owner');
    room.tell(MEMBERSHIP, { change: 'handed-over', user: heir, role: 'owner' });
  }
  await endMembership(room, { id, name }, 'left');
}

async function heirOf({
  trx,
  row,
  actor,
}: RoomTransaction): Promise<{ id: string; name: string } | undefined> {
  const others = await trx
    .selectFrom('memberships')
    .innerJoin('users', 'users.id', 'memberships.user_id')
    .select(['users.id', 'users.name', 'role'])
    .where('room_id', '=', row.id)
    .where('users.id', '<>', actor.id)
    .where('users.deleted_at', 'is', null)
    .orderBy('joined_at')
    .orderBy('users.id')
    .execute();
  const heir = others.find(({ role }) => role === 'moderator') ?? others[0];
  return heir && { id: heir.id, name: heir.name };
}
