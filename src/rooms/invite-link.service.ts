import { createHash, randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { v7 as uuidv7 } from 'uuid';
import type { User } from '../accounts/user.js';
import { ChatError } from '../chat-error.js';
import { Clock } from '../clock.js';
import { Storage } from '../storage/storage.js';
import type { Author } from '../log/message.js';
import { requireSignedIn } from '../accounts/accounts.js';
import { join } from './invitation.service.js';
import { demand, may } from './may.js';
import { RoomAccessService } from './room-access.service.js';
import { RoomChanges } from './room-changes.service.js';
import { standingIn } from './standing.js';

const MAX_LINKS = 20;
const TOKEN_BYTES = 24;
const TOKEN = /^[\w-]{32}$/;
const DAY_MS = 24 * 60 * 60 * 1000;

export interface InviteLink {
  id: string;
  by: Author;
  createdAt: number;
  expiresAt: number;
  usesLeft: number;
}

export interface NewInviteLink {
  id: string;
  /** Shown only once: the storage keeps a hash. */
  token: string;
  expiresAt: number;
  usesLeft: number;
}

/** What anybody who has a link may know of its group. */
export interface InvitePreview {
  room: string;
  name: string;
  topic: string;
  memberCount: number;
  /** Whether the caller is already a member. */
  isMember: boolean;
}

/**
 * Invite links to a group. Anybody who has the link and an account may join, until the link is used up or expires. Every change also throws
 * what `RoomChanges` throws.
 */
@Injectable()
export class InviteLinkService {
  constructor(
    private readonly changes: RoomChanges,
    private readonly access: RoomAccessService,
    private readonly storage: Storage,
    private readonly clock: Clock,
  ) {}

  /** Deletes the group's expired and used-up links first. Throws NOT_FOUND, NOT_ALLOWED, TOO_MANY_LINKS. */
  async make(user: User | null, key: string, days: number, uses: number): Promise<NewInviteLink> {
    const token = randomBytes(TOKEN_BYTES).toString('base64url');
    return this.changes.change(user, key, 'make-link', async (room) => {
      const { trx, row, actor, now } = room;
      await trx
        .deleteFrom('invite_links')
        .where('room_id', '=', row.id)
        .where((is) => is.or([is('expires_at', '<=', now), is('uses_left', '<=', 0)]))
        .execute();
      if ((await room.count('invite_links')) >= MAX_LINKS)
        throw new ChatError('TOO_MANY_LINKS', { params: { max: MAX_LINKS } });
      const made = { id: uuidv7(), token, expiresAt: now + days * DAY_MS, usesLeft: uses };
      const { id, expiresAt: expires_at } = made;
      const owned = { id, token_hash: hashOf(token), room_id: row.id, by_id: actor.id };
      await trx
        .insertInto('invite_links')
        .values({ ...owned, created_at: now, expires_at, uses_left: uses })
        .execute();
      return made;
    });
  }

  /** The links that still work, oldest first. Throws NOT_FOUND, NOT_ALLOWED. */
  async listOf(user: User | null, key: string): Promise<InviteLink[]> {
    const read = () =>
      this.#alive()
        .innerJoin('users', 'users.id', 'invite_links.by_id')
        .select(['invite_links.id', 'by_id', 'users.name as byName', 'invite_links.created_at', 'expires_at'])
        .select('uses_left')
        .where('rooms.key', '=', key)
        .orderBy('invite_links.created_at')
        .execute();
    const rows = await this.access.reading(user, key, read, 'make-link');
    return rows.map(({ id, by_id, byName, created_at, expires_at, uses_left }) => ({
      id,
      by: { id: by_id, name: byName },
      createdAt: created_at,
      expiresAt: expires_at,
      usesLeft: uses_left,
    }));
  }

  /** Does nothing if there is no such link. Throws NOT_FOUND, NOT_ALLOWED. */
  async revoke(user: User | null, key: string, id: string): Promise<void> {
    await this.changes.change(user, key, 'make-link', async ({ trx, row }) => {
      await trx.deleteFrom('invite_links').where('room_id', '=', row.id).where('id', '=', id).execute();
    });
  }

  /** Throws NOT_FOUND if the link does not exist or no longer works, or if the caller is banned from the group. */
  async preview(user: User | null, token: string): Promise<InvitePreview> {
    const link = TOKEN.test(token) ? await this.#find(token) : undefined;
    if (!link) throw new ChatError('NOT_FOUND');
    const { id, ...linked } = link;
    const standing = user && (await standingIn(this.storage.reader, id, user.id));
    if (standing) demand(standing, 'join-by-link', 'group');
    const members = this.storage.reader.selectFrom('memberships').where('room_id', '=', id);
    const { count } = await members
      .select(({ fn }) => fn.countAll<number>().as('count'))
      .executeTakeFirstOrThrow();
    const isMember = standing !== null && may(standing, 'see', 'group');
    return { ...linked, memberCount: count, isMember };
  }

  /**
   * Makes the caller a member and resolves with the key of the group. A caller who is already a member uses nothing up. Throws what `preview`
   * throws, SIGN_IN_REQUIRED, ROOM_FULL, TOO_MANY_ROOMS.
   */
  async join(user: User | null, token: string): Promise<string> {
    const { room: key, isMember } = await this.preview(user, token);
    const joining = requireSignedIn(user);
    if (isMember) return key;
    await this.changes.changeFromOutside(joining, key, 'join-by-link', async (room) => {
      if (await room.roleOf(joining.id)) return;
      const links = room.trx.updateTable('invite_links').set(({ eb }) => ({
        uses_left: eb('uses_left', '-', 1),
      }));
      const { numUpdatedRows } = await links
        .where('token_hash', '=', hashOf(token))
        .where('room_id', '=', room.row.id)
        .where('uses_left', '>', 0)
        .where('expires_at', '>', room.now)
        .executeTakeFirst();
      if (numUpdatedRows === 0n) throw new ChatError('NOT_FOUND');
      await join(room);
    });
    return key;
  }

  #find(token: string): Promise<{ id: number; room: string; name: string; topic: string } | undefined> {
    return this.#alive()
      .select(['rooms.id', 'rooms.key as room', 'rooms.name', 'rooms.topic'])
      .where('token_hash', '=', hashOf(token))
      .executeTakeFirst();
  }

  #alive() {
    return this.storage.reader
      .selectFrom('invite_links')
      .innerJoin('rooms', 'rooms.id', 'invite_links.room_id')
      .where('expires_at', '>', this.clock.now())
      .where('uses_left', '>', 0);
  }
}

function hashOf(token: string): string {
  return createHash('sha256').update(token).digest('base64url');
}
