import { Controller, Get } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Caller, Principal } from '../accounts/principal.js';
import { Endpoint } from '../http/endpoint.js';
import { AllInvitedJson, BannedJson, LinksJson, MembersJson } from './dto/people.json.js';
import { InvitationService } from './invitation.service.js';
import { InviteLinkService } from './invite-link.service.js';
import { MembershipService } from './membership.service.js';
import { RoomKey } from './room-key.pipe.js';
import { isoOf } from './room.view.js';

const PROBLEMS = ['ROOM_INVALID', 'NOT_FOUND', 'NOT_ALLOWED'] as const;
const description = 'Only moderators and the owner may see them.';

/** The lists of a private room: members, bans, invitations, links. */
@ApiTags('Members of a group')
@Controller('api/rooms/:room')
export class MemberListsController {
  constructor(
    private readonly memberships: MembershipService,
    private readonly invitations: InvitationService,
    private readonly links: InviteLinkService,
  ) {}

  @Get('members')
  @Endpoint({ summary: 'List the members of a private room', answer: MembersJson, problems: PROBLEMS })
  async members(@RoomKey() room: string, @Caller() { user }: Principal): Promise<MembersJson> {
    const members = await this.memberships.list(user, room);
    return { members: members.map(({ joinedAt, ...member }) => ({ ...member, joined_at: isoOf(joinedAt) })) };
  }

  @Get('bans')
  @Endpoint({
    summary: 'List the banned users of a group',
    description,
    answer: BannedJson,
    problems: PROBLEMS,
  })
  async banned(@RoomKey() room: string, @Caller() { user }: Principal): Promise<BannedJson> {
    return { banned: await this.memberships.listBanned(user, room) };
  }

  @Get('invitations')
  @Endpoint({
    summary: 'List the open invitations of a group',
    description,
    answer: AllInvitedJson,
    problems: PROBLEMS,
  })
  async invited(@RoomKey() room: string, @Caller() caller: Principal): Promise<AllInvitedJson> {
    const open = await this.invitations.listOf(caller.user, room);
    return { invited: open.map(({ user, at }) => ({ user, at: isoOf(at) })) };
  }

  @Get('links')
  @Endpoint({
    summary: 'List the invite links of a group',
    description,
    answer: LinksJson,
    problems: PROBLEMS,
  })
  async linked(@RoomKey() room: string, @Caller() { user }: Principal): Promise<LinksJson> {
    const links = await this.links.listOf(user, room);
    return {
      links: links.map(({ id, by, createdAt, expiresAt, usesLeft }) => {
        return { id, by, created_at: isoOf(createdAt), expires_at: isoOf(expiresAt), uses_left: usesLeft };
      }),
    };
  }
}
