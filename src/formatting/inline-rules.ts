import type { MarkdownIt, ParserInline, StateInline } from 'markdown-it';
import { type WebAddress, addressLike, webAddresses } from './web-addresses.js';

type InlineRule = ReturnType<ParserInline['ruler']['getRules']>[number];

/** Begins something other than text. */
const MARK = /[`*_~[\\]/g;
/** A backslash before one of these makes it text. */
const ESCAPED = /[`*_~[\]>-]/;
const LABEL = /\[((?:[^[\]\\]|\\.){1,500})\]\(/suy;
/** What a bare address loses at its end, it keeps in brackets. */
const REST = /([.,:;!?*_~'|]*)\)/y;
const MAIL = /(mailto:[\w.+-]{1,64}@(?:[a-z\d-]{1,63}\.){1,8}[a-z\d-]{1,63})\)/iy;
/** Scripts without spaces between words, and their punctuation. */
const UNSPACED = /[\p{scx=Han}\p{scx=Hiragana}\p{scx=Katakana}\p{scx=Hangul}\p{scx=Thai}]/u;

/** The addresses of a text, each once, in order. */
class Addresses {
  static readonly #of = new WeakMap<StateInline, Addresses>();
  readonly #found: WebAddress[];
  #next = 0;

  private constructor(text: string) {
    this.#found = webAddresses(text);
  }

  static in(state: StateInline): Addresses {
    const known = Addresses.#of.get(state) ?? new Addresses(state.src);
    Addresses.#of.set(state, known);
    return known;
  }

  /** The first that begins at `at` or later. It never goes back. */
  from(at: number): WebAddress | undefined {
    while ((this.#found[this.#next]?.start ?? at) < at) this.#next++;
    return this.#found[this.#next];
  }
}

function pushLink(state: StateInline, href: string, content: () => void): void {
  state.push('link_open', 'a', 1).attrs = [['href', href]];
  content();
  state.push('link_close', 'a', -1);
}

/** Text, with its line breaks and spaces, up to a mark; bare addresses are links. */
const text: InlineRule = (state) => {
  const { pos, posMax, src } = state;
  const address = Addresses.in(state).from(pos);
  if (address?.start === pos) {
    pushLink(state, address.href, () => (state.push('text', '', 0).content = src.slice(pos, address.end)));
    state.pos = address.end;
    return true;
  }
  MARK.lastIndex = pos;
  state.pos = Math.min(MARK.exec(src)?.index ?? posMax, address?.start ?? posMax, posMax);
  state.pending += src.slice(pos, state.pos);
  return state.pos > pos;
};

const escape: InlineRule = (state) => {
  const { pos, src } = state;
  const next = src.charAt(pos + 1);
  if (src.charAt(pos) !== '\\' || !ESCAPED.test(next) || pos + 1 >= state.posMax) return false;
  // ¯\_(ツ)_/¯ keeps its arm.
  state.pending += src.charAt(pos - 1) === '¯' ? `\\${next}` : next;
  state.pos += 2;
  return true;
};

/** As in markdown-it, but with its line breaks. `meta`: with its backticks. */
const codeBy =
  (backticks: InlineRule): InlineRule =>
  (state, silent) => {
    const { pos, src, tokens } = state;
    if (!backticks(state, silent)) return false;
    const token = tokens.at(-1);
    if (token?.type !== 'code_inline' || token.meta) return true;
    token.meta = { typed: src.slice(pos, state.pos) };
    const { length } = token.markup;
    const inside = src.slice(pos + length, state.pos - length);
    const isPadded = inside.startsWith(' ') && inside.endsWith(' ') && inside.trim() !== '';
    token.content = isPadded ? inside.slice(1, -1) : inside;
    return true;
  };

/**
 * `[text](address)`. The address is one that would be a link by itself, or `mailto:`. It is no link if the text looks like an address, because
 * the two may differ. Behind a `!` it would be an image, and stays text.
 */
const link: InlineRule = (state) => {
  const { pos, posMax, src } = state;
  LABEL.lastIndex = pos;
  const [all = '', label = ''] = LABEL.exec(src) ?? [];
  const start = pos + all.length;
  if (!all || start >= posMax || src.charAt(pos - 1) === '!' || addressLike(label).length > 0) return false;
  const target = targetAt(state, start);
  if (!target) return false;
  pushLink(state, target.href, () => {
    Object.assign(state, { pos: pos + 1, posMax: pos + 1 + label.length });
    state.md.inline.tokenize(state);
  });
  Object.assign(state, { pos: target.end, posMax });
  return true;
};

/** The target of a link, and where the bracket after it ends. */
function targetAt(state: StateInline, start: number): { href: string; end: number } | undefined {
  MAIL.lastIndex = start;
  const mail = MAIL.exec(state.src)?.[1];
  if (mail) return { href: mail, end: start + mail.length + 1 };
  const address = Addresses.in(state).from(start);
  if (address?.start !== start) return undefined;
  REST.lastIndex = address.end;
  const [rest, kept = ''] = REST.exec(state.src) ?? [];
  return rest === undefined ? undefined : { href: address.href + kept, end: REST.lastIndex };
}

/** Inside a word, `*` and `~~` mean themselves, as in 2*3*4. Words that no spaces surround may have them at both ends. */
function useUnspacedWords(md: MarkdownIt): void {
  md.inline.State = class extends md.inline.State {
    override scanDelims(start: number, canSplitWord: boolean) {
      const scanned = super.scanDelims(start, false);
      if (!canSplitWord) return scanned;
      const [before, after] = [this.src.charAt(start - 1), this.src.charAt(start + scanned.length)];
      scanned.can_open ||= UNSPACED.test(before) && /\S/.test(after);
      scanned.can_close ||= UNSPACED.test(after) && /\S/.test(before);
      return scanned;
    }
  };
}

/** Code, emphasis, struck text and links; nothing else. */
export function useInlineRules(md: MarkdownIt): void {
  const { ruler } = md.inline;
  ruler.at('text', text);
  ruler.at('escape', escape);
  ruler.enableOnly(['backticks']);
  ruler.at('backticks', codeBy(ruler.getRules('')[0] as InlineRule));
  ruler.at('link', link);
  ruler.enableOnly(['text', 'escape', 'backticks', 'strikethrough', 'emphasis', 'link']);
  md.inline.ruler2.enableOnly(['balance_pairs', 'strikethrough', 'emphasis', 'fragments_join']);
  useUnspacedWords(md);
}
