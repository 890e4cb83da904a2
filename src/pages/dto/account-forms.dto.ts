import { IsOptional, IsString } from 'class-validator';
import { EmptyIsAbsent, IsLocalPath, code } from '../../http/validation.js';

/** A page that leads on to another. */
export class NextDto {
  @EmptyIsAbsent()
  @IsOptional()
  @IsLocalPath(code('NEXT_INVALID'))
  next?: string;
}

/** POST /sign-in, POST /sign-up */
export class CredentialsDto extends NextDto {
  @IsString()
  name!: string;

  @IsString()
  password!: string;
}

/** POST /account/profile */
export class ProfileFormDto {
  @IsString()
  name!: string;

  @IsString()
  profile!: string;
}

/** POST /account/password */
export class PasswordFormDto {
  @IsString()
  password!: string;

  @IsString()
  new_password!: string;
}

/** POST /account/delete */
export class DeletionFormDto {
  @IsString()
  password!: string;
}

/** GET and POST /sign-in/link */
export class LinkFormDto {
  @IsString(code('SIGN_IN_LINK_INVALID'))
  code!: string;
}

/** GET /account */
export class AccountQueryDto {
  /** What has just been done. */
  @IsOptional()
  @IsString()
  done?: string;
}
