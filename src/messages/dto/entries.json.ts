import { ApiProperty } from '@nestjs/swagger';
import { EventJson } from './message.json.js';

/** A stretch of a room's history. */
export class EntriesJson {
  @ApiProperty({ description: 'Key of the room.', example: 'lobby' })
  room!: string;

  @ApiProperty({ type: [EventJson], description: 'In the order that was asked for, without holes.' })
  entries!: EventJson[];

  @ApiProperty({ description: 'There are more within the bounds, further on in this order.' })
  more!: boolean;
}
