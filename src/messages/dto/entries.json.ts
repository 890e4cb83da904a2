import { ApiProperty } from '@nestjs/swagger';
import { EventJson } from './message.json.js';

/** A stretch of a room's history. */
export class EntriesJson {
  @ApiProperty({ description: 'Key of the room.', example: 'lobby' })
  room!: string;

  @ApiProperty({ type: [EventJson], description: 'In the requested order, without holes.' })
  entries!: EventJson[];

  @ApiProperty({ description: 'Whether more entries within the bounds follow in this order.' })
  more!: boolean;
}
