import { ApiExtraModels, ApiProperty, ApiPropertyOptional, getSchemaPath } from '@nestjs/swagger';
import { EventJson } from '../../../messages/dto/message.json.js';

export class GapJson {
  @ApiProperty({ example: 'lobby' })
  room!: string;

  @ApiProperty({ type: 'integer', description: 'The position in the request. Exclusive.', minimum: 0 })
  after!: number;

  @ApiProperty({ type: 'integer', description: 'The first seq after the gap. Exclusive.', minimum: 1 })
  before!: number;
}

/** The caller's read marks. */
export class MarksJson {
  @ApiProperty({
    description: 'Pass it with the next poll. It changes when a mark changes.',
  })
  version!: string;

  @ApiProperty({
    type: 'object',
    additionalProperties: { type: 'integer', minimum: 0 },
    description:
      'By room key, for the rooms of the poll in which the caller has a mark. 0 in a private room of which they have read nothing yet.',
  })
  read!: Record<string, number>;
}

/** A person who is in a room or writes there. */
export class PersonHereJson {
  @ApiProperty({ description: 'Id of the user.' })
  id!: string;

  @ApiProperty()
  name!: string;

  @ApiPropertyOptional({ description: 'True for a guest. Otherwise absent.', enum: [true] })
  guest?: true | undefined;

  @ApiProperty({ description: 'What stands in their round picture.' })
  initials!: string;

  @ApiProperty({ type: 'integer', description: 'Number of their colour.', minimum: 0, maximum: 15 })
  tint!: number;
}

/** Who is in one room. */
export class RoomHereJson {
  @ApiProperty({ type: 'integer', description: 'People here, the caller too; at least as many.', minimum: 0 })
  count!: number;

  @ApiProperty({ type: [String], description: 'Ids of those, at most 150.' })
  ids!: readonly string[];

  @ApiProperty({ type: [PersonHereJson], description: 'Some of them, at most eight.' })
  faces!: PersonHereJson[];

  @ApiProperty({ type: [PersonHereJson], description: 'Who writes at the moment, at most four.' })
  writing!: PersonHereJson[];
}

/** Who is in the rooms that the caller asked for. */
@ApiExtraModels(RoomHereJson)
export class HereJson {
  @ApiProperty({ description: 'Pass it with the next poll. It changes when somebody comes, goes or writes.' })
  version!: string;

  @ApiProperty({
    type: 'object',
    additionalProperties: { $ref: getSchemaPath(RoomHereJson) },
    description: 'By room key. People whom the caller blocked are left out.',
  })
  rooms!: Record<string, RoomHereJson>;
}

/** The answer to a poll of many rooms. */
export class UpdatesJson {
  @ApiProperty({ description: 'Id of the log. Positions are only valid within the same epoch.' })
  epoch!: string;

  @ApiProperty({
    type: String,
    nullable: true,
    description: 'Id of the caller. Null until they have written something.',
  })
  me!: string | null;

  @ApiProperty({
    type: [EventJson],
    description: 'For each room in order of seq, without holes except for the gaps.',
  })
  events!: EventJson[];

  @ApiProperty({
    type: [GapJson],
    description:
      'Entries skipped because the position was too far behind. Read them with `GET /api/rooms/{room}/entries`.',
  })
  gaps!: GapJson[];

  @ApiProperty({
    type: [String],
    description: 'Rooms that do not exist or that the caller may not read, or no longer.',
  })
  closed!: string[];

  @ApiProperty({ description: 'Whether there is more already. If so, poll again at once.' })
  more!: boolean;

  @ApiProperty({ type: 'integer', description: 'Milliseconds to wait before the next poll.', minimum: 0 })
  retryMs!: number;

  @ApiPropertyOptional({ description: 'Present if the request had `marks` with another version.' })
  marks?: MarksJson;

  @ApiPropertyOptional({ description: 'Present if the request had `here` with another version.' })
  here?: HereJson;
}

/** The query of a poll, as JSON. */
export class UpdatesBodyJson {
  @ApiProperty({
    oneOf: [
      { type: 'string', example: 'lobby:812,42:0' },
      { type: 'object', additionalProperties: { type: 'integer', minimum: 0 } },
    ],
    description:
      'The highest seq seen in each room, by room key; 0 for none. At most 200 rooms. A long list is faster as text, as in GET, than as an object.',
    example: { lobby: 812, '42': 0 },
  })
  after!: string | Record<string, number>;

  @ApiPropertyOptional({ type: 'integer', description: 'Longest hold in seconds, at most 50.', minimum: 0 })
  wait?: number;

  @ApiPropertyOptional({
    type: 'integer',
    description: 'Maximum number of events over all rooms, at most 1,000.',
    minimum: 1,
    default: 100,
  })
  limit?: number;

  @ApiPropertyOptional({ description: 'Epoch of the log that the positions belong to.' })
  epoch?: string;

  @ApiPropertyOptional({
    description:
      'Version of the read marks that the client has, `0` for none. Updates are live if `after` has `@me`.',
  })
  marks?: string;

  @ApiPropertyOptional({ description: 'As in GET.', example: '0:lobby,42' })
  here?: string;
}
