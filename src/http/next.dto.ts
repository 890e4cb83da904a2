import { ApiPropertyOptional } from '@nestjs/swagger';
import { IsOptional } from 'class-validator';
import { EmptyIsAbsent, IsLocalPath, code } from './validation.js';

/** The field that any form may have. */
export class NextDto {
  @ApiPropertyOptional({ description: 'A local path to go to afterwards: 302 then.' })
  @EmptyIsAbsent()
  @IsOptional()
  @IsLocalPath(code('NEXT_INVALID'))
  next?: string;
}
