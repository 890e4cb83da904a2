import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { UserJson } from '../../accounts/dto/me.json.js';
import { BELLS, type Bell } from '../bell.js';

export class OtherJson extends UserJson {
  @ApiPropertyOptional({
    description: 'True if the account was deleted; `name` is a placeholder then. Otherwise absent.',
    enum: [true],
  })
  deleted?: true;
}

/** What the caller has chosen for a room. */
export class RoomPreferencesJson {
  @ApiProperty({ description: 'Key of the room.', example: 'lobby' })
  room!: string;

  @ApiProperty({
    enum: BELLS,
    description:
      'What the caller is told of: `everything`, the default in private rooms; `mentions` of them, the default in open rooms; or `nothing`: the room is muted.',
  })
  bell!: Bell;

  @ApiProperty({ description: 'True if the caller has pinned the room to the top of their list.' })
  pinned!: boolean;
}

export class RoomJson extends RoomPreferencesJson {
  @ApiProperty({
    enum: ['open', 'group', 'direct'],
    description: 'Anybody may enter an open room. A group has members; a direct room has two people.',
  })
  kind!: 'open' | 'group' | 'direct';

  @ApiProperty({
    type: 'integer',
    description: 'Seq of the newest entry, 0 if there is none. Usable as a position in a poll.',
    minimum: 0,
  })
  seq!: number;

  @ApiProperty({
    type: 'integer',
    description: 'Seq up to which the caller has read. 0 if unknown.',
    minimum: 0,
  })
  read!: number;

  @ApiProperty({
    type: 'integer',
    description: 'Number of messages by others after that. 100 means 100 or more.',
    minimum: 0,
    maximum: 100,
  })
  unread!: number;

  @ApiProperty({
    type: 'integer',
    description: 'How many of these mention the caller as `@name`.',
    minimum: 0,
    maximum: 100,
  })
  mentions!: number;

  @ApiPropertyOptional({
    description: 'Name of a group, or of an open room as its first message spelled it.',
  })
  name?: string;

  @ApiPropertyOptional({ description: 'Topic of a group or an open room. Empty if it has none.' })
  topic?: string;

  @ApiPropertyOptional({
    enum: ['owner', 'moderator', 'member'],
    description: 'Role of the caller in a private room.',
  })
  role?: 'owner' | 'moderator' | 'member';

  @ApiPropertyOptional({ description: 'The other person in a direct room.' })
  with?: OtherJson;
}

export class OwnLogJson {
  @ApiProperty({ enum: ['@me'] })
  room!: '@me';

  @ApiProperty({ type: 'integer', description: 'Seq of the newest entry, 0 if there is none.', minimum: 0 })
  seq!: number;
}

export class RoomsJson {
  @ApiProperty({
    type: [RoomJson],
    description:
      'The lobby, then the private rooms the caller is a member of, then the open rooms they follow; the most recently active first.',
  })
  rooms!: RoomJson[];

  @ApiProperty({ description: 'The caller’s own log.' })
  own!: OwnLogJson;
}

/** The caller's read mark in a room. */
export class ReadJson {
  @ApiProperty({ description: 'Key of the room.' })
  room!: string;

  @ApiProperty({ type: 'integer', description: 'Seq of the last entry read.', minimum: 0 })
  seq!: number;
}

/** Confirms a change of a room. */
export class RoomDoneJson {
  @ApiProperty({ description: 'Key of the room.' })
  room!: string;
}

/** Confirms a change that concerns a person in a room. */
export class UserDoneJson extends RoomDoneJson {
  @ApiProperty({ description: 'Id of the user.' })
  user!: string;
}
