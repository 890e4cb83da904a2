import { ChatError } from '../chat-error.js';

const MAX_DEPTH = 4;
/** Names that have a meaning for JavaScript objects, but none for us. */
export const POISONED: ReadonlySet<string> = new Set(['__proto__', 'constructor', 'prototype']);
const [QUOTE, BACKSLASH, COLON] = ['"', '\\', ':'].map((character) => character.charCodeAt(0));

/**
 * Parses a JSON object. Throws BAD_REQUEST for anything else, and for what JSON.parse accepts silently:
 * duplicate members (RFC 8259, 4, leaves open which one counts), names that have a meaning for JavaScript
 * objects, and nesting deep enough to exhaust the stack of a recursive caller.
 */
export function parseJsonObject(text: string): Record<string, unknown> {
  const value = parse(text);
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw new ChatError('BAD_REQUEST');
  // JSON.parse keeps only one of duplicate members.
  if (countMembers(value, 1) !== countColons(text)) throw new ChatError('BAD_REQUEST');
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

/** Counts colons outside of strings; each follows the name of a member. */
function countColons(json: string): number {
  let count = 0;
  for (let i = 0; i < json.length; i++) {
    const code = json.charCodeAt(i);
    if (code === QUOTE) i = endOfText(json, i);
    else count += Number(code === COLON);
  }
  return count;
}

/** The index of the closing quotation mark of the string that begins at `start`, in valid JSON. */
function endOfText(json: string, start: number): number {
  for (let end = json.indexOf('"', start + 1); ; end = json.indexOf('"', end + 1)) {
    let backslashes = 0;
    while (json.charCodeAt(end - 1 - backslashes) === BACKSLASH) backslashes++;
    if (backslashes % 2 === 0) return end;
  }
}
