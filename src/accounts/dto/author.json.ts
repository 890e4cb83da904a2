import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';

/** The author of an entry. */
export class AuthorJson {
  @ApiProperty({ description: 'Id of the user.' })
  id!: string;

  @ApiProperty({ description: 'The name that it was written under.' })
  name!: string;

  @ApiPropertyOptional({
    description:
      'Of a message: true if its author was a guest, whose name nothing proves; absent of an account.',
    enum: [true],
  })
  guest?: boolean | undefined;

  @ApiPropertyOptional({
    description: 'True if the account is gone: then `name` stands for none. Absent before.',
    enum: [true],
  })
  deleted?: boolean | undefined;
}
