import { ApiProperty } from '@nestjs/swagger';

/** The caller, and the token that they need to change something. */
export class MeJson {
  @ApiProperty({ type: String, nullable: true, description: 'Null until the caller has written something.' })
  id!: string | null;

  @ApiProperty({ type: String, nullable: true, description: 'Null until the caller has written something.' })
  name!: string | null;

  @ApiProperty({ description: 'False if the caller has an account.' })
  guest!: boolean;

  @ApiProperty({ description: 'Required by every POST, as header `X-XSRFToken` or field `_xsrf`.' })
  csrfToken!: string;

  @ApiProperty({ description: 'Id of the log. Positions are only valid within the same epoch.' })
  epoch!: string;
}

export class UserJson {
  @ApiProperty()
  id!: string;

  @ApiProperty()
  name!: string;
}
