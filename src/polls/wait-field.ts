import { ChatError } from '../chat-error.js';

const SECONDS = /^\d{1,20}(?:\.\d{1,20})?$/;

/** Seconds on the wire, as a number or as text. Throws FIELD_INVALID. */
export function waitMsOf(wait: unknown): number | undefined {
  if (wait === undefined || wait === '') return undefined;
  const seconds = typeof wait === 'string' && SECONDS.test(wait) ? Number(wait) : wait;
  if (typeof seconds !== 'number' || !Number.isFinite(seconds) || seconds < 0) throw invalidField('wait');
  return seconds * 1000;
}

export function invalidField(field: string): ChatError {
  return new ChatError('FIELD_INVALID', { params: { field } });
}
