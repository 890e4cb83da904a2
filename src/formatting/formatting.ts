import MarkdownIt, { type MarkdownIt as Parser, type Token } from 'markdown-it';
import { useBlockRules } from './block-rules.js';
import { useInlineRules } from './inline-rules.js';
import { linkify } from './linkify.js';
import { renderTokens } from './render-tokens.js';

/** In UTF-16 units. Longer texts, which a setting can allow, have links alone: rules for lists take more than linear time. */
const MAX_FORMATTED = 8000;
/** Something that formatting could mean: a mark in a line, or one at the beginning of a line. */
const MAY_BE_FORMATTED = /[`*_\\]|~~|\]\(|^[ \t]*(?:>|-|\d{1,3}[.)])[ \t]/m;

/** Made for the first text that needs it: that takes longer than the start of the program should. */
let markdown: Parser | undefined;

function makeMarkdown(): Parser {
  const made = new MarkdownIt('zero', { html: false, linkify: false });
  useBlockRules(made);
  useInlineRules(made);
  return made;
}

function tokensOf(text: string): Token[] {
  markdown ??= makeMarkdown();
  return markdown.parse(text, {});
}

/** False for nearly every text that is shown exactly as it was typed. */
export function mayBeFormatted(text: string): boolean {
  return text.length <= MAX_FORMATTED && MAY_BE_FORMATTED.test(text);
}

/** What a message says. */
export interface Formatted {
  html: string;
  /** The text as it was typed, where it cannot be read from the HTML. */
  typed?: string;
}

/** Formats a message's text. A text without marks costs as much as links alone do. */
export function format(text: string): Formatted {
  const plain = linkify(text);
  if (!mayBeFormatted(text)) return { html: plain };
  const html = renderTokens(tokensOf(text));
  return html === plain ? { html } : { html, typed: text };
}

/** A message's text as it is read, without the marks. */
export function shownText(text: string): string {
  return mayBeFormatted(text) ? textOf(tokensOf(text)) : text;
}

function textOf(tokens: readonly Token[]): string {
  const lines = tokens.map(({ type, children, content }) => {
    if (type === 'inline')
      return `${children?.map((one) => (one.nesting === 0 ? one.content : '')).join('')}\n`;
    return type === 'fence' ? content : '';
  });
  return lines.join('').trimEnd();
}

/** A text with spaces in place of its code, where an `@` mentions nobody. */
export function withoutCode(text: string): string {
  if (!text.includes('`') || !mayBeFormatted(text)) return text;
  const lines = text.split('\n');
  for (const { type, map, children } of tokensOf(text)) {
    if (!map) continue;
    const [start, end] = map;
    if (type === 'fence') lines.fill('', start, end);
    if (type === 'inline') {
      const part = lines.slice(start, end).join('\n');
      lines.splice(start, end - start, ...withoutSpans(part, children ?? []).split('\n'));
    }
  }
  return lines.join('\n');
}

function withoutSpans(text: string, tokens: readonly Token[]): string {
  let done = '';
  let rest = text;
  for (const { meta } of tokens) {
    const code = meta?.['typed'];
    const at = typeof code === 'string' ? rest.indexOf(code) : -1;
    if (typeof code !== 'string' || at < 0) continue;
    done += rest.slice(0, at) + code.replace(/[^\n]/g, ' ');
    rest = rest.slice(at + code.length);
  }
  return done + rest;
}
