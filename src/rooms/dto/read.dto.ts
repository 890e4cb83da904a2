import { ApiProperty } from '@nestjs/swagger';
import { Transform } from 'class-transformer';
import { IsInt, Max, Min } from 'class-validator';
import { NextDto } from '../../http/next.dto.js';
import { numberIn } from '../../http/optional-integer.js';

/** POST /api/rooms/{room}/read */
export class ReadDto extends NextDto {
  @ApiProperty({ type: 'integer', description: 'Seq of the last entry read.', minimum: 0 })
  @Transform(({ value }: { value: unknown }) => numberIn(value))
  @IsInt()
  @Min(0)
  @Max(Number.MAX_SAFE_INTEGER)
  seq!: number;
}
