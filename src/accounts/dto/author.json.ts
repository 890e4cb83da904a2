import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';

/** The author of an entry. */
export class AuthorJson {
  @ApiProperty({ description: 'Id of the user.' })
  id!: string;

  @ApiProperty({ description: 'The author’s name at the time of writing.' })
  name!: string;

  @ApiPropertyOptional({
    description: 'True if a message was written by a guest, whose name is not verified. Otherwise absent.',
    enum: [true],
  })
  guest?: boolean | undefined;

  @ApiPropertyOptional({
    description: 'True if the account was deleted; `name` is a placeholder then. Otherwise absent.',
    enum: [true],
  })
  deleted?: boolean | undefined;
}
