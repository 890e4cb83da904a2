import { ChatError } from '../chat-error.js';

const MAX_DEPTH = 4;
/** Names that mean something to JavaScript objects and nothing to us. */
export const POISONED: ReadonlySet<string> = new Set(['__proto__', 'constructor', 'prototype']);
const [QUOTE, BACKSLASH, COLON] = ['"', '\\', ':'].map((character) => character.charCodeAt(0));

/**
 * A JSON object from text. Throws BAD_REQUEST for anything else, and for what JSON.parse lets through in silence: a member
 * that comes twice (RFC 8259, 4, leaves open which one counts), names that mean something to JavaScript objects, and
 * nesting deep enough to exhaust the stack of whoever walks it.
 */
export function parseJsonObject(text: string): Record<string, unknown> {
  const value = parse(text);
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw new ChatError('BAD_REQUEST');
  // Of members that come twice JSON.parse keeps one.
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

/** All that is in it, at whatever depth. */
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

/** Outside of its texts: each follows the name of a member. */
function countColons(json: string): number {
  let count = 0;
  for (let i = 0; i < json.length; i++) {
    const code = json.charCodeAt(i);
    if (code === QUOTE) i = endOfText(json, i);
    else count += Number(code === COLON);
  }
  return count;
}

/** Where the quotation mark stands that ends a text of valid JSON, which begins at `start`. */
function endOfText(json: string, start: number): number {
  for (let end = json.indexOf('"', start + 1); ; end = json.indexOf('"', end + 1)) {
    let backslashes = 0;
    while (json.charCodeAt(end - 1 - backslashes) === BACKSLASH) backslashes++;
    if (backslashes % 2 === 0) return end;
  }
}
