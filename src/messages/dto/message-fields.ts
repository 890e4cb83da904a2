import { applyDecorators } from '@nestjs/common';
import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsOptional, IsString, Matches } from 'class-validator';
import { CLIENT_ID, EmptyIsAbsent, code } from '../../http/validation.js';

/**
 * The fields of a message, for the DTOs that have them. These do not inherit from each other: class-validator
 * would go through the rules of all parents for each message.
 */
export function MessageBody(): PropertyDecorator {
  return applyDecorators(
    ApiProperty({
      description:
        'The text: 1 to MAX_BODY_CHARS (4,000) code points, not counting blank lines at either end.',
    }),
    IsString(code('BODY_BLANK')),
  );
}

export function SpelledRoomName(): PropertyDecorator {
  return applyDecorators(
    ApiPropertyOptional({
      description:
        'Spelling of the name of an open room, if this message creates it. The default is the spelling in the path or in `room`.',
    }),
    EmptyIsAbsent(),
    IsOptional(),
    IsString(),
  );
}

export function ClientId(): PropertyDecorator {
  return applyDecorators(
    ApiPropertyOptional({
      description: 'An id chosen by the sender. A message sent twice with the same id is stored once.',
      pattern: '^[\\w-]{1,64}$',
    }),
    EmptyIsAbsent(),
    IsOptional(),
    Matches(CLIENT_ID),
  );
}
