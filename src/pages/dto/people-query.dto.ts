import { IsOptional, IsString } from 'class-validator';
import { EmptyIsAbsent } from '../../http/validation.js';

/** GET /people */
export class PeopleQueryDto {
  /** How the name begins of somebody who is looked for. */
  @EmptyIsAbsent()
  @IsOptional()
  @IsString()
  name?: string;
}
