import { ApiPropertyOptional } from '@nestjs/swagger';
import { MessageJson } from '../../../messages/dto/message.json.js';

/** The answer to a poll of the seed surface: messages, or a cursor. */
export class PollJson {
  @ApiPropertyOptional({
    type: [MessageJson],
    minItems: 1,
    description: 'What lies after the cursor, in order of seq. Absent, never empty, when the hold is over.',
  })
  messages?: MessageJson[];

  @ApiPropertyOptional({
    enum: [true],
    description: 'Something before these messages was left out, or cannot be told.',
  })
  gap?: boolean;

  @ApiPropertyOptional({ format: 'uuid', description: 'Where to go on, when the hold is over.' })
  cursor?: string;
}

/** The fields of a poll of the seed surface. */
export class PollBodyJson {
  @ApiPropertyOptional({
    description: 'Name or number of an open room, or the key of a private one.',
    default: 'lobby',
  })
  room?: string;

  @ApiPropertyOptional({
    description:
      'Id of the last message received. Absent: wait for the next message. Any other: the newest messages.',
  })
  cursor?: string;

  @ApiPropertyOptional({ type: Number, description: 'Seconds to hold, 50 at the most.', minimum: 0 })
  wait?: number;
}
