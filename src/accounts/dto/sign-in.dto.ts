import { ApiProperty } from '@nestjs/swagger';
import { IsString } from 'class-validator';
import { code } from '../../http/validation.js';

/** POST /api/session */
export class SignInDto {
  @ApiProperty({ description: 'In any letter case.' })
  @IsString()
  name!: string;

  @ApiProperty()
  @IsString()
  password!: string;
}

/** POST /api/account */
export class SignUpDto {
  @ApiProperty({ description: 'The display name, with which one signs in: 1 to 40 code points.' })
  @IsString(code('NAME_BLANK'))
  name!: string;

  @ApiProperty({ description: '8 to 256 code points, and none of the common ones.' })
  @IsString()
  password!: string;
}
