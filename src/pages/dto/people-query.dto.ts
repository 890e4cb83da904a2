import { IsInt, IsOptional, IsString, Min } from 'class-validator';
import { EmptyIsAbsent, FromDigits } from '../../http/validation.js';

/** GET /people */
export class PeopleQueryDto {
  /** How the name begins of somebody who is looked for. */
  @EmptyIsAbsent()
  @IsOptional()
  @IsString()
  name?: string;

  /** How many of each list stand on the pages before it. */
  @FromDigits()
  @IsOptional()
  @IsInt()
  @Min(0)
  from: number = 0;
}
