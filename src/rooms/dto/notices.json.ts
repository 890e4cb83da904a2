import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { AuthorJson } from '../../accounts/dto/author.json.js';

/** A membership or role change. */
export class MembershipJson {
  @ApiProperty({
    enum: [
      'joined',
      'left',
      'removed',
      'banned',
      'role',
      'handed-over',
      'deleted',
      'renamed',
      'followed',
      'preferences',
    ],
    description:
      '`deleted` and `renamed` concern the room, and occur only in `@me`, as do `followed`, of an open room, and `preferences`: what the user chose for the room.',
  })
  change!:
    | 'joined'
    | 'left'
    | 'removed'
    | 'banned'
    | 'role'
    | 'handed-over'
    | 'deleted'
    | 'renamed'
    | 'followed'
    | 'preferences';

  @ApiPropertyOptional({
    description: 'The affected member. In `@me`: the other person of a direct room; absent for a group.',
  })
  user?: AuthorJson;

  @ApiProperty({ description: 'Who made the change.' })
  by!: AuthorJson;

  @ApiPropertyOptional({ enum: ['owner', 'moderator', 'member'], description: 'Their new role.' })
  role?: 'owner' | 'moderator' | 'member';

  @ApiPropertyOptional({ description: 'In `@me`: key of the room.' })
  room?: string;

  @ApiPropertyOptional({ enum: ['open', 'group', 'direct'], description: 'In `@me`: kind of the room.' })
  kind?: 'open' | 'group' | 'direct';

  @ApiPropertyOptional({ description: 'In `@me`: name of the room. Empty for a direct room.' })
  name?: string;
}

/** A change of a room's name or topic, its founding or its deletion. */
export class SettingsJson {
  @ApiProperty({ enum: ['founded', 'renamed', 'topic', 'deleted'] })
  change!: 'founded' | 'renamed' | 'topic' | 'deleted';

  @ApiPropertyOptional({ enum: ['open'], description: 'With `founded`, for an open room.' })
  kind?: 'open';

  @ApiPropertyOptional({ description: 'The new name.' })
  name?: string;

  @ApiPropertyOptional({ description: 'The new topic. Empty if it was removed.' })
  topic?: string;

  @ApiProperty({ description: 'Who made the change.' })
  by!: AuthorJson;
}

/** In `@me`: a change of an invitation to a group. */
export class InvitationNoticeJson {
  @ApiProperty({ enum: ['invited', 'withdrawn', 'accepted', 'declined'] })
  change!: 'invited' | 'withdrawn' | 'accepted' | 'declined';

  @ApiProperty({ description: 'Key of the group.' })
  room!: string;

  @ApiProperty({ description: 'Name of the group.' })
  name!: string;

  @ApiProperty({ description: 'Who made the change.' })
  by!: AuthorJson;
}
