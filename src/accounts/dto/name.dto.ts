import { ApiProperty } from '@nestjs/swagger';
import { IsString } from 'class-validator';
import { NextDto } from '../../http/next.dto.js';
import { code } from '../../http/validation.js';

/** POST /a/name */
export class NameDto extends NextDto {
  @ApiProperty({ description: '1 to 40 code points.' })
  @IsString(code('NAME_BLANK'))
  name!: string;
}
