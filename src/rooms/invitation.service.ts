import { Injectable } from '@nestjs/common';
import type { User } from '../accounts/user.js';
import { ChatError } from '../chat-error.js';
import { Storage } from '../storage/storage.js';
import { Limits } from '../limits/limits.js';
import type { Author } from '../log/message.js';
import { RoomAccessService } from './room-access.service.js';
import { RoomChanges } from './room-changes.service.js';
import { isReachedBy, inviterOf, withdrawInvitation } from './open-invitations.js';
import type { RoomTransaction } from './room-transaction.js';
import { INVITATION, MEMBERSHIP } from './room-notices.js';

const MAX_OPEN_INVITATIONS = 100;
/** Newest invitations to one person that a list reads. */
const MAX_LOOKED_AT = 500;
const MAX_LISTED = 200;

/** An invitation as the invited person sees it. */
export interface Invitation {
  /** Key of the group. */
  room: string;
  name: string;
  by: Author;
  at: number;
}

export interface OpenInvitation {
  user: Author;
  at: number;
}

/**
 * Invitations to a group, sent to a person. An invitation is open until it is answered or withdrawn. It does not reach somebody who has
 * blocked the inviter, and nobody else can tell. Every change also throws what `RoomChanges` throws.
 */
@Injectable()
export class InvitationService {
  constructor(
    private readonly changes: RoomChanges,
    private readonly access: RoomAccessService,
    private readonly storage: Storage,
    private readonly limits: Limits,
  ) {}

  /** The open invitations of a group, oldest first. Throws NOT_FOUND, NOT_ALLOWED. */
  async listOf(user: User | null, key: string): Promise<OpenInvitation[]> {
    const read = () =>
      this.storage.reader
        .selectFrom('rooms')
        .innerJoin('invitations', 'invitations.room_id', 'rooms.id')
        .innerJoin('users', 'users.id', 'invitations.user_id')
        .select(['users.id', 'users.name', 'invitations.at'])
        .where('rooms.key', '=', key)
        .orderBy('invitations.at')
        .execute();
    const rows = await this.access.reading(user, key, read, 'invite');
    return rows.map(({ id, name, at }) => ({ user: { id, name }, at }));
  }

  /** The open invitations to a person, newest first, at most MAX_LISTED. Guests have none. */
  async listFor(user: User | null): Promise<Invitation[]> {
    if (!user) return [];
    const rows = await this.storage.reader
      .selectFrom((from) =>
        from
          .selectFrom('invitations as all')
          .selectAll()
          .where('all.user_id', '=', user.id)
          // Limited before the joins: anybody can invite this person.
          .orderBy('all.at', 'desc')
          .limit(MAX_LOOKED_AT)
          .as('invitations'),
      )
      .innerJoin('rooms', 'rooms.id', 'invitations.room_id')
      .innerJoin('users', 'users.id', 'invitations.by_id')
      .select([
        'rooms.key as room',
        'rooms.name',
        'users.id as byId',
        'users.name as byName',
        'invitations.at',
      ])
      .where('invitations.by_id', 'not in', (from) =>
        from.selectFrom('blocks').select('other_id').where('blocks.user_id', '=', user.id),
      )
      .orderBy('invitations.at', 'desc')
      .limit(MAX_LISTED)
      .execute();
    return rows.map(({ byId, byName, ...rest }) => ({ ...rest, by: { id: byId, name: byName } }));
  }

  /**
   * Invites a person, by id or exact name, and resolves with who it is. Does nothing if they already have an invitation that reaches them.
   * Throws NOT_FOUND, NOT_ALLOWED, USER_UNKNOWN, ALREADY_MEMBER, USER_BANNED, TOO_MANY_INVITATIONS, TOO_MANY_REQUESTS.
   */
  async invite(user: User | null, key: string, idOrName: string, address: string): Promise<Author> {
    await this.access.check(user, key, 'invite');
    if (user) await this.limits.requests.take(user.id, address);
    return this.changes.change(user, key, 'invite', async (room) => {
      const invited = await room.account(idOrName);
      await checkInvitable(room, invited.id);
      const inviterId = await inviterOf(room, invited.id);
      if (inviterId !== undefined && (await isReachedBy(room, invited.id, inviterId))) return invited;
      await (inviterId === undefined ? insertInvitation(room, invited.id) : replaceInviter(room, invited.id));
      if (await isReachedBy(room, invited.id, room.actor.id))
        room.tellUser(invited.id, INVITATION, { change: 'invited' });
      return invited;
    });
  }

