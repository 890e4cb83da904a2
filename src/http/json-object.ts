import { ChatError } from '../chat-error.js';

const MAX_DEPTH = 4;
const TOKEN = /"(?:[^"\\]|\\.)*"|[{}[\]:]/gs;
const POISONED = /^"(?:__proto__|constructor|prototype)"$/;

/**
 * A JSON object from text. Throws BAD_REQUEST for anything else, and for what JSON.parse lets through in silence: a member
 * that comes twice (RFC 8259, 4, leaves open which one counts), names that mean something to JavaScript objects, and
 * nesting deep enough to exhaust the stack of whoever walks it.
 */
export function parseJsonObject(text: string): Record<string, unknown> {
  const value = parse(text);
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw new ChatError('BAD_REQUEST');
  checkMembers(text);
  return value as Record<string, unknown>;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new ChatError('BAD_REQUEST', { cause });
  }
}

/** Walks the tokens of text that is known to be JSON. A text before a colon is the name of a member. */
function checkMembers(text: string): void {
  const objects: Set<string>[] = [];
  let before = '';
  for (const [token] of text.matchAll(TOKEN)) {
    if (token === '{' || token === '[') objects.push(new Set());
    else if (token === '}' || token === ']') objects.pop();
    else if (token === ':') addMember(objects.at(-1), before);
    if (objects.length > MAX_DEPTH) throw new ChatError('BAD_REQUEST');
    before = token;
  }
}

function addMember(members: Set<string> | undefined, token: string): void {
  const name = JSON.stringify(JSON.parse(token));
  if (POISONED.test(name) || members?.has(name)) throw new ChatError('BAD_REQUEST');
  members?.add(name);
}
