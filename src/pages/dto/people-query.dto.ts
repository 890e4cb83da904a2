import { IsOptional, IsString } from 'class-validator';
import { OptionalInteger } from '../../http/optional-integer.js';
import { EmptyIsAbsent } from '../../http/validation.js';

/** GET /people */
export class PeopleQueryDto {
  /** The beginning of a name to search for. */
  @EmptyIsAbsent()
  @IsOptional()
  @IsString()
  name?: string;

  @OptionalInteger({ description: 'How many of each list are on earlier pages.', minimum: 0 })
  from: number = 0;
}
