import { ApiPropertyOptional } from '@nestjs/swagger';
import { Transform } from 'class-transformer';
import { IsIn, IsInt, IsOptional, Min } from 'class-validator';
import { EmptyIsAbsent } from '../../http/validation.js';

const MAX_LIMIT = 1000;

/**
 * A whole number as a query has it; an empty one is absent, and one above the most counts as the most. What is none is left
 * for IsInt.
 */
function FromDigits(most = Number.MAX_SAFE_INTEGER): PropertyDecorator {
  return Transform(({ value }: { value: unknown }) => {
    if (value === '') return undefined;
    return typeof value === 'string' && /^\d{1,15}$/.test(value) ? Math.min(Number(value), most) : value;
  });
}

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
    description: 'How many at the most.',
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
    description: 'Which end to begin with. By default the oldest if `after` is given, else the newest.',
    enum: ['oldest', 'newest'],
  })
  @EmptyIsAbsent()
  @IsOptional()
  @IsIn(['oldest', 'newest'])
  order?: 'oldest' | 'newest';
}
