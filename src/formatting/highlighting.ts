import { createRequire } from 'node:module';

/** Loaded when somebody first shows code in a language: the start of the program should not wait for all of them. */
const load = createRequire(import.meta.url);

/** What we use of highlight.js. Its own types bring those of browsers into the whole program. */
interface Highlighter {
  newInstance(): Highlighter;
  registerLanguage(name: string, language: unknown): void;
  /** `value`: HTML. */
  highlight(code: string, options: { language: string }): { value: string };
}

/** By the names of highlight.js: what people write behind the backticks. */
const LANGUAGES = {
  bash: ['bash', 'sh', 'shell', 'zsh'],
  c: ['c', 'h'],
  cpp: ['cpp', 'c++', 'hpp'],
  csharp: ['csharp', 'cs', 'c#'],
  css: ['css'],
  diff: ['diff', 'patch'],
  go: ['go', 'golang'],
  java: ['java'],
  javascript: ['javascript', 'js', 'jsx', 'mjs'],
  json: ['json'],
  kotlin: ['kotlin', 'kt'],
  php: ['php'],
  python: ['python', 'py'],
  ruby: ['ruby', 'rb'],
  rust: ['rust', 'rs'],
  sql: ['sql'],
  typescript: ['typescript', 'ts', 'tsx'],
  xml: ['xml', 'html', 'svg'],
  yaml: ['yaml', 'yml'],
};

const languageOf = new Map(
  Object.entries(LANGUAGES).flatMap(([language, names]) => names.map((name) => [name, language])),
);
const highlighters = new Map<string, Highlighter>();

/** Code as HTML, with spans that say what its parts are. Undefined if the language is unknown. */
export function highlighted(code: string, name: string): string | undefined {
  const language = languageOf.get(name.toLowerCase());
  return language === undefined ? undefined : highlighterOf(language).highlight(code, { language }).value;
}

/** Each language knows itself alone: what is shown must not depend on which of them were used before. */
function highlighterOf(language: string): Highlighter {
  const known = highlighters.get(language);
  if (known) return known;
  const made = (load('highlight.js/lib/core') as Highlighter).newInstance();
  made.registerLanguage(language, load(`highlight.js/lib/languages/${language}`));
  highlighters.set(language, made);
  return made;
}
