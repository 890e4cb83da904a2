import { ApiProperty } from '@nestjs/swagger';

/** How the node is. */
export class HealthJson {
  @ApiProperty({ enum: ['ok', 'stopping', 'storage unavailable'] })
  status!: 'ok' | 'stopping' | 'storage unavailable';
}
