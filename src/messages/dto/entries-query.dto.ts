import { ApiPropertyOptional } from '@nestjs/swagger';
import { IsIn, IsInt, IsOptional, Min } from 'class-validator';
import { EmptyIsAbsent, FromDigits } from '../../http/validation.js';

const MAX_LIMIT = 1000;

/** GET /api/rooms/{room}/entries */
export class EntriesQueryDto {
  @ApiPropertyOptional({ type: 'integer', description: 'Only entries with a higher seq.', minimum: 0 })
  @FromDigits()
  @IsOptional()
  @IsInt()
  @Min(0)
  after?: number;

  @ApiPropertyOptional({ type: 'integer', description: 'Only entries with a lower seq.', minimum: 0 })
  @FromDigits()
  @IsOptional()
  @IsInt()
  @Min(0)
  before?: number;

  @ApiPropertyOptional({
    type: 'integer',
    description: 'Maximum number of entries.',
    minimum: 1,
    maximum: MAX_LIMIT,
    default: 100,
  })
  @FromDigits(MAX_LIMIT)
  @IsOptional()
  @IsInt()
  @Min(1)
  limit: number = 100;

  @ApiPropertyOptional({
    description: 'Which entries come first. The default is `oldest` if `after` is given, otherwise `newest`.',
    enum: ['oldest', 'newest'],
  })
  @EmptyIsAbsent()
  @IsOptional()
  @IsIn(['oldest', 'newest'])
  order?: 'oldest' | 'newest';
}
