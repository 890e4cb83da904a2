import { IsOptional, IsString } from 'class-validator';
import { code } from '../../http/validation.js';

/** GET /sign-in/link */
export class LinkQueryDto {
  @IsString(code('SIGN_IN_LINK_INVALID'))
  code!: string;
}

/** GET /account, GET /preferences */
export class DoneQueryDto {
  /** The action just done, for a note about it. */
  @IsOptional()
  @IsString()
  done?: string;
}
