import { IsOptional, IsString } from 'class-validator';
import { EmptyIsAbsent, IsLocalPath, code } from '../../http/validation.js';
import { IsRoomKey, ToRoomKey } from '../../rooms/is-room-key.js';

/** GET /confirm/:action: what it is about, and where one comes from. */
export class ConfirmQueryDto {
  @ToRoomKey()
  @IsOptional()
  @IsRoomKey(code('ROOM_INVALID'))
  room?: string;

  /** Id of a person. */
  @IsOptional()
  @IsString()
  user?: string;

  /** Of an invite link. */
  @IsOptional()
  @IsString()
  id?: string;

  @EmptyIsAbsent()
  @IsOptional()
  @IsLocalPath(code('NEXT_INVALID'))
  next?: string;
}
