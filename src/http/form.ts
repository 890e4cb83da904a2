import { ChatError } from '../chat-error.js';
import type { Fields } from './fields.js';
import { POISONED } from './json-object.js';

export const MAX_FIELDS = 50;

/**
 * A form (WHATWG URL, 5.1). Of a name that comes more than once all values, as an array. Throws BAD_REQUEST for more than
 * MAX_FIELDS, and for names that mean something to JavaScript objects.
 */
export function parseForm(text: string): Fields {
  let count = 0;
  return fieldsOf(text, (name) => {
    if (++count > MAX_FIELDS || POISONED.has(name)) throw new ChatError('BAD_REQUEST');
  });
}

/** The query of an address, read as a form is. It is as short as an address, and nobody minds what else is in it. */
export function parseQuery(text: string): Fields {
  return fieldsOf(text, () => {});
}

/** Holds nothing but what is put into it. An object that has no prototype at all would be a hash table to V8. */
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
  // A text that begins with a question mark would lose it.
  if (text.includes('%') || text.includes('+'))
    for (const [name, value] of new URLSearchParams(`&${text}`)) tell(name, value);
  else for (const pair of text.split('&')) tellPlain(pair, tell);
}

/** A field in which nothing is encoded, as in a poll's form. */
function tellPlain(pair: string, tell: (name: string, value: string) => void): void {
  const equals = pair.indexOf('=');
  if (equals >= 0) tell(pair.slice(0, equals), pair.slice(equals + 1));
  else if (pair !== '') tell(pair, '');
}