  /** Does nothing if there is no such invitation. Throws NOT_FOUND, NOT_ALLOWED. */
  async withdraw(user: User | null, key: string, userId: string): Promise<void> {
    await this.changes.change(user, key, 'invite', (room) => withdrawInvitation(room, userId));
  }

  /** Throws NOT_FOUND if the invitation does not exist or is no longer open, ROOM_FULL, TOO_MANY_ROOMS. */
  async accept(user: User | null, key: string): Promise<void> {
    await this.#answer(user, key, async (room) => {
      await join(room);
      room.tellUser(room.actor.id, INVITATION, { change: 'accepted' });
    });
  }

  /** Throws NOT_FOUND if the invitation does not exist or is no longer open. */
  async decline(user: User | null, key: string): Promise<void> {
    await this.#answer(user, key, async (room) => {
      await room.deleteFrom('invitations', room.actor.id);
      room.tellUser(room.actor.id, INVITATION, { change: 'declined' });
    });
  }

  async #isInvited(user: User, key: string): Promise<boolean> {
    const invitation = await this.storage.reader
      .selectFrom('invitations')
      .innerJoin('rooms', 'rooms.id', 'invitations.room_id')
      .select('invitations.at')
      .where('rooms.key', '=', key)
      .where('invitations.user_id', '=', user.id)
      .where('invitations.by_id', 'not in', (from) =>
        from.selectFrom('blocks').select('other_id').where('blocks.user_id', '=', user.id),
      )
      .executeTakeFirst();
    return invitation !== undefined;
  }

  async #answer(
    user: User | null,
    key: string,
    work: (room: RoomTransaction) => Promise<void>,
  ): Promise<void> {
    // Refuse before taking the lock if there is no invitation.
    if (!user || !(await this.#isInvited(user, key))) throw new ChatError('NOT_FOUND');
    await this.changes.changeFromOutside(user, key, 'answer-invitation', async (room) => {
      await work(room);
    });
  }
}

/** Makes the actor a member. The caller has checked that they may enter. Throws ROOM_FULL, TOO_MANY_ROOMS. */
export async function join(room: RoomTransaction): Promise<void> {
  const { id, name } = room.actor;
  await room.add({ id, name }, 'member');
  room.tell(MEMBERSHIP, { change: 'joined', user: { id, name }, role: 'member' });
  room.tellUser(id, MEMBERSHIP, { change: 'joined', role: 'member' });
}

async function insertInvitation(room: RoomTransaction, userId: string): Promise<void> {
  if ((await room.count('invitations')) >= MAX_OPEN_INVITATIONS)
    throw new ChatError('TOO_MANY_INVITATIONS', { params: { max: MAX_OPEN_INVITATIONS } });
  const row = { room_id: room.row.id, user_id: userId, by_id: room.actor.id, at: room.now };
  await room.trx.insertInto('invitations').values(row).execute();
}

/**
 * Replaces an inviter whom the invited person has blocked, so that the invitation reaches them. The date stays: the group sees it, and a
 * new one would reveal the block.
 */
async function replaceInviter({ trx, row, actor }: RoomTransaction, userId: string): Promise<void> {
  const open = trx.updateTable('invitations').set({ by_id: actor.id }).where('room_id', '=', row.id);
  await open.where('user_id', '=', userId).execute();
}

async function checkInvitable(room: RoomTransaction, userId: string): Promise<void> {
  const standing = await room.standingOf(userId);
  if (standing === 'banned') throw new ChatError('USER_BANNED');
  if (standing !== 'invited' && standing !== 'account') throw new ChatError('ALREADY_MEMBER');
}
