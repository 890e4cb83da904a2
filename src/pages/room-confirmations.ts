import { Injectable } from '@nestjs/common';
import type { User } from '../accounts/user.js';
import { ChatError } from '../chat-error.js';
import { InvitationService } from '../rooms/invitation.service.js';
import { InviteLinkService } from '../rooms/invite-link.service.js';
import { type Action, demand } from '../rooms/may.js';
import { type Member, MembershipService } from '../rooms/membership.service.js';
import { type RoomSummary, RoomListService } from '../rooms/room-list.service.js';
import type { Confirmation } from './confirmation.js';
import type { ConfirmQueryDto } from './dto/confirm-query.dto.js';
import { type MemberAction, memberActions } from './member-actions.js';
import { RoomNames } from './room-names.js';
import { utcTime } from './utc-time.js';

interface OverMember {
  choice: MemberAction;
  path: string;
  fields?: Readonly<Record<string, string>>;
}

const OVER_MEMBERS: Readonly<Record<string, OverMember>> = {
  'hand-over': { choice: 'handOver', path: 'hand-over' },
  demote: { choice: 'demote', path: 'role', fields: { role: 'member' } },
  remove: { choice: 'remove', path: 'remove' },
  ban: { choice: 'ban', path: 'ban' },
};

/**
 * Confirmations about rooms. If the user may not see the room or do this, the error is the same as from the
 * room itself.
 */
@Injectable()
export class RoomConfirmations {
  constructor(
    private readonly rooms: RoomListService,
    private readonly memberships: MembershipService,
    private readonly invitations: InvitationService,
    private readonly links: InviteLinkService,
    private readonly names: RoomNames,
  ) {}

  /** Undefined if there is no such action. Throws NOT_FOUND, NOT_ALLOWED, USER_UNKNOWN. */
  async of(action: string, asked: ConfirmQueryDto, me: User | null): Promise<Confirmation | undefined> {
    const over = Object.hasOwn(OVER_MEMBERS, action) ? OVER_MEMBERS[action] : undefined;
    if (over) return this.#overMember(action, over, asked, me);
    switch (action) {
      case 'leave':
        return this.#leave(asked, me);
      case 'delete-group':
        return this.#deletion(asked, me);
      case 'withdraw-invitation':
        return this.#withdrawal(asked, me);
      case 'revoke-link':
        return this.#revocation(asked, me);
      case 'decline-invitation':
        return this.#refusal(asked, me);
      default:
        return undefined;
    }
  }

  /** The members to whom an owner can hand over a group; none if the user is not the owner. */
  async successors(me: User | null, key: string): Promise<Member[]> {
    const { mine, kind } = await this.rooms.find(me, key);
    if (kind !== 'group' || mine?.role !== 'owner') return [];
    return (await this.memberships.list(me, key)).filter(({ id }) => id !== me?.id);
  }

  async #overMember(
    action: string,
    { choice, path, fields = {} }: OverMember,
    { room: key, user }: ConfirmQueryDto,
    me: User | null,
  ): Promise<Confirmation> {
    const { mine, name, key: room } = await this.#group(me, key, 'list-members');
    const member = (await this.memberships.list(me, room)).find(({ id }) => id === user);
    if (!member) throw new ChatError('USER_UNKNOWN');
    if (!memberActions(member, mine)[choice]) throw new ChatError('NOT_ALLOWED');
    const post = `/a/rooms/${room}/members/${encodeURIComponent(member.id)}/${path}`;
    const names = { user: member.name, room: name };
    return { key: action, names, post, fields, back: membersOf(room) };
  }

  /** If the user is alone, leaving deletes the group. */
  async #leave({ room: key }: ConfirmQueryDto, me: User | null): Promise<Confirmation> {
    const { mine, name, key: room } = await this.#group(me, key, 'leave');
    const isAlone = mine === 'owner' && (await this.successors(me, room)).length === 0;
    return {
      key: isAlone ? 'leave-alone' : 'leave',
      names: { room: name },
      post: `/a/rooms/${room}/leave`,
      back: settingsOf(room),
      after: '/',
    };
  }

  async #deletion({ room: key }: ConfirmQueryDto, me: User | null): Promise<Confirmation> {
    const { name, key: room } = await this.#group(me, key, 'delete-room');
    const post = `/a/rooms/${room}/delete`;
    return { key: 'delete-group', names: { room: name }, post, back: settingsOf(room), after: '/' };
  }

  async #withdrawal({ room: key, user }: ConfirmQueryDto, me: User | null): Promise<Confirmation> {
    const { name, key: room } = await this.#group(me, key, 'invite');
    const open = (await this.invitations.listOf(me, room)).find((one) => one.user.id === user);
    if (!open) throw new ChatError('USER_UNKNOWN');
    const post = `/a/rooms/${room}/invitations/${encodeURIComponent(open.user.id)}/withdraw`;
    const names = { user: open.user.name, room: name };
    return { key: 'withdraw-invitation', names, post, back: membersOf(room) };
  }

  async #revocation({ room: key, id }: ConfirmQueryDto, me: User | null): Promise<Confirmation> {
    const { name, key: room } = await this.#group(me, key, 'make-link');
    const link = (await this.links.listOf(me, room)).find((one) => one.id === id);
    if (!link) throw new ChatError('NOT_FOUND');
    const until = utcTime(link.expiresAt).shown;
    const names = { room: name, by: link.by.name, until, count: link.usesLeft };
    const post = `/a/rooms/${room}/links/${encodeURIComponent(link.id)}/revoke`;
    return { key: 'revoke-link', names, post, back: settingsOf(room) };
  }

  async #refusal({ room: key }: ConfirmQueryDto, me: User | null): Promise<Confirmation> {
    const open = (await this.invitations.listFor(me)).find(({ room }) => room === key);
    if (!open) throw new ChatError('NOT_FOUND');
    const names = { user: open.by.name, room: open.name };
    const post = `/a/invitations/${open.room}/decline`;
    return { key: 'decline-invitation', names, post, back: '/invitations' };
  }

  /** The group, if the user may do this in it. Throws NOT_FOUND, NOT_ALLOWED. */
  async #group(
    me: User | null,
    key: string | undefined,
    action: Action,
  ): Promise<{ key: string; name: string; mine: NonNullable<RoomSummary['mine']>['role'] }> {
    if (key === undefined) throw new ChatError('NOT_FOUND');
    const listed = await this.rooms.find(me, key);
    const role = listed.mine?.role;
    if (!role) throw new ChatError('NOT_FOUND');
    if (listed.kind !== 'group') throw new ChatError('NOT_ALLOWED');
    demand(role, action, listed.kind);
    // A group has one name in all languages.
    return { key, name: this.names.named(listed, 'en').name, mine: role };
  }
}

function membersOf(room: string): string {
  return `/members?room=${room}`;
}

function settingsOf(room: string): string {
  return `/settings?room=${room}`;
}
