import { Transform } from 'class-transformer';
import { IsIn } from 'class-validator';

/** The lengths of the holds that pages try, in seconds: those that they poll with (public/poll/hold.ts). */
export const TEST_HOLDS_S: readonly number[] = [8, 15, 25];

/** GET /diagnose/hold */
export class HoldQueryDto {
  @Transform(({ value }: { value: unknown }) => (typeof value === 'string' ? Number(value) : value))
  @IsIn(TEST_HOLDS_S)
  seconds!: number;
}
