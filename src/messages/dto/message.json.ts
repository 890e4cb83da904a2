import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { AuthorJson } from '../../accounts/dto/author.json.js';
import type { EntryTypes } from '../../log/entry-type.js';

/** A message as both surfaces send it: the same for every viewer, language and time zone. */
export class MessageJson {
  @ApiProperty({ format: 'uuid' })
  id!: string;

  @ApiProperty({ description: 'Key of the room.', example: 'lobby' })
  room!: string;

  @ApiProperty({ type: 'integer', description: 'Its position in the room.', minimum: 1 })
  seq!: number;

  @ApiProperty({ description: 'The text as it was typed. Empty if the message was deleted.' })
  body!: string;

  @ApiProperty({
    description:
      '`<div class="message" id="m{id}">…</div>`: the text formatted, everything else in it escaped. Empty if the message was deleted.',
  })
  html!: string;

  @ApiProperty()
  author!: AuthorJson;

  @ApiProperty({ format: 'date-time', description: 'When it was sent. Sort by `seq`, not by time.' })
  at!: string;

  @ApiPropertyOptional({ description: 'The id chosen by the sender.', pattern: '^[\\w-]{1,64}$' })
  client_id?: string;

  @ApiPropertyOptional({
    type: [String],
    description: 'Ids of the accounts that the text mentions as `@name`. Absent if there are none.',
  })
  mentions?: readonly string[];

  @ApiPropertyOptional({
    format: 'date-time',
    description: 'When the text was last edited. Absent if it never was.',
  })
  edited_at?: string;

  @ApiProperty({
    type: 'integer',
    description:
      'Seq of the entry that last changed the message, or its own seq. Ignore changes with a lower value than the one you show.',
    minimum: 1,
  })
  changed_seq!: number;

  @ApiPropertyOptional({ description: 'True if the message was deleted. Otherwise absent.', enum: [true] })
  deleted?: boolean;
}

/** An entry of a room log. The field of a notice is named by its type: see `describeEvents`. */
export class EventJson {
  @ApiProperty({ description: 'Key of the room.', example: 'lobby' })
  room!: string;

  @ApiProperty({
    type: 'integer',
    description: 'Increases by one from entry to entry in each room.',
    minimum: 1,
  })
  seq!: number;

  /** Described by `describeEvents`. */
  type!: string;

  @ApiPropertyOptional({
    description:
      'For a `message`: its current state. For an `edit`: the state after it. Without the text if the message was deleted.',
  })
  message?: MessageJson;

  @ApiPropertyOptional({
    format: 'date-time',
    description: 'When it happened. Absent if there is a `message`.',
  })
  at?: string;

  @ApiPropertyOptional({
    description:
      'For a `membership` or a `room`, except in `@me`: `<p class="notice" id="n…">…</p>` in all languages, with everything escaped.',
  })
  html?: string;
}

/** Adds what the types of entries say of events to the description of EventJson. */
export function describeEvents(types: EntryTypes): void {
  const names = [...types.messages, ...types.notices].map(({ name }) => name);
  const description = [
    `${types.messages.map(({ name }) => `\`${name}\``).join(', ')} have a \`message\`.`,
    'A `hidden` entry has no content: somebody whom the caller has blocked made it, or only a newer version of Linger knows its type.',
    'Ignore types you do not know: more may be added.',
  ].join(' ');
  ApiProperty({ enum: [...names, 'hidden'], description })(EventJson.prototype, 'type');
  for (const { name, field, json } of types.notices)
    ApiPropertyOptional({ type: json, description: `If the type is \`${name}\`.` })(
      EventJson.prototype,
      field,
    );
}
