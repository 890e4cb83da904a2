import { ApiProperty } from '@nestjs/swagger';

/** The state of the process. */
export class HealthJson {
  @ApiProperty({ enum: ['ok', 'stopping', 'storage unavailable'] })
  status!: 'ok' | 'stopping' | 'storage unavailable';
}
