import { IsOptional, IsString } from 'class-validator';
import { EmptyIsAbsent, IsLocalPath, code } from '../../http/validation.js';

/** POST /a/name */
export class NameDto {
  /** The new display name: 1 to 40 code points. */
  @IsString(code('NAME_BLANK'))
  name!: string;

  /** A local path to go to afterwards. */
  @EmptyIsAbsent()
  @IsOptional()
  @IsLocalPath(code('NEXT_INVALID'))
  next?: string;
}
