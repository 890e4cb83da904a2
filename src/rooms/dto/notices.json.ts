import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { AuthorJson } from '../../accounts/dto/author.json.js';

/** A membership or role change. */
export class MembershipJson {
  @ApiProperty({
    enum: ['joined', 'left', 'removed', 'banned', 'role', 'handed-over', 'deleted', 'renamed'],
    description: 'In `@me` also `deleted` and `renamed`, of the room.',
  })
  change!: 'joined' | 'left' | 'removed' | 'banned' | 'role' | 'handed-over' | 'deleted' | 'renamed';

  @ApiPropertyOptional({
    description:
      'Whom it is about. In `@me` that is the caller; there it is the other person of a direct room, absent of a group.',
  })
  user?: AuthorJson;

  @ApiProperty({ description: 'Who did it.' })
  by!: AuthorJson;

  @ApiPropertyOptional({ enum: ['owner', 'moderator', 'member'], description: 'What they are from now on.' })
  role?: 'owner' | 'moderator' | 'member';

  @ApiPropertyOptional({ description: 'In `@me`: key of the room.' })
  room?: string;

  @ApiPropertyOptional({ enum: ['group', 'direct'], description: 'In `@me`: of the room.' })
  kind?: 'group' | 'direct';

  @ApiPropertyOptional({ description: 'In `@me`: of the group; empty of a direct room.' })
  name?: string;
}

/** A change of a group's name or topic, its founding or its deletion. */
export class SettingsJson {
  @ApiProperty({ enum: ['founded', 'renamed', 'topic', 'deleted'] })
  change!: 'founded' | 'renamed' | 'topic' | 'deleted';

  @ApiPropertyOptional({ description: 'Its name from now on.' })
  name?: string;

  @ApiPropertyOptional({ description: 'Its topic from now on; empty if it has none.' })
  topic?: string;

  @ApiProperty({ description: 'Who did it.' })
  by!: AuthorJson;
}

/** In `@me`: a change of an invitation to a group. */
export class InvitationNoticeJson {
  @ApiProperty({ enum: ['invited', 'withdrawn', 'accepted', 'declined'] })
  change!: 'invited' | 'withdrawn' | 'accepted' | 'declined';

  @ApiProperty({ description: 'Key of the group.' })
  room!: string;

  @ApiProperty({ description: 'Of the group.' })
  name!: string;

  @ApiProperty({ description: 'Who did it.' })
  by!: AuthorJson;
}
