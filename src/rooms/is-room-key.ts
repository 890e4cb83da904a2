import { Transform } from 'class-transformer';
import { type ValidationOptions, ValidateBy } from 'class-validator';
import { roomKey } from './room.js';

/**
 * Turns what names a room into its key; an empty one is absent. What cannot be a room's key is left for IsRoomKey. `read`: what of it
 * is the name.
 */
export function ToRoomKey(read = (typed: string): string => typed): PropertyDecorator {
  return Transform(({ value }: { value: unknown }) => {
    if (value === '') return undefined;
    return typeof value === 'string' ? (roomKey(read(value)) ?? value) : value;
  });
}

/** True of the key of an open room, and of what may be that of a private one. */
export function IsRoomKey(options?: ValidationOptions): PropertyDecorator {
  return ValidateBy({ name: 'isRoomKey', validator: { validate: isRoomKey } }, options);
}

function isRoomKey(value: unknown): boolean {
  return typeof value === 'string' && roomKey(value) === value;
}
