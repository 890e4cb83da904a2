import { ChatError } from '../chat-error.js';
import type { Fields } from './fields.js';
import { POISONED } from './json-object.js';

export const MAX_FIELDS = 50;

/**
 * Parses a form (WHATWG URL, 5.1). A repeated name has all its values, as an array. Throws BAD_REQUEST for
 * more than MAX_FIELDS fields, and for names that have a meaning for JavaScript objects.
 */
export function parseForm(text: string): Fields {
  let count = 0;
  return fieldsOf(text, (name) => {
    if (++count > MAX_FIELDS || POISONED.has(name)) throw new ChatError('BAD_REQUEST');
  });
}

/**
 * Parses a query like a form, but without limits: its length is bounded, and unknown names in it do no harm.
 */
export function parseQuery(text: string): Fields {
  return fieldsOf(text, () => {});
}

/** An object without inherited properties. V8 would treat one without any prototype as a hash table. */
class Pairs implements Fields {
  [name: string]: unknown;
}
Reflect.deleteProperty(Pairs.prototype, 'constructor');
Object.setPrototypeOf(Pairs.prototype, null);

function fieldsOf(text: string, check: (name: string) => void): Fields {
  const fields = new Pairs();
  eachPair(text, (name, value) => {
    check(name);
    const known = fields[name];
    if (known === undefined) fields[name] = value;
    else if (Array.isArray(known)) known.push(value);
    else fields[name] = [known, value];
  });
  return fields;
}

function eachPair(text: string, tell: (name: string, value: string) => void): void {
  // URLSearchParams would drop a leading question mark.
  if (text.includes('%') || text.includes('+'))
    for (const [name, value] of new URLSearchParams(`&${text}`)) tell(name, value);
  else for (const pair of text.split('&')) tellPlain(pair, tell);
}

/** A field without encoded characters, as in the form of a poll. */
function tellPlain(pair: string, tell: (name: string, value: string) => void): void {
  const equals = pair.indexOf('=');
  if (equals >= 0) tell(pair.slice(0, equals), pair.slice(equals + 1));
  else if (pair !== '') tell(pair, '');
}
