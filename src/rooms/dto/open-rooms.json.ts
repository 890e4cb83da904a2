import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';

export class DirectoryRoomJson {
  @ApiProperty({ description: 'Key of the room.' })
  room!: string;

  @ApiProperty()
  name!: string;

  @ApiProperty({ description: 'What the room is for. Empty if nobody has said so.' })
  topic!: string;

  @ApiProperty({ type: 'integer', description: 'Seq of the newest entry.', minimum: 1 })
  seq!: number;

  @ApiProperty({ format: 'date-time', description: 'Time of the newest entry.' })
  active_at!: string;
}

export class DirectoryJson {
  @ApiProperty({ type: [DirectoryRoomJson], description: 'Up to 50 rooms, the most recently active first.' })
  rooms!: DirectoryRoomJson[];

  @ApiPropertyOptional({ description: '`after` of the next page. Absent on the last one.' })
  next?: string;
}
