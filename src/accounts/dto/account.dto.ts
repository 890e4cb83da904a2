import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsOptional, IsString } from 'class-validator';
import { code } from '../../http/validation.js';

/** POST /api/account/password */
export class PasswordChangeDto {
  @ApiProperty({ description: 'Current password.' })
  @IsString()
  password!: string;

  @ApiProperty({ description: '8 to 256 code points. Common passwords are refused.' })
  @IsString()
  new_password!: string;
}

/** POST /api/account/profile. Absent fields do not change. */
export class ProfileDto {
  @ApiPropertyOptional({ description: 'Also the name to sign in with.' })
  @IsOptional()
  @IsString(code('NAME_BLANK'))
  name?: string;

  @ApiPropertyOptional({ description: 'A short text for others, at most 200 code points.' })
  @IsOptional()
  @IsString(code('PROFILE_INVALID'))
  profile?: string;
}

/** POST /api/account/delete */
export class DeletionDto {
  @ApiProperty()
  @IsString()
  password!: string;
}

/** POST /api/sign-in-links/use */
export class SignInLinkDto {
  @ApiProperty({ description: 'The part of the link after `code=`.' })
  @IsString()
  code!: string;
}
