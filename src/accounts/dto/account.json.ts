import { ApiProperty } from '@nestjs/swagger';

/** An account as its owner sees it. */
export class AccountJson {
  @ApiProperty()
  id!: string;

  @ApiProperty()
  name!: string;

  @ApiProperty({ description: 'Empty if the account has none.' })
  profile!: string;
}

/** A session of the account. */
export class OwnSessionJson {
  @ApiProperty({ description: 'Identifies the session in `POST /api/sessions/{id}/end`.' })
  id!: string;

  @ApiProperty({ description: 'Such as `Firefox on Windows`. Empty if unknown.' })
  device!: string;

  @ApiProperty({ format: 'date-time' })
  begun_at!: string;

  @ApiProperty({ format: 'date-time', description: 'Accurate to about an hour.' })
  last_seen_at!: string;

  @ApiProperty({ description: 'Whether it is the session of this request.' })
  current!: boolean;
}

export class OwnSessionsJson {
  @ApiProperty({ type: [OwnSessionJson], description: 'At most 200, the most recently seen first.' })
  sessions!: OwnSessionJson[];
}

export class SignInLinkJson {
  @ApiProperty({ description: 'Open it on the other device.' })
  url!: string;

  @ApiProperty({ format: 'date-time' })
  expires_at!: string;
}

/** Confirms an action that has nothing else to answer. */
export class DoneJson {
  @ApiProperty({ enum: [true] })
  done!: true;
}
