import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { UserJson } from '../../accounts/dto/me.json.js';

export class MemberJson extends UserJson {
  @ApiProperty({ enum: ['owner', 'moderator', 'member'] })
  role!: 'owner' | 'moderator' | 'member';

  @ApiProperty({ format: 'date-time' })
  joined_at!: string;
}

export class MembersJson {
  @ApiProperty({ type: [MemberJson], description: 'In order of joining.' })
  members!: MemberJson[];
}

export class BannedJson {
  @ApiProperty({ type: [UserJson], description: 'Banned users.' })
  banned!: UserJson[];
}

/** An invitation as its receiver sees it. */
export class InvitationJson {
  @ApiProperty({ description: 'Key of the group.' })
  room!: string;

  @ApiProperty({ description: 'Name of the group.' })
  name!: string;

  @ApiProperty({ description: 'Who sent it.' })
  by!: UserJson;

  @ApiProperty({ format: 'date-time' })
  at!: string;
}

export class InvitationsJson {
  @ApiProperty({ type: [InvitationJson], description: 'Newest first.' })
  invitations!: InvitationJson[];
}

/** An open invitation as the group sees it. */
export class InvitedJson {
  @ApiProperty()
  user!: UserJson;

  @ApiPropertyOptional({ format: 'date-time' })
  at?: string;
}

export class AllInvitedJson {
  @ApiProperty({ type: [InvitedJson], description: 'Oldest first.' })
  invited!: InvitedJson[];
}

export class LinkJson {
  @ApiProperty({ format: 'uuid' })
  id!: string;

  @ApiProperty({ format: 'date-time' })
  expires_at!: string;

  @ApiProperty({ type: 'integer', description: 'How many more people can join.', minimum: 0 })
  uses_left!: number;
}

export class ListedLinkJson extends LinkJson {
  @ApiProperty({ description: 'Who created the link.' })
  by!: UserJson;

  @ApiProperty({ format: 'date-time' })
  created_at!: string;
}

export class LinksJson {
  @ApiProperty({ type: [ListedLinkJson], description: 'Oldest first.' })
  links!: ListedLinkJson[];
}

export class MadeLinkJson extends LinkJson {
  @ApiProperty({ description: 'The secret part of the link. Shown only once.' })
  token!: string;

  @ApiProperty({ description: 'Path of the page that the link opens.', example: '/invite/…' })
  path!: string;
}

/** The group that a link leads to. */
export class LinkedJson {
  @ApiProperty({ description: 'Name of the group.' })
  name!: string;

  @ApiProperty()
  topic!: string;

  @ApiProperty({ type: 'integer', minimum: 1 })
  member_count!: number;

  @ApiPropertyOptional({ description: 'Key of the group, if the caller is a member.' })
  room?: string;
}
