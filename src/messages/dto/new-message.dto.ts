import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsOptional, IsString, Matches } from 'class-validator';
import { CLIENT_ID, EmptyIsAbsent, IsLocalPath, code } from '../../http/validation.js';
import { IsRoomKey, ToRoomKey } from '../../rooms/is-room-key.js';
import { LOBBY } from '../../rooms/room.js';

/** POST /a/message/new */
export class NewMessageDto {
  @ApiProperty({
    description: 'The text: 1 to MAX_BODY_CHARS (4,000) code points without blank lines at both ends.',
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
    description: 'How the name of the room is written, if the message makes it; as in `room` by default.',
  })
  @EmptyIsAbsent()
  @IsOptional()
  @IsString()
  room_name?: string;

  @ApiPropertyOptional({
    description: 'A local path to go to afterwards: a form without JavaScript comes back with it.',
  })
  @EmptyIsAbsent()
  @IsOptional()
  @IsLocalPath(code('NEXT_INVALID'))
  next?: string;

  @ApiPropertyOptional({
    description: 'The sender’s own id of the message: sending it twice stores it once.',
    pattern: '^[\\w-]{1,64}$',
  })
  @EmptyIsAbsent()
  @IsOptional()
  @Matches(CLIENT_ID)
  client_id?: string;
}
