import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsOptional, IsString } from 'class-validator';
import { code } from '../../http/validation.js';

/** POST /api/account/password */
export class PasswordChangeDto {
  @ApiProperty({ description: 'The present one.' })
  @IsString()
  password!: string;

  @ApiProperty({ description: '8 to 256 code points, and none of the common ones.' })
  @IsString()
  new_password!: string;
}

/** POST /api/account/profile. Absent fields do not change. */
export class ProfileDto {
  @ApiPropertyOptional({ description: 'One signs in with it from then on.' })
  @IsOptional()
  @IsString(code('NAME_BLANK'))
  name?: string;

  @ApiPropertyOptional({ description: 'A few words for others: 200 code points at the most.' })
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
  @ApiProperty({ description: 'What stands behind `code=` in the link.' })
  @IsString()
  code!: string;
}
