import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsOptional, IsString } from 'class-validator';
import { NextDto } from '../../http/next.dto.js';
import { EmptyIsAbsent, code } from '../../http/validation.js';

/** GET /api/open-rooms */
export class DirectoryQueryDto {
  @ApiPropertyOptional({ description: '`next` of the page before.' })
  @EmptyIsAbsent()
  @IsOptional()
  @IsString()
  after?: string;
}

/** POST /api/open-rooms */
export class NewOpenRoomDto extends NextDto {
  @ApiProperty({ description: 'Name or number of the room: 1 to 64 code points, without `, : / \\ ? # %`.' })
  @IsString(code('ROOM_INVALID'))
  name!: string;

  @ApiPropertyOptional({ description: 'What the room is for. At most 250 code points.' })
  @IsOptional()
  @IsString()
  topic?: string;
}
