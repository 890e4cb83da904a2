import { ChatError } from '../chat-error.js';
import type { Fields } from '../http/fields.js';

/**
 * Throws FIELD_INVALID for a field that is not a single string, number or boolean, or whose name is nested.
 */
export function checkFields(fields: Fields): void {
  for (const [name, value] of Object.entries(fields)) {
    const isScalar = typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean';
    if (!isScalar || name.includes('['))
      throw new ChatError('FIELD_INVALID', { params: { field: known(name) } });
  }
}

/** The error text repeats the name only if it is a plain word. */
function known(name: string): string {
  return /^\w{1,32}/.exec(name)?.[0] ?? '?';
}
