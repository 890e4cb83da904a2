import { ApiProperty } from '@nestjs/swagger';
import { IsIn, IsString, MaxLength } from 'class-validator';
import { NextDto } from '../../http/next.dto.js';
import { OptionalInteger } from '../../http/optional-integer.js';

/** POST /api/direct, POST /api/rooms/{room}/invitations */
export class UserDto extends NextDto {
  @ApiProperty({ description: 'Id or exact name of an account.' })
  @IsString()
  @MaxLength(200)
  user!: string;
}

/** POST /api/rooms/{room}/members/{user}/role */
export class RoleDto extends NextDto {
  @ApiProperty({ enum: ['moderator', 'member'] })
  @IsIn(['moderator', 'member'])
  role!: 'moderator' | 'member';
}

/** POST /api/rooms/{room}/links */
export class NewLinkDto extends NextDto {
  @OptionalInteger({ description: 'Days until the link expires.', minimum: 1, maximum: 30, default: 7 })
  days: number = 7;

  @OptionalInteger({
    description: 'How many people can join by the link.',
    minimum: 1,
    maximum: 1000,
    default: 10,
  })
  uses: number = 10;
}
