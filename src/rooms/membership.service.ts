import { Injectable } from '@nestjs/common';
import type { User } from '../accounts/user.js';
import { ChatError } from '../chat-error.js';
import { Storage } from '../storage/storage.js';
import type { Author } from '../log/message.js';
import { deleteGroup } from './group.service.js';
import type { Role } from './may.js';
import { withdrawInvitation } from './open-invitations.js';
import { changeRole, endMembership } from './role-changes.js';
import { RoomAccessService } from './room-access.service.js';
import { RoomChanges } from './room-changes.service.js';
import { MEMBERSHIP } from './room-notices.js';

const MAX_BANNED_LISTED = 200;

export interface Member extends Author {
  role: Role;
  joinedAt: number;
}

/** Membership of private rooms: leaving, removing, banning, roles. Every change also throws what `RoomChanges` throws. */
@Injectable()
export class MembershipService {
  constructor(
    private readonly changes: RoomChanges,
    private readonly access: RoomAccessService,
    private readonly storage: Storage,
  ) {}

  /** Sorted by the time of joining. Throws NOT_FOUND, NOT_ALLOWED. */
  async list(user: User | null, key: string): Promise<Member[]> {
    await this.access.check(user, key, 'list-members');
    const rows = await this.access.reading(user, key, () =>
      this.storage.reader
        .selectFrom('rooms')
        .innerJoin('memberships', 'memberships.room_id', 'rooms.id')
        .innerJoin('users', 'users.id', 'memberships.user_id')
        .select(['users.id', 'users.name', 'memberships.role', 'memberships.joined_at as joinedAt'])
        .where('rooms.key', '=', key)
        .orderBy('joined_at')
        .orderBy('users.id')
        .execute(),
    );
    return rows;
  }

  /** The banned people, latest first, at most MAX_BANNED_LISTED, for callers who may unban them. Throws NOT_FOUND, NOT_ALLOWED. */
  async listBanned(user: User | null, key: string): Promise<Author[]> {
    const read = (): Promise<Author[]> =>
      this.storage.reader
        .selectFrom('rooms')
        .innerJoin('bans', 'bans.room_id', 'rooms.id')
        .innerJoin('users', 'users.id', 'bans.user_id')
        .select(['users.id', 'users.name'])
        .where('rooms.key', '=', key)
        .orderBy('bans.at', 'desc')
        .limit(MAX_BANNED_LISTED)
        .execute();
    return this.access.reading(user, key, read, 'unban');
  }

  /** Deletes the group if the owner leaves as its last member. Throws NOT_FOUND, NOT_ALLOWED, OWNER_STAYS. */
  async leave(user: User | null, key: string): Promise<void> {
    await this.changes.change(user, key, 'leave', async (room) => {
      const { role, ...member } = await room.member(room.actor.id);
      if (role === 'owner') {
        if ((await room.count('memberships')) > 1) throw new ChatError('OWNER_STAYS');
        return deleteGroup(room);
      }
      await endMembership(room, member, 'left');
    });
  }

  /** Throws NOT_FOUND, NOT_ALLOWED, USER_UNKNOWN. */
  async remove(user: User | null, key: string, userId: string): Promise<void> {
    await this.changes.change(user, key, 'remove-member', async (room) => {
      const { role, ...member } = await room.member(userId);
      await room.check(`remove-${role}`);
      await endMembership(room, member, 'removed');
    });
  }

  /**
   * Removes the person if they are a member and withdraws their invitation. From then on links and invitations no longer let them in.
   * Throws what `remove` throws.
   */
  async ban(user: User | null, key: string, userId: string): Promise<void> {
    await this.changes.change(user, key, 'ban-member', async (room) => {
      const banned = await room.account(userId);
      const role = await room.roleOf(banned.id);
      await room.check(`ban-${role ?? 'member'}`);
      const row = { room_id: room.row.id, user_id: banned.id, by_id: room.actor.id, at: room.now };
      await room.trx
        .insertInto('bans')
        .values(row)
        .onConflict((conflict) => conflict.doNothing())
        .execute();
      await withdrawInvitation(room, banned.id);
      if (role) await endMembership(room, banned, 'banned');
    });
  }

  /** Does nothing if the person is not banned. Throws NOT_FOUND, NOT_ALLOWED, USER_UNKNOWN. */
  async unban(user: User | null, key: string, userId: string): Promise<void> {
    await this.changes.change(user, key, 'unban', async (room) => {
      await room.deleteFrom('bans', (await room.account(userId)).id);
    });
  }

  /** Makes a member a moderator or a moderator a member. Throws NOT_FOUND, NOT_ALLOWED, USER_UNKNOWN. */
  async setRole(user: User | null, key: string, userId: string, role: Exclude<Role, 'owner'>): Promise<void> {
    await this.changes.change(user, key, 'change-role', async (room) => {
      const { role: before, ...member } = await room.member(userId);
      if (before === 'owner') throw new ChatError('NOT_ALLOWED');
      if (before === role) return;
      await changeRole(room, member, role);
      room.tell(MEMBERSHIP, { change: 'role', user: member, role });
    });
  }

  /** Makes a member the owner; the old owner becomes a moderator. Throws NOT_FOUND, NOT_ALLOWED, USER_UNKNOWN. */
  async handOver(user: User | null, key: string, userId: string): Promise<void> {
    await this.changes.change(user, key, 'hand-over', async (room) => {
      const { role, ...member } = await room.member(userId);
      if (role === 'owner') throw new ChatError('NOT_ALLOWED');
      const { id, name } = room.actor;
      await changeRole(room, { id, name }, 'moderator');
      await changeRole(room, member, 'owner');
      room.tell(MEMBERSHIP, { change: 'handed-over', user: member, role: 'owner' });
    });
  }
}
