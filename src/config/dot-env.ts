import { readFileSync } from 'node:fs';
import { parseEnv } from 'node:util';
import { ConfigError, settingNames } from './load-config.js';

type Env = Record<string, string | undefined>;

/** A name, an equals sign, the value. */
const ASSIGNMENT = /^[ \t]*(?:export[ \t]+)?[A-Za-z_][\w.-]*[ \t]*=[ \t]*(.*)$/;
const NOTHING = /^[ \t]*(?:#.*)?$/;
const MOST_CHANGES = 2;

/**
 * Reads a file of settings into the environment, where what is set already stays. Does nothing if there is none. Answers hints about
 * names that look like settings and are none. Throws ConfigError for what cannot be read as settings: nothing is passed over in
 * silence.
 */
export function readDotEnv(file: string, env: Env): string[] {
  const bytes = bytesOf(file);
  if (bytes === undefined) return [];
  const values = parseDotEnv(file, bytes);
  for (const [name, value] of Object.entries(values)) if (!(name in env)) env[name] = value;
  return Object.keys(values).flatMap((name) => hintOf(file, name) ?? []);
}

/** The settings of such a file. Throws ConfigError, naming every line that is none by its number; a value is never repeated. */
export function parseDotEnv(file: string, bytes: Uint8Array): Record<string, string> {
  // Editors on Windows end lines so, and mark UTF-8 with U+FEFF, which the decoder takes away.
  const text = decoded(file, bytes).replaceAll(/\r\n?/g, '\n');
  const wrong = linesThatAreNone(text);
  if (wrong.length > 0)
    throw new ConfigError(
      wrong.map((line) => `${file}: line ${line} is no setting; write NAME=value, or # before a comment`),
    );
  return parseEnv(text) as Record<string, string>;
}

function bytesOf(file: string): Uint8Array | undefined {
  try {
    return readFileSync(file);
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT') return undefined;
    throw new ConfigError([`${file}: cannot be read (${message})`], { cause: error });
  }
}

function decoded(file: string, bytes: Uint8Array): string {
  const [first, second] = bytes;
  const marked = (first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff);
  if (marked || bytes.includes(0))
    throw new ConfigError([`${file}: is UTF-16, or no text. Save it as UTF-8`]);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (error) {
    throw new ConfigError([`${file}: is not UTF-8. Save it as UTF-8`], { cause: error });
  }
}

/** Numbers of lines that are no setting, no comment, not blank and no part of a value in quotes. */
function linesThatAreNone(text: string): number[] {
  const wrong: number[] = [];
  let quote: string | undefined;
  for (const [i, line] of text.split('\n').entries()) {
    if (quote !== undefined) {
      if (line.includes(quote)) quote = undefined;
      continue;
    }
    const [found, value = ''] = ASSIGNMENT.exec(line) ?? [];
    if (found === undefined && !NOTHING.test(line)) wrong.push(i + 1);
    const [mark = ''] = value;
    // A quote that nothing ends is a character of its value.
    const rest = text
      .split('\n')
      .slice(i + 1)
      .join('\n');
    if ('"\'`'.includes(mark) && mark !== '' && !value.includes(mark, 1) && rest.includes(mark)) quote = mark;
  }
  return wrong;
}

/** The setting that a name was probably meant to be. */
function hintOf(file: string, name: string): string | undefined {
  const names = settingNames();
  if (names.includes(name)) return undefined;
  const meant = names.find(
    (known) => changes(name.toUpperCase().replaceAll('-', '_'), known) <= mostOf(known),
  );
  return meant && `${file}: ${name} is no setting of Linger and is left out; do you mean ${meant}?`;
}

function mostOf({ length }: string): number {
  return length > 5 ? MOST_CHANGES : 1;
}

/** How many characters must be put in, taken out or replaced to make one text of another. */
function changes(from: string, to: string): number {
  let row = Array.from({ length: to.length + 1 }, (_, i) => i);
  for (const [i, a] of Array.from(from).entries())
    row = Array.from(to).reduce(
      (next, b, j) => [
        ...next,
        Math.min((next[j] ?? 0) + 1, (row[j + 1] ?? 0) + 1, (row[j] ?? 0) + (a === b ? 0 : 1)),
      ],
      [i + 1],
    );
  return row.at(-1) ?? 0;
}
