import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsOptional, IsString, Matches } from 'class-validator';
import { CLIENT_ID, EmptyIsAbsent, code } from '../../http/validation.js';

/** POST /api/rooms/{room}/messages/{id}/edit */
export class MessageTextDto {
  @ApiProperty({
    description: 'The text: 1 to MAX_BODY_CHARS (4,000) code points without blank lines at both ends.',
  })
  @IsString(code('BODY_BLANK'))
  body!: string;
}

/** POST /api/rooms/{room}/messages */
export class RoomMessageDto extends MessageTextDto {
  @ApiPropertyOptional({
    description:
      'How the name of an open room is written, if the message makes it; as in the path by default.',
  })
  @EmptyIsAbsent()
  @IsOptional()
  @IsString()
  room_name?: string;

  @ApiPropertyOptional({
    description: 'The sender’s own id of the message: sending it twice stores it once.',
    pattern: '^[\\w-]{1,64}$',
  })
  @EmptyIsAbsent()
  @IsOptional()
  @Matches(CLIENT_ID)
  client_id?: string;
}
