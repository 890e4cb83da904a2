import { Injectable } from '@nestjs/common';
import { requireSignedIn } from '../accounts/accounts.js';
import { type User, displayName } from '../accounts/user.js';
import { Limits } from '../limits/limits.js';
import { readLine } from '../text.js';
import { withdrawInvitations } from './open-invitations.js';
import { RoomAccessService } from './room-access.service.js';
import { RoomChanges } from './room-changes.service.js';
import type { RoomTransaction } from './room-transaction.js';
import { MEMBERSHIP, SETTINGS } from './room-notices.js';

const MAX_GROUP_NAME_CHARS = 80;
const MAX_TOPIC_CHARS = 250;

/** Creates, names and deletes groups. Every change also throws what `RoomChanges` throws. */
@Injectable()
export class GroupService {
  constructor(
    private readonly changes: RoomChanges,
    private readonly access: RoomAccessService,
    private readonly limits: Limits,
  ) {}

  /**
   * Resolves with the key of the new group. Throws SIGN_IN_REQUIRED, TOO_MANY_ROOMS, TOO_MANY_REQUESTS, SESSION_ENDED, and what `groupName`
   * and `topicOf` throw.
   */
  async create(
    user: User | null,
    { name, topic = '' }: { name: string; topic?: string | undefined },
    address: string,
  ): Promise<string> {
    const owner = requireSignedIn(user);
    const group = { kind: 'group' as const, name: groupName(name), topic: topicOf(topic) };
    await this.limits.rooms.take(owner.id, address);
    const { key } = await this.changes.found(owner, group, async (room) => {
      await room.add(owner, 'owner');
      room.tell(SETTINGS, { change: 'founded', name: group.name });
      room.tellUser(owner.id, MEMBERSHIP, { change: 'joined', role: 'owner' });
    });
    return key;
  }

  /** Does nothing if the name is the same. Throws NOT_FOUND, NOT_ALLOWED, TOO_MANY_REQUESTS, and what `groupName` throws. */
  async rename(user: User | null, key: string, text: string): Promise<void> {
    const name = await this.#mayTake(user, key, 'rename', () => groupName(text));
    await this.changes.change(user, key, 'rename', async (room) => {
      if (name === room.row.name) return;
      await room.trx.updateTable('rooms').set({ name }).where('id', '=', room.row.id).execute();
      room.row.name = name;
      room.tell(SETTINGS, { change: 'renamed', name });
      for (const { id } of await room.members()) room.tellUser(id, MEMBERSHIP, { change: 'renamed' });
    });
  }

  /** An empty text removes the topic. Throws NOT_FOUND, NOT_ALLOWED, TOO_MANY_REQUESTS, and what `topicOf` throws. */
  async setTopic(user: User | null, key: string, text: string): Promise<void> {
    const topic = await this.#mayTake(user, key, 'set-topic', () => topicOf(text));
    await this.changes.change(user, key, 'set-topic', async (room) => {
      const rooms = room.trx.updateTable('rooms').set({ topic }).where('id', '=', room.row.id);
      const { numUpdatedRows } = await rooms.where('topic', '<>', topic).executeTakeFirst();
      if (numUpdatedRows > 0n) room.tell(SETTINGS, { change: 'topic', topic });
    });
  }

  /**
   * Counts a change of this text, if the user may make it. Before the change: the limiter needs a connection, and a change that waits for one
   * keeps its room locked.
   */
  async #mayTake(
    user: User | null,
    key: string,
    action: 'rename' | 'set-topic',
    read: () => string,
  ): Promise<string> {
    await this.access.check(user, key, action);
    const text = read();
    if (user) await this.limits.renames.take(user.id);
    return text;
  }

  /**
   * Resolves after the group's texts have been erased from the storage; an erasure that fails is retried later. Throws NOT_FOUND,
   * NOT_ALLOWED.
   */
  async delete(user: User | null, key: string): Promise<void> {
    await this.changes.change(user, key, 'delete-room', deleteGroup);
  }
}

/** Removes all members, invitations, bans, links, read marks and what members chose. After the erasure, only the positions of the entries remain. */
export async function deleteGroup(room: RoomTransaction): Promise<void> {
  const { trx, row, now } = room;
  room.tell(SETTINGS, { change: 'deleted' });
  for (const { id } of await room.members()) room.tellUser(id, MEMBERSHIP, { change: 'deleted' });
  await withdrawInvitations(room);
  for (const table of ['memberships', 'bans', 'invite_links', 'read_marks', 'room_preferences'] as const)
    await trx.deleteFrom(table).where('room_id', '=', row.id).execute();
  // `DeletedGroups` clears the name last, together with the texts.
  await trx.updateTable('rooms').set({ topic: '', deleted_at: now }).where('id', '=', row.id).execute();
  room.isDeleted = true;
}

/** Throws NAME_BLANK, NAME_TOO_LONG or NAME_INVALID. */
function groupName(text: string): string {
  return displayName(text, MAX_GROUP_NAME_CHARS);
}

/** The topic of a group or an open room. Throws TOPIC_TOO_LONG or FIELD_INVALID. */
export function topicOf(text: string): string {
  return readLine(text, {
    max: MAX_TOPIC_CHARS,
    tooLong: 'TOPIC_TOO_LONG',
    invalid: 'FIELD_INVALID',
    params: { field: 'topic' },
  });
}
