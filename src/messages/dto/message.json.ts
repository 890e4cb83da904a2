import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { AuthorJson } from '../../accounts/dto/author.json.js';
import { FriendshipJson } from '../../friends/dto/friendship.json.js';
import { InvitationNoticeJson, MembershipJson, SettingsJson } from '../../rooms/dto/notices.json.js';

/** A message as both surfaces send it: the same for every viewer, language and time zone. */
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

  @ApiPropertyOptional({
    type: [String],
    description: 'Ids of the accounts that the text names as `@name`; absent if it names none.',
  })
  mentions?: readonly string[];

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

  @ApiProperty({
    enum: ['message', 'edit', 'deletion', 'membership', 'room', 'invitation', 'friendship', 'hidden'],
    description:
      'The first three have a `message`. A `hidden` one is of somebody whom the caller has blocked: there is nothing but its place. Others may be added: leave out what you do not know.',
  })
  type!: 'message' | 'edit' | 'deletion' | 'membership' | 'room' | 'invitation' | 'friendship' | 'hidden';

  @ApiPropertyOptional({
    description:
      'Of a `message`: in its present state. Of an `edit`: as the edit left it. Without its text once it has been deleted.',
  })
  message?: MessageJson;

  @ApiPropertyOptional({ description: 'Of a `membership`.' })
  membership?: MembershipJson;

  @ApiPropertyOptional({ description: 'Of a `room`.' })
  settings?: SettingsJson;

  @ApiPropertyOptional({ description: 'Of an `invitation`.' })
  invitation?: InvitationNoticeJson;

  @ApiPropertyOptional({ description: 'Of a `friendship`.' })
  friendship?: FriendshipJson;

  @ApiPropertyOptional({ format: 'date-time', description: 'When it happened, if it is no message’s.' })
  at?: string;

  @ApiPropertyOptional({
    description:
      '`<p class="notice" id="n…">…</p>`, everything escaped, in all languages: of a `membership` or a `room`, but not in `@me`.',
  })
  html?: string;
}
