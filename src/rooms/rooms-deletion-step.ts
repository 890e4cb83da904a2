import { Injectable, type OnModuleInit } from '@nestjs/common';
import { AccountDeletion, type Aftermath } from '../accounts/account-deletion.js';
import type { User } from '../accounts/user.js';
import { Clock } from '../clock.js';
import type { LogTransaction } from '../log/log-transaction.js';
import { membersChanged } from '../signals/signal.js';
import { roomLock } from '../storage/lock.js';
import type { Transaction } from '../storage/storage.js';
import { DeletedGroups } from './deleted-groups.js';
import { deleteGroup } from './group.service.js';
import { changeRole, endMembership } from './role-changes.js';
import { RoomTransaction, type RoomRow } from './room-transaction.js';
import { MEMBERSHIP } from './room-notices.js';
import { ownLogKey } from '../log/own-log.js';

/**
 * Removes a deleted account from its rooms: memberships in groups, invitations, bans and read marks. A group that it owns passes to the
 * longest-standing moderator, else to the longest-standing member; a group without other members is deleted. Direct rooms stay for the
 * other person.
 */
@Injectable()
export class RoomsDeletionStep implements OnModuleInit {
  constructor(
    private readonly deletion: AccountDeletion,
    private readonly deleted: DeletedGroups,
    private readonly clock: Clock,
  ) {}

  onModuleInit(): void {
    this.deletion.addStep({
      locks: async (db, user) => (await groupsOf(db, user)).map(({ key }) => roomLock(key)),
      run: (change, user) => this.#leaveAll(change, user),
    });
  }

  async #leaveAll(change: LogTransaction, user: User): Promise<Aftermath> {
    const groups = await groupsOf(change.trx, user);
    const deleted: string[] = [];
    for (const row of groups) {
      const room = new RoomTransaction(change, row, user, this.clock.now());
      await leave(room);
      if (room.isDeleted) deleted.push(row.key);
      change.append(room.notices.filter(({ room: key }) => key !== ownLogKey(user.id)));
    }
    for (const table of ['invitations', 'bans', 'read_marks'] as const)
      await change.trx.deleteFrom(table).where('user_id', '=', user.id).execute();
    await change.trx
      .updateTable('direct_pairs')
      .set({ unseen_by: null })
      .where('unseen_by', '=', user.id)
      .execute();
    const after = async (): Promise<void> => {
      for (const key of deleted) await this.deleted.erase(key);
    };
    return { signals: groups.map(({ key }) => membersChanged(key)), after };
  }
}

async function groupsOf(db: Transaction, { id }: User): Promise<RoomRow[]> {
  const rows = await db
    .selectFrom('memberships')
    .innerJoin('rooms', 'rooms.id', 'memberships.room_id')
    .select(['rooms.id', 'rooms.key', 'rooms.name'])
    .where('memberships.user_id', '=', id)
    .where('rooms.kind', '=', 'group')
    .execute();
  return rows.map((row) => ({ ...row, kind: 'group' }));
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
    .orderBy('joined_at')
    .orderBy('users.id')
    .execute();
  const heir = others.find(({ role }) => role === 'moderator') ?? others[0];
  return heir && { id: heir.id, name: heir.name };
}
