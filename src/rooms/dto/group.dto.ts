import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsOptional, IsString } from 'class-validator';
import { code } from '../../http/validation.js';
import { NextDto } from '../../http/next.dto.js';

/** POST /api/rooms/{room}/rename */
export class GroupNameDto extends NextDto {
  @ApiProperty({ description: 'Name of the group: 1 to 80 code points.' })
  @IsString(code('NAME_BLANK'))
  name!: string;
}

/** POST /api/groups */
export class NewGroupDto extends GroupNameDto {
  @ApiPropertyOptional({ description: 'At most 250 code points.' })
  @IsOptional()
  @IsString()
  topic?: string;
}

/** POST /api/rooms/{room}/topic */
export class TopicDto extends NextDto {
  @ApiProperty({ description: 'At most 250 code points. Empty to remove the topic.' })
  @IsString()
  topic!: string;
}
