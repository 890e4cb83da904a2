import { ApiProperty } from '@nestjs/swagger';
import { IsIn, IsString } from 'class-validator';
import { NextDto } from '../../http/next.dto.js';
import { DIRECT_FROM, type DirectFrom } from './friends.json.js';

/** GET /api/people */
export class SearchDto {
  @ApiProperty({ description: 'How the name begins, in any case and width.' })
  @IsString()
  name!: string;
}

/** POST /api/friends/direct-from */
export class DirectFromDto extends NextDto {
  @ApiProperty({ enum: DIRECT_FROM })
  @IsIn(DIRECT_FROM)
  from!: DirectFrom;
}
