import { ApiPropertyOptional } from '@nestjs/swagger';
import { MessageJson } from '../../../messages/dto/message.json.js';

/** The answer to a poll of the Tornado surface: messages, or a cursor. */
export class PollJson {
  @ApiPropertyOptional({
    type: [MessageJson],
    minItems: 1,
    description:
      'The messages after the cursor, in order of seq. Absent, never empty, when the hold is over.',
  })
  messages?: MessageJson[];

  @ApiPropertyOptional({
    enum: [true],
    description: 'True if messages before these were skipped, or if that is unknown.',
  })
  gap?: boolean;

  @ApiPropertyOptional({
    format: 'uuid',
    description: 'The cursor for the next poll, when the hold is over.',
  })
  cursor?: string;
}

/** The fields of a poll of the Tornado surface. */
export class PollBodyJson {
  @ApiPropertyOptional({
    description: 'Name or number of an open room, or the key of a private one.',
    default: 'lobby',
  })
  room?: string;

  @ApiPropertyOptional({
    description:
      'Id of the last message received. If absent, the poll waits for the next message. If unknown, it gets the newest messages.',
  })
  cursor?: string;

  @ApiPropertyOptional({ type: Number, description: 'Longest hold in seconds, at most 50.', minimum: 0 })
  wait?: number;
}
