import { readFileSync } from 'node:fs';
import { parseEnv } from 'node:util';
import { ConfigError, settingNames } from './load-config.js';

type Env = Record<string, string | undefined>;

/** Name, equals sign, value. */
const ASSIGNMENT = /^[ \t]*(?:export[ \t]+)?[A-Za-z_][\w.-]*[ \t]*=[ \t]*(.*)$/;
const NOTHING = /^[ \t]*(?:#.*)?$/;
const MOST_CHANGES = 2;

/**
 * Reads a settings file into the environment; variables that are already set win. Does nothing without a file. Returns hints about names
 * that look like misspelt settings. Throws ConfigError for anything that is not a setting: no line is ignored silently.
 */
export function readDotEnv(file: string, env: Env): string[] {
  const bytes = bytesOf(file);
  if (bytes === undefined) return [];
  const values = parseDotEnv(file, bytes);
  for (const [name, value] of Object.entries(values)) if (!(name in env)) env[name] = value;
  return Object.keys(values).flatMap((name) => hintOf(file, name) ?? []);
}

/** The settings in such a file. Throws ConfigError with the number of every line that is not a setting, never with a value. */
export function parseDotEnv(file: string, bytes: Uint8Array): Record<string, string> {
  // Editors on Windows write these line ends, and mark UTF-8 with U+FEFF, which the decoder removes.
  const text = decoded(file, bytes).replaceAll(/\r\n?/g, '\n');
  const wrong = linesThatAreNone(text);
  if (wrong.length > 0)
    throw new ConfigError(
      wrong.map((line) => `${file}: line ${line} is not a setting; write NAME=value, or # before a comment`),
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
    throw new ConfigError([`${file}: is UTF-16 or not a text file. Save it as UTF-8`]);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (error) {
    throw new ConfigError([`${file}: is not UTF-8. Save it as UTF-8`], { cause: error });
  }
}

/** Numbers of the lines that are neither a setting, a comment, blank, nor part of a quoted value. */
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
    // A quote that is never closed is part of the value.
    const rest = text
      .split('\n')
      .slice(i + 1)
      .join('\n');
    if ('"\'`'.includes(mark) && mark !== '' && !value.includes(mark, 1) && rest.includes(mark)) quote = mark;
  }
  return wrong;
}

/** The setting that a misspelt name probably means. */
function hintOf(file: string, name: string): string | undefined {
  const names = settingNames();
  if (names.includes(name)) return undefined;
  const meant = names.find(
    (known) => changes(name.toUpperCase().replaceAll('-', '_'), known) <= mostOf(known),
  );
  return meant && `${file}: ${name} is not a setting of Linger and is ignored; did you mean ${meant}?`;
}

function mostOf({ length }: string): number {
  return length > 5 ? MOST_CHANGES : 1;
}

/** Levenshtein distance: how many characters to insert, remove or replace. */
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
