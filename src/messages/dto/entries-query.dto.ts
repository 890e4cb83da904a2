import { ApiPropertyOptional } from '@nestjs/swagger';
import { IsIn, IsOptional } from 'class-validator';
import { OptionalInteger } from '../../http/optional-integer.js';
import { EmptyIsAbsent } from '../../http/validation.js';

/** GET /api/rooms/{room}/entries */
export class EntriesQueryDto {
  @OptionalInteger({ description: 'Only entries with a higher seq.', minimum: 0 })
  after?: number;

  @OptionalInteger({ description: 'Only entries with a lower seq.', minimum: 0 })
  before?: number;

  @OptionalInteger({
    description: 'Maximum number of entries.',
    minimum: 1,
    maximum: 1000,
    default: 100,
    isLowered: true,
  })
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
