import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { EventJson } from '../../../messages/dto/message.json.js';

export class GapJson {
  @ApiProperty({ example: 'lobby' })
  room!: string;

  @ApiProperty({ type: 'integer', description: 'The position that was asked from. Exclusive.', minimum: 0 })
  after!: number;

  @ApiProperty({ type: 'integer', description: 'The first seq that is given again. Exclusive.', minimum: 1 })
  before!: number;
}

/** The caller's read marks. */
export class MarksJson {
  @ApiProperty({
    description: 'To be given with the next poll: as long as it is the same, nothing has changed.',
  })
  version!: string;

  @ApiProperty({
    type: 'object',
    additionalProperties: { type: 'integer', minimum: 1 },
    description: 'By room key, of those rooms of the poll in which the caller has a mark.',
  })
  read!: Record<string, number>;
}

/** The answer to a poll of many rooms. */
export class UpdatesJson {
  @ApiProperty({ description: 'The id of the log. Positions of another one mean nothing here.' })
  epoch!: string;

  @ApiProperty({
    type: String,
    nullable: true,
    description: 'Id of the user who asks; null before they have written anything.',
  })
  me!: string | null;

  @ApiProperty({
    type: [EventJson],
    description: 'Per room in order of seq, without holes but for the gaps.',
  })
  events!: EventJson[];

  @ApiProperty({
    type: [GapJson],
    description: 'What was skipped, because the position was too far behind. The entries of a room fill it.',
  })
  gaps!: GapJson[];

  @ApiProperty({ type: [String], description: 'Rooms that are not there for the caller, or no longer.' })
  closed!: string[];

  @ApiProperty({ description: 'There is more already: ask again at once.' })
  more!: boolean;

  @ApiProperty({ type: 'integer', description: 'Wait so many milliseconds before asking again.', minimum: 0 })
  retryMs!: number;

  @ApiPropertyOptional({ description: 'If they were asked for, and are not of the version that was given.' })
  marks?: MarksJson;
}

/** The query of a poll, as JSON. */
export class UpdatesBodyJson {
  @ApiProperty({
    oneOf: [
      { type: 'string', example: 'lobby:812,42:0' },
      { type: 'object', additionalProperties: { type: 'integer', minimum: 0 } },
    ],
    description:
      'By room key, 200 rooms at the most: the highest seq seen, 0 for none. As text, as GET takes it, a long list is read faster than as an object.',
    example: { lobby: 812, '42': 0 },
  })
  after!: string | Record<string, number>;

  @ApiPropertyOptional({ type: 'integer', description: 'Seconds to hold, 50 at the most.', minimum: 0 })
  wait?: number;

  @ApiPropertyOptional({
    type: 'integer',
    description: 'Events at the most, over all rooms.',
    minimum: 1,
    default: 100,
  })
  limit?: number;

  @ApiPropertyOptional({ description: 'Of the log that the positions are of.' })
  epoch?: string;

  @ApiPropertyOptional({
    description: 'Version of the read marks that the client has, `0` for none. Live together with `@me`.',
  })
  marks?: string;
}
