import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsOptional, IsString } from 'class-validator';
import { EmptyIsAbsent, IsLocalPath, code } from '../../http/validation.js';

/** POST /a/name */
export class NameDto {
  @ApiProperty({ description: 'The new display name: 1 to 40 code points.' })
  @IsString(code('NAME_BLANK'))
  name!: string;

  @ApiPropertyOptional({ description: 'A local path to go to afterwards.' })
  @EmptyIsAbsent()
  @IsOptional()
  @IsLocalPath(code('NEXT_INVALID'))
  next?: string;
}
