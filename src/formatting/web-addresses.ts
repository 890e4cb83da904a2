import { isIPv6 } from 'node:net';

/** Longer texts are not addresses: servers and browsers refuse them, and a part would lead elsewhere. */
const MAX_ADDRESS_CHARS = 2000;
/** Limit of the DNS. */
const MAX_HOST_CHARS = 253;

/** A web address (http, https, `www.`) within a text. */
export interface WebAddress {
  start: number;
  end: number;
  href: string;
}

/** Where an address may begin: not inside a word, a mail address or another address. */
const START =
  /(?<!(?:javascript|vbscript|data|blob|file|filesystem|intent|jar|view-source):)(?:(?<![a-z@/%]|[a-z\d][+-])(https?:)\/\/|(?<![a-z\d@/%.+-])www\.)/gi;

const LABEL = /[\p{L}\p{N}_][\u200c-\u200d\p{L}\p{N}\p{M}_-]*/uy;
const DOT_AND_LABEL = /\.[\p{L}\p{N}_]/uy;
const IPV4 = /\d{1,3}(?:\.\d{1,3}){3}(?![\w-]|\.\w)/y;
const IPV6 = /\[([\da-f:.]{2,45})\]/iy;
const PORT = /:\d{1,5}(?![\da-z])/iy;
/** Makes the host before it a user name (RFC 3986, 3.2.1). */
const USER_INFO = /(?::[\w.~!$&'()*+,;=:%-]{0,64}|[\w.~%-]{0,64})@/y;
const TOP_LEVEL = /^[a-z]{2,}$/i;
/** The text continues without a separator. */
const RUNS_ON = /[^\0-\x7f\p{Z}\p{P}\p{Cc}]/uy;
/**
 * Between two letters or digits these belong to a name, as in titles of Wikipedia; elsewhere they end the
 * address.
 */
const PATH_END =
  /(?:[\s"<>\\`]|(?![·‧・–‐‑][\p{L}\p{N}])[^\0-\x7f\P{P}]|[\p{Z}\p{Cc}＄＋＜＝＞＾｀｜～\u061c\u200b\u200e\u200f\u2060-\u206f\ufeff]|(?<![\w/=?&#:@+.-])(?:https?:\/\/|www\.)|$)/giu;
/**
 * As in "extended autolinks" of GitHub Flavored Markdown (6.9), and what else ends a clause, a quotation or a
 * cell.
 */
const TRAILING = /[.,:;!?*_~'|]/;
const TRAILING_ENTITY = /&(?:lt|gt|amp|quot|apos|nbsp|#39|#34|#x27);$/i;
/** Bounds the search for brackets that are never closed. */
const MAX_OPEN = 8;
const CLOSING: Record<string, string> = { '(': ')', '[': ']', '{': '}' };

/** All addresses of a text, in order, in linear time (docs/decisions/0021). */
export function webAddresses(text: string): WebAddress[] {
  return addressLike(text).filter(({ isAddress, href }) => isAddress && isUrl(href));
}

/**
 * Everything that begins like an address, including what is not one because it is too long or contains a user
 * name.
 */
export function addressLike(text: string): (WebAddress & { isAddress: boolean })[] {
  const found: (WebAddress & { isAddress: boolean })[] = [];
  let done = 0;
  let runEnd = 0;
  for (const { index: start, 0: beginning, 1: scheme } of text.matchAll(START)) {
    if (start < done) continue;
    const { end, isAddress, ...looked } = addressAt(text, start, start + beginning.length, runEnd);
    done = end;
    runEnd = looked.runEnd ?? runEnd;
    const shown = text.slice(start, end);
    found.push({ start, end, href: scheme ? shown : `http://${shown}`, isAddress });
  }
  return found;
}

/** Node 20's compiled `URL.canParse` reads `ü` as broken UTF-8 and refuses it. */
function isUrl(href: string): boolean {
  try {
    return new URL(href).href !== '';
  } catch {
    return false;
  }
}

interface Looked {
  /** The end of the address; if it is not one, the end of the text examined. */
  end: number;
  isAddress: boolean;
  /** No address can continue beyond this. */
  runEnd?: number;
}

/** @param knownRunEnd of an earlier address, so that the same text is not searched again */
function addressAt(text: string, start: number, from: number, knownRunEnd: number): Looked {
  const { end: host, isHost } = hostAt(text, from);
  const user = text.slice(host, host + 66).includes('@') ? matchEnd(USER_INFO, text, host) : undefined;
  if (user !== undefined) return { end: user, isAddress: false };
  if (!isHost || text.startsWith('://', host)) return { end: host, isAddress: false };
  const path = matchEnd(PORT, text, host) ?? host;
  if (!/[/?#]/.test(text.charAt(path))) return { end: path, isAddress: true };
  const runEnd = path < knownRunEnd ? knownRunEnd : indexOf(PATH_END, text, path);
  const end = withoutTrailing(text, path, balancedEnd(text, path, runEnd));
  const isAddress = end - start <= MAX_ADDRESS_CHARS;
  return { end: isAddress ? end : runEnd, isAddress, runEnd };
}

function hostAt(text: string, from: number): { end: number; isHost: boolean } {
  const number = matchEnd(IPV4, text, from);
  if (number !== undefined) return { end: number, isHost: true };
  const bracket = matchEnd(IPV6, text, from);
  if (bracket !== undefined) return { end: bracket, isHost: isIPv6(text.slice(from + 1, bracket - 1)) };
  const { end, labels } = labelsEnd(text, from);
  const isOneWord = labels === 1 && text.slice(from, end).toLowerCase() !== 'localhost';
  const runsOn = isOneWord && matchEnd(RUNS_ON, text, end) !== undefined;
  return { end, isHost: end > from && end - from <= MAX_HOST_CHARS && !runsOn };
}

/**
 * Chinese and other scripts put no space after an address. If a label changes to another script, the host
 * ends there if no dot follows or if the part before may be a top-level domain; otherwise the label mixes
 * scripts.
 */
function labelsEnd(text: string, from: number): { end: number; labels: number } {
  let [at, labels] = [from, 0];
  for (;;) {
    const end = matchEnd(LABEL, text, at) ?? at;
    if (end > at) labels++;
    const label = text.slice(at, end);
    const goesOn = matchEnd(DOT_AND_LABEL, text, end) !== undefined && end - from <= MAX_HOST_CHARS;
    const own = ownScript(label);
    if (own < label.length && (!goesOn || (labels > 1 && TOP_LEVEL.test(label.slice(0, own)))))
      return { end: at + own, labels };
    if (!goesOn) return { end: at + label.replace(/[-_\u200c\u200d]{1,9}$/, '').length, labels };
    at = end + 1;
  }
}

/** The length of the beginning of a label that is of one script, ignoring digits and signs. */
function ownScript(label: string): number {
  let [own, at] = ['', 0];
  for (const char of label) {
    const script = scriptOf(char);
    if (script !== '' && own !== '' && script !== own) return at;
    own ||= script;
    at += char.length;
  }
  return at;
}

function scriptOf(char: string): string {
  if (!/\p{L}/u.test(char)) return '';
  if (/\p{Script=Latin}/u.test(char)) return 'Latin';
  if (/[\p{scx=Han}\p{scx=Hiragana}\p{scx=Katakana}\p{scx=Bopomofo}]/u.test(char)) return 'Han and kana';
  return /\p{Script=Hangul}/u.test(char) ? 'Hangul' : 'other';
}

/**
 * Where brackets end an address: at the first one without a counterpart, or, if more than MAX_OPEN are open,
 * at the outermost of them; else at `end`.
 */
function balancedEnd(text: string, from: number, end: number): number {
  const open: { at: number; closing: string }[] = [];
  for (let at = from; at < end; at++) {
    const char = text.charAt(at);
    if (open.length > MAX_OPEN) break;
    if (char in CLOSING) open.push({ at, closing: CLOSING[char] as string });
    else if (')]}'.includes(char) && open.pop()?.closing !== char) return open[0]?.at ?? at;
  }
  return open[0]?.at ?? end;
}

function withoutTrailing(text: string, from: number, end: number): number {
  for (; end > from && TRAILING.test(text.charAt(end - 1)); end--) {
    const entity = TRAILING_ENTITY.exec(text.slice(Math.max(from, end - 8), end));
    if (entity) end -= entity[0].length - 1;
  }
  return end;
}

function indexOf(pattern: RegExp, text: string, at: number): number {
  pattern.lastIndex = at;
  return pattern.exec(text)?.index ?? text.length;
}

/** The end of a match of a sticky pattern at `at`. */
function matchEnd(pattern: RegExp, text: string, at: number): number | undefined {
  pattern.lastIndex = at;
  return pattern.test(text) ? pattern.lastIndex : undefined;
}
