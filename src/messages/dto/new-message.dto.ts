import { IsOptional, IsString, Matches } from 'class-validator';
import { EmptyIsAbsent, IsLocalPath, code } from '../../http/validation.js';
import { IsRoomKey, ToRoomKey } from '../../rooms/is-room-key.js';
import { LOBBY } from '../../rooms/room.js';

/** POST /a/message/new */
export class NewMessageDto {
  /** The text: 1 to MAX_BODY_CHARS code points after trimming. */
  @IsString(code('BODY_BLANK'))
  body!: string;

  /** Name or number of an open room. */
  @ToRoomKey()
  @IsOptional()
  @IsRoomKey(code('ROOM_INVALID'))
  room: string = LOBBY;

  /** A local path to go to afterwards: a form without JavaScript comes back with it. */
  @EmptyIsAbsent()
  @IsOptional()
  @IsLocalPath(code('NEXT_INVALID'))
  next?: string;

  /** The sender's own id of the message: sending it twice stores it once. */
  @EmptyIsAbsent()
  @IsOptional()
  @Matches(/^[\w-]{1,64}$/)
  client_id?: string;
}
