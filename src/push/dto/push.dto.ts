import { ApiProperty } from '@nestjs/swagger';
import { IsString, Matches, MaxLength } from 'class-validator';

/** POST /api/push: the parts of a `PushSubscription`. */
export class PushSubscriptionDto {
  @ApiProperty({ description: 'Address at a push service that `PUSH_SERVICES` allows.', maxLength: 2000 })
  @IsString()
  @MaxLength(2000)
  endpoint!: string;

  @ApiProperty({ description: 'Its key `p256dh`: 65 bytes, base64url.' })
  @Matches(/^B[\w-]{86}$/)
  p256dh!: string;

  @ApiProperty({ description: 'Its key `auth`: 16 bytes, base64url.' })
  @Matches(/^[\w-]{22}$/)
  auth!: string;
}
