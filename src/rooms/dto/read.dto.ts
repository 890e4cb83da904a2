import { ApiProperty } from '@nestjs/swagger';
import { IsInt, Max, Min } from 'class-validator';

/** POST /api/rooms/{room}/read */
export class ReadDto {
  @ApiProperty({ type: 'integer', description: 'Seq of the last entry read.', minimum: 0 })
  @IsInt()
  @Min(0)
  @Max(Number.MAX_SAFE_INTEGER)
  seq!: number;
}
