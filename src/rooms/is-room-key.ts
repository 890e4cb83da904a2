import { Transform } from 'class-transformer';
import { type ValidationOptions, ValidateBy } from 'class-validator';
import { roomKey } from './room.js';

/**
 * Transforms a room's name into its key, and an empty text into undefined. Leaves what cannot be a key to IsRoomKey. `read` extracts the
 * name from the text.
 */
export function ToRoomKey(read = (typed: string): string => typed): PropertyDecorator {
  return Transform(({ value }: { value: unknown }) => {
    if (value === '') return undefined;
    return typeof value === 'string' ? (roomKey(read(value)) ?? value) : value;
  });
}

/** Accepts the key of an open room and anything in the form of a generated key. */
export function IsRoomKey(options?: ValidationOptions): PropertyDecorator {
  return ValidateBy({ name: 'isRoomKey', validator: { validate: isRoomKey } }, options);
}

function isRoomKey(value: unknown): boolean {
  return typeof value === 'string' && roomKey(value) === value;
}
