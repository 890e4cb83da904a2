import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsIn, IsInt, IsOptional, IsString, Max, MaxLength, Min } from 'class-validator';
import { FromDigits } from '../../http/validation.js';
import { NextDto } from '../../http/next.dto.js';

const MAX_DAYS = 30;
const MAX_USES = 1000;

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
  @ApiPropertyOptional({
    type: 'integer',
    description: 'Days until the link expires.',
    minimum: 1,
    maximum: MAX_DAYS,
    default: 7,
  })
  @FromDigits()
  @IsOptional()
  @IsInt()
  @Min(1)
  @Max(MAX_DAYS)
  days: number = 7;

  @ApiPropertyOptional({
    type: 'integer',
    description: 'How many people can join by the link.',
    minimum: 1,
    maximum: MAX_USES,
    default: 10,
  })
  @FromDigits()
  @IsOptional()
  @IsInt()
  @Min(1)
  @Max(MAX_USES)
  uses: number = 10;
}
