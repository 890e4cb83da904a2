import { IsInt, IsOptional, IsString, Min } from 'class-validator';
import { EmptyIsAbsent, FromDigits } from '../../http/validation.js';

/** GET /people */
export class PeopleQueryDto {
  /** The beginning of a name to search for. */
  @EmptyIsAbsent()
  @IsOptional()
  @IsString()
  name?: string;

  /** How many of each list are on earlier pages. */
  @FromDigits()
  @IsOptional()
  @IsInt()
  @Min(0)
  from: number = 0;
}
