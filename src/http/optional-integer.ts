import { applyDecorators } from '@nestjs/common';
import { ApiPropertyOptional } from '@nestjs/swagger';
import { Transform } from 'class-transformer';
import { IsInt, IsOptional, Max, Min } from 'class-validator';

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
    Transform(({ value }: { value: unknown }) => numberIn(value, isLowered ? maximum : undefined)),
    IsOptional(),
    IsInt(),
    Min(minimum),
    Max(maximum),
  );
}

/** The number in a field of a form. An empty text is absent; what is no number is left for IsInt to refuse. */
export function numberIn(value: unknown, most = Number.MAX_SAFE_INTEGER): unknown {
  if (value === '') return undefined;
  return typeof value === 'string' && /^\d{1,15}$/.test(value) ? Math.min(Number(value), most) : value;
}
