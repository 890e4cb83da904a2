import { ApiProperty } from '@nestjs/swagger';

/** The caller, and the token that they need to change something. */
export class MeJson {
  @ApiProperty({ type: String, nullable: true, description: 'Null before they have written anything.' })
  id!: string | null;

  @ApiProperty({ type: String, nullable: true, description: 'Null before they have written anything.' })
  name!: string | null;

  @ApiProperty({ description: 'False of whoever has an account.' })
  guest!: boolean;

  @ApiProperty({ description: 'Goes with every POST, as header `X-XSRFToken` or field `_xsrf`.' })
  csrfToken!: string;

  @ApiProperty({ description: 'The id of the log. Positions of another one mean nothing here.' })
  epoch!: string;
}

export class UserJson {
  @ApiProperty()
  id!: string;

  @ApiProperty()
  name!: string;
}
