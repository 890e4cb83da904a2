import { ApiProperty } from '@nestjs/swagger';
import { IsIn, IsString } from 'class-validator';
import { NextDto } from '../../http/next.dto.js';
import { DIRECT_FROM, type DirectFrom } from './friends.json.js';

/** GET /api/people */
export class SearchDto {
  @ApiProperty({ description: 'Beginning of the name. Letter case and width do not matter.' })
  @IsString()
  name!: string;
}

/** POST /api/friends/direct-from */
export class DirectFromDto extends NextDto {
  @ApiProperty({ enum: DIRECT_FROM })
  @IsIn(DIRECT_FROM)
  from!: DirectFrom;
}
