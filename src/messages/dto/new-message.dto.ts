import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsOptional, IsString, Matches } from 'class-validator';
import { CLIENT_ID, EmptyIsAbsent, IsLocalPath, code } from '../../http/validation.js';
import { IsRoomKey, ToRoomKey } from '../../rooms/is-room-key.js';
import { LOBBY } from '../../rooms/room.js';

/** POST /a/message/new */
export class NewMessageDto {
  @ApiProperty({
    description: 'The text: 1 to MAX_BODY_CHARS (4,000) code points, not counting blank lines at either end.',
  })
  @IsString(code('BODY_BLANK'))
  body!: string;

  @ApiPropertyOptional({
    description: 'Name or number of an open room, or the key of a private one.',
    default: LOBBY,
  })
  @ToRoomKey()
  @IsOptional()
  @IsRoomKey(code('ROOM_INVALID'))
  room: string = LOBBY;

  @ApiPropertyOptional({
    description: 'Spelling of the name of the room, if this message creates it. The default is `room`.',
  })
  @EmptyIsAbsent()
  @IsOptional()
  @IsString()
  room_name?: string;

  @ApiPropertyOptional({
    description: 'Local path to redirect to, with status 302.',
  })
  @EmptyIsAbsent()
  @IsOptional()
  @IsLocalPath(code('NEXT_INVALID'))
  next?: string;

  @ApiPropertyOptional({
    description: 'An id chosen by the sender. A message sent twice with the same id is stored once.',
    pattern: '^[\\w-]{1,64}$',
  })
  @EmptyIsAbsent()
  @IsOptional()
  @Matches(CLIENT_ID)
  client_id?: string;
}
