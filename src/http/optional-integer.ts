import { applyDecorators } from '@nestjs/common';
import { ApiPropertyOptional } from '@nestjs/swagger';
import { IsInt, IsOptional, Max, Min } from 'class-validator';
import { FromDigits } from './validation.js';

/**
 * A whole number in a query or a form, which may be absent. Above `maximum` it is refused, or lowered to it
 * (`isLowered`).
 */
export function OptionalInteger({
  isLowered = false,
  ...about
}: {
  description: string;
  minimum: number;
  maximum?: number;
  default?: number;
  isLowered?: boolean;
}): PropertyDecorator {
  const { minimum, maximum = Number.MAX_SAFE_INTEGER } = about;
  return applyDecorators(
    ApiPropertyOptional({ type: 'integer', ...about }),
    FromDigits(isLowered ? maximum : undefined),
    IsOptional(),
    IsInt(),
    Min(minimum),
    Max(maximum),
  );
}
