import { ApiProperty } from '@nestjs/swagger';
import { IsString } from 'class-validator';
import { code } from '../../http/validation.js';

/** POST /api/session */
export class SignInDto {
  @ApiProperty({ description: 'Letter case does not matter.' })
  @IsString()
  name!: string;

  @ApiProperty()
  @IsString()
  password!: string;
}

/** POST /api/account */
export class SignUpDto {
  @ApiProperty({ description: 'Display name, also the name to sign in with: 1 to 40 code points.' })
  @IsString(code('NAME_BLANK'))
  name!: string;

  @ApiProperty({ description: '8 to 256 code points. Common passwords are refused.' })
  @IsString()
  password!: string;
}
