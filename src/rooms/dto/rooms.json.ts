import { ApiProperty } from '@nestjs/swagger';

export class RoomJson {
  @ApiProperty({ description: 'Key of the room.', example: 'lobby' })
  room!: string;

  @ApiProperty({ enum: ['open'], description: 'Whoever knows the name of an open room may enter.' })
  kind!: 'open';

  @ApiProperty({
    type: 'integer',
    description: 'Of the newest entry, 0 if there is none: a position for a poll.',
    minimum: 0,
  })
  seq!: number;
}

export class RoomsJson {
  @ApiProperty({ type: [RoomJson], description: 'The lobby first, then the latest talk first.' })
  rooms!: RoomJson[];
}
