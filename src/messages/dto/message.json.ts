import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';

export class AuthorJson {
  @ApiProperty({ description: 'Id of the user.' })
  id!: string;

  @ApiProperty({ description: 'The name that it was written under.' })
  name!: string;
}

/** A message as both surfaces tell it: the same for every viewer, language and time zone. */
export class MessageJson {
  @ApiProperty({ format: 'uuid' })
  id!: string;

  @ApiProperty({ description: 'Key of the room.', example: 'lobby' })
  room!: string;

  @ApiProperty({ type: 'integer', description: 'Its place in the room.', minimum: 1 })
  seq!: number;

  @ApiProperty({ description: 'The text. Empty once it has been deleted.' })
  body!: string;

  @ApiProperty({
    description:
      '`<div class="message" id="m{id}">…</div>`, everything escaped. Empty once it has been deleted.',
  })
  html!: string;

  @ApiProperty()
  author!: AuthorJson;

  @ApiProperty({ format: 'date-time', description: 'When it was sent. Order is by seq alone.' })
  at!: string;

  @ApiPropertyOptional({ description: 'The sender’s own id of the message.', pattern: '^[\\w-]{1,64}$' })
  client_id?: string;

  @ApiPropertyOptional({ format: 'date-time', description: 'When the text was last changed, if it was.' })
  edited_at?: string;

  @ApiProperty({
    type: 'integer',
    description:
      'Seq of the entry that changed it last, its own seq if none did. Whoever shows a message takes a change only if its seq is higher.',
    minimum: 1,
  })
  changed_seq!: number;

  @ApiPropertyOptional({ description: 'True once it has been deleted; absent before.', enum: [true] })
  deleted?: boolean;
}

/** An entry of a room log. */
export class EventJson {
  @ApiProperty({ description: 'Key of the room.', example: 'lobby' })
  room!: string;

  @ApiProperty({ type: 'integer', description: 'Dense and increasing by one in each room.', minimum: 1 })
  seq!: number;

  @ApiProperty({ enum: ['message', 'edit', 'deletion'] })
  type!: 'message' | 'edit' | 'deletion';

  @ApiProperty({
    description:
      'Of a `message`: in its present state. Of an `edit`: as the edit left it. Without its text once it has been deleted.',
  })
  message!: MessageJson;
}
