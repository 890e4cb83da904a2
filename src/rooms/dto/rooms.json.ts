import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { UserJson } from '../../accounts/dto/me.json.js';

export class OtherJson extends UserJson {
  @ApiPropertyOptional({
    description: 'True if the account is gone: then `name` stands for none. Absent before.',
    enum: [true],
  })
  deleted?: true;
}

export class RoomJson {
  @ApiProperty({ description: 'Key of the room.', example: 'lobby' })
  room!: string;

  @ApiProperty({
    enum: ['open', 'group', 'direct'],
    description:
      'Whoever knows the name of an open room may enter. A group has members, a direct room two people.',
  })
  kind!: 'open' | 'group' | 'direct';

  @ApiProperty({
    type: 'integer',
    description: 'Of the newest entry, 0 if there is none: a position for a poll.',
    minimum: 0,
  })
  seq!: number;

  @ApiProperty({
    type: 'integer',
    description: 'Up to where the caller has read; 0 if that is not known.',
    minimum: 0,
  })
  read!: number;

  @ApiProperty({
    type: 'integer',
    description: 'Messages of others behind it; 100 stands for more, too.',
    minimum: 0,
    maximum: 100,
  })
  unread!: number;

  @ApiProperty({
    type: 'integer',
    description: 'How many of these name the caller as `@name`.',
    minimum: 0,
    maximum: 100,
  })
  mentions!: number;

  @ApiPropertyOptional({
    description:
      'Of a group; of an open room as its first message wrote it. Each spelling of it leads to the room.',
  })
  name?: string;

  @ApiPropertyOptional({ description: 'Of a group; empty if it has none.' })
  topic?: string;

  @ApiPropertyOptional({
    enum: ['owner', 'moderator', 'member'],
    description: 'What the caller is in a private room.',
  })
  role?: 'owner' | 'moderator' | 'member';

  @ApiPropertyOptional({ description: 'Of a direct room: the other person.' })
  with?: OtherJson;
}

export class OwnLogJson {
  @ApiProperty({ enum: ['@me'] })
  room!: '@me';

  @ApiProperty({ type: 'integer', description: 'Of the newest entry, 0 if there is none.', minimum: 0 })
  seq!: number;
}

export class RoomsJson {
  @ApiProperty({
    type: [RoomJson],
    description:
      'The lobby, the private rooms that the caller is in, the open rooms in which they wrote; of each the latest talk first.',
  })
  rooms!: RoomJson[];

  @ApiProperty({ description: 'The log of what concerns the caller alone.' })
  own!: OwnLogJson;
}

/** The caller's read mark in a room. */
export class ReadJson {
  @ApiProperty({ description: 'Key of the room.' })
  room!: string;

  @ApiProperty({ type: 'integer', description: 'Of the last entry that was read.', minimum: 0 })
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
