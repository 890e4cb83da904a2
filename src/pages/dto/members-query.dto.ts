import { IsInt, IsOptional, Min } from 'class-validator';
import { FromDigits } from '../../http/validation.js';
import { RoomQueryDto } from './room-query.dto.js';

/** GET /members */
export class MembersQueryDto extends RoomQueryDto {
  /** How many members are on earlier pages. */
  @FromDigits()
  @IsOptional()
  @IsInt()
  @Min(0)
  from: number = 0;
}
