import { IsOptional, IsString } from 'class-validator';
import { NextDto } from '../../http/next.dto.js';
import { code } from '../../http/validation.js';
import { IsRoomKey, ToRoomKey } from '../../rooms/is-room-key.js';

/** GET /confirm/:action: what it is about, and the page to go back to. */
export class ConfirmQueryDto extends NextDto {
  @ToRoomKey()
  @IsOptional()
  @IsRoomKey(code('ROOM_INVALID'))
  room?: string;

  /** Id of a person. */
  @IsOptional()
  @IsString()
  user?: string;

  /** Id of an invite link. */
  @IsOptional()
  @IsString()
  id?: string;
}
