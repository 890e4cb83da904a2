import { Type } from 'class-transformer';
import { IsDefined, IsInt, IsOptional, IsString, Max, Min } from 'class-validator';
import { code } from '../../http/validation.js';
import { IsRoomKey, ToRoomKey } from '../../rooms/is-room-key.js';
import { withoutHash } from '../../rooms/room.js';

/** GET /room */
export class RoomQueryDto {
  /** Name or number of an open room, or the key of a private one. */
  @ToRoomKey(withoutHash)
  @IsDefined(code('ROOM_INVALID'))
  @IsRoomKey(code('ROOM_INVALID'))
  room!: string;
}

/** GET /a/side */
export class SidebarQueryDto {
  /** The room that the page shows, if it shows one. */
  @ToRoomKey()
  @IsOptional()
  @IsRoomKey(code('ROOM_INVALID'))
  room?: string;
}

/** GET /room */
export class RoomPageQueryDto extends RoomQueryDto {
  /** Present to write the first message of an open room. */
  @IsOptional()
  @IsString()
  create?: string;

  /** A seq, to see what is older. */
  @IsOptional()
  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(Number.MAX_SAFE_INTEGER)
  before?: number;
}

/** GET /open */
export class OpenRoomQueryDto {
  /** As typed. */
  @IsOptional()
  @IsString(code('ROOM_INVALID'))
  room?: string;
}
