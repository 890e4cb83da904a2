import { ApiPropertyOptional } from '@nestjs/swagger';
import { IsOptional } from 'class-validator';
import { EmptyIsAbsent, IsLocalPath, code } from './validation.js';

/** The field that any action may have, and the query of the pages to sign in and sign up. */
export class NextDto {
  @ApiPropertyOptional({ description: 'Local path to redirect to, with status 302.' })
  @EmptyIsAbsent()
  @IsOptional()
  @IsLocalPath(code('NEXT_INVALID'))
  next?: string;
}
