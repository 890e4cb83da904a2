import { ApiPropertyOptional } from '@nestjs/swagger';
import { IsOptional } from 'class-validator';
import { EmptyIsAbsent, IsLocalPath, code } from '../../http/validation.js';
import { IsRoomKey, ToRoomKey } from '../../rooms/is-room-key.js';
import { LOBBY } from '../../rooms/room.js';
import { ClientId, MessageBody, SpelledRoomName } from './message-fields.js';

/** POST /a/message/new */
export class NewMessageDto {
  @MessageBody()
  body!: string;

  @ApiPropertyOptional({
    description: 'Name or number of an open room, or the key of a private one.',
    default: LOBBY,
  })
  @ToRoomKey()
  @IsOptional()
  @IsRoomKey(code('ROOM_INVALID'))
  room: string = LOBBY;

  @SpelledRoomName()
  room_name?: string;

  @ApiPropertyOptional({ description: 'Local path to redirect to, with status 302.' })
  @EmptyIsAbsent()
  @IsOptional()
  @IsLocalPath(code('NEXT_INVALID'))
  next?: string;

  @ClientId()
  client_id?: string;
}
