import { ChatError } from '../chat-error.js';

const MAX_DEPTH = 4;
/** Names that have a meaning for JavaScript objects, but none for us. */
export const POISONED: ReadonlySet<string> = new Set(['__proto__', 'constructor', 'prototype']);
/** A string in valid JSON. */
const STRINGS = /"[^"\\]*(?:\\.[^"\\]*)*"/g;

/**
 * Parses a JSON object. Throws BAD_REQUEST for anything else, and for what JSON.parse accepts silently:
 * duplicate members (RFC 8259, 4, leaves open which one counts), names that have a meaning for JavaScript
 * objects, and nesting deep enough to exhaust the stack of a recursive caller.
 */
export function parseJsonObject(text: string): Record<string, unknown> {
  const value = parse(text);
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw new ChatError('BAD_REQUEST');
  // JSON.parse keeps only one of duplicate members.
  if (countMembers(value, 1) !== namesIn(text)) throw new ChatError('BAD_REQUEST');
  return value as Record<string, unknown>;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new ChatError('BAD_REQUEST', { cause });
  }
}

/** Counts members at any depth. */
function countMembers(value: unknown, depth: number): number {
  if (typeof value !== 'object' || value === null) return 0;
  if (depth > MAX_DEPTH) throw new ChatError('BAD_REQUEST');
  let count = 0;
  if (Array.isArray(value)) {
    for (const item of value) count += countMembers(item, depth + 1);
    return count;
  }
  for (const name of Object.keys(value)) {
    if (POISONED.has(name)) throw new ChatError('BAD_REQUEST');
    count += 1 + countMembers((value as Record<string, unknown>)[name], depth + 1);
  }
  return count;
}

/** Counts the names of members in valid JSON: each is followed by a colon, and only strings have other colons. */
function namesIn(json: string): number {
  return json.replace(STRINGS, '').split(':').length - 1;
}
