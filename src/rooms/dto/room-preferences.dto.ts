import { ApiPropertyOptional } from '@nestjs/swagger';
import { Transform } from 'class-transformer';
import { IsBoolean, IsIn, IsOptional } from 'class-validator';
import { NextDto } from '../../http/next.dto.js';
import { code } from '../../http/validation.js';
import { BELLS, type Bell } from '../bell.js';

/** POST /api/rooms/{room}/preferences: what is absent stays. */
export class RoomPreferencesDto extends NextDto {
  @ApiPropertyOptional({ enum: BELLS })
  @IsOptional()
  @IsIn(BELLS, code('PREFERENCE_UNKNOWN'))
  bell?: Bell;

  @ApiPropertyOptional({ type: 'boolean' })
  // In a form it is a text.
  @Transform(({ value }: { value: unknown }) => (value === 'true' ? true : value === 'false' ? false : value))
  @IsOptional()
  @IsBoolean(code('PREFERENCE_UNKNOWN'))
  pinned?: boolean;
}
