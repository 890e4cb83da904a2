import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsOptional, IsString, Matches } from 'class-validator';
import { CLIENT_ID, EmptyIsAbsent, code } from '../../http/validation.js';

/** POST /api/rooms/{room}/messages/{id}/edit */
export class MessageTextDto {
  @ApiProperty({
    description: 'The text: 1 to MAX_BODY_CHARS (4,000) code points, not counting blank lines at either end.',
  })
  @IsString(code('BODY_BLANK'))
  body!: string;
}

/** POST /api/rooms/{room}/messages */
export class RoomMessageDto extends MessageTextDto {
  @ApiPropertyOptional({
    description:
      'Spelling of the name of an open room, if this message creates it. The default is the spelling in the path or in `room`.',
  })
  @EmptyIsAbsent()
  @IsOptional()
  @IsString()
  room_name?: string;

  @ApiPropertyOptional({
    description: 'An id chosen by the sender. A message sent twice with the same id is stored once.',
    pattern: '^[\\w-]{1,64}$',
  })
  @EmptyIsAbsent()
  @IsOptional()
  @Matches(CLIENT_ID)
  client_id?: string;
}
