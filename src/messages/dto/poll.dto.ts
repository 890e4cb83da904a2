import { Transform } from 'class-transformer';
import { IsNumber, IsOptional, IsString, MaxLength, Min } from 'class-validator';
import { EmptyIsAbsent, code } from '../../http/validation.js';
import { IsRoomKey, ToRoomKey } from '../../rooms/is-room-key.js';
import { LOBBY } from '../../rooms/room.js';

/** POST /a/message/updates */
export class PollDto {
  /** Id of the last message received; whatever is no such id is an unknown cursor. */
  @EmptyIsAbsent()
  @IsOptional()
  @IsString()
  @MaxLength(100)
  cursor?: string;

  /** Name or number of an open room. */
  @ToRoomKey()
  @IsOptional()
  @IsRoomKey(code('ROOM_INVALID'))
  room: string = LOBBY;

  /** Seconds to hold; more than 50 are 50. */
  @Transform(({ value }: { value: unknown }) => toNumber(value))
  @IsOptional()
  @IsNumber()
  @Min(0)
  wait?: number;
}

function toNumber(value: unknown): unknown {
  if (value === '') return undefined;
  return typeof value === 'string' && /^\d{1,9}(\.\d{1,3})?$/.test(value) ? Number(value) : value;
}
