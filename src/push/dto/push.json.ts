import { ApiProperty } from '@nestjs/swagger';

/** A device that gets push notifications. */
export class PushDeviceJson {
  @ApiProperty({
    description: 'Identifies the device in `POST /api/push/{id}/remove`; the id of its session.',
  })
  id!: string;

  @ApiProperty({ description: 'Such as `Firefox on Windows`. Empty if unknown.' })
  device!: string;

  @ApiProperty({ format: 'date-time' })
  created_at!: string;

  @ApiProperty({
    format: 'date-time',
    nullable: true,
    type: String,
    description: 'When a push service last accepted a notification for it. Accurate to about an hour.',
  })
  last_success_at!: string | null;

  @ApiProperty({ description: 'Whether it is the device of this request.' })
  current!: boolean;
}

export class PushJson {
  @ApiProperty({
    nullable: true,
    type: String,
    description:
      'The `applicationServerKey` for subscribing, base64url. Null for guests, and if this server sends no push notifications.',
  })
  public_key!: string | null;

  @ApiProperty({ type: [PushDeviceJson], description: 'The newest first.' })
  devices!: PushDeviceJson[];
}
