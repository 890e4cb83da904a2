import { Transform } from 'class-transformer';
import { type ValidationOptions, ValidateBy } from 'class-validator';
import { openRoomKey } from './room.js';

/** Turns the name of an open room into its key; an empty one is absent. What cannot be a room's name is left for IsRoomKey. */
export function ToRoomKey(): PropertyDecorator {
  return Transform(({ value }: { value: unknown }) => {
    if (value === '') return undefined;
    return typeof value === 'string' ? (openRoomKey(value) ?? value) : value;
  });
}

/** True of the key of an open room. */
export function IsRoomKey(options?: ValidationOptions): PropertyDecorator {
  return ValidateBy({ name: 'isRoomKey', validator: { validate: isRoomKey } }, options);
}

function isRoomKey(value: unknown): boolean {
  return typeof value === 'string' && openRoomKey(value) === value;
}
