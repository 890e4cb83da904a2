import { ApiProperty } from '@nestjs/swagger';

/** An account as its owner sees it. */
export class AccountJson {
  @ApiProperty()
  id!: string;

  @ApiProperty()
  name!: string;

  @ApiProperty({ description: 'Empty if there is none.' })
  profile!: string;
}

/** A session of the account. */
export class OwnSessionJson {
  @ApiProperty({ description: 'For ending it.' })
  id!: string;

  @ApiProperty({ description: 'Such as `Firefox on Windows`; empty if the browser does not say.' })
  device!: string;

  @ApiProperty({ format: 'date-time' })
  begun_at!: string;

  @ApiProperty({ format: 'date-time', description: 'Within the hour.' })
  last_seen_at!: string;

  @ApiProperty({ description: 'True of the session that asks.' })
  current!: boolean;
}

export class OwnSessionsJson {
  @ApiProperty({ type: [OwnSessionJson], description: 'The one seen last first; 200 at the most.' })
  sessions!: OwnSessionJson[];
}

export class SignInLinkJson {
  @ApiProperty({ description: 'To be opened on the other device.' })
  url!: string;

  @ApiProperty({ format: 'date-time' })
  expires_at!: string;
}

/** Confirms an action that has nothing else to answer. */
export class DoneJson {
  @ApiProperty({ enum: [true] })
  done!: true;
}
