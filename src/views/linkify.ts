import { LinkifyIt } from 'linkify-it';

const MAX_LINK = 2000;
const links = new LinkifyIt({ maxLength: MAX_LINK });

/** Where a web address may begin: not inside a word or another address. Chinese puts no space before it. */
const START = /(?<![\w:@/.%+-])(?:(https?:)\/\/|www\.)/gi;

const ESCAPES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

function escape(text: string): string {
  return text.replace(/[&<>"']/g, (character) => ESCAPES[character] as string);
}

/** The end of the address that begins at `start`, or `start` where there is none. */
function endOfLink(text: string, start: number, scheme: string | undefined): number {
  const end = scheme
    ? start + scheme.length + links.testSchemaAt(text, scheme.toLowerCase(), start + scheme.length)
    : start + links.testSchemaAt(`//${text.slice(start, start + MAX_LINK)}`, 'http:', 0) - 2;
  // "http://bank.example:x@evil.example": the part before the @ is a name, and linking it alone would mislead.
  const isLink = end > start + (scheme?.length ?? 0) && text[end] !== '@' && text[end] !== ':';
  return isLink ? end : start;
}

/** Text as HTML: everything escaped, web addresses (http, https, `www.`) made links, and nothing else. */
export function linkify(text: string): string {
  let html = '';
  let done = 0;
  for (const match of text.matchAll(START)) {
    if (match.index < done) continue;
    const end = endOfLink(text, match.index, match[1]);
    if (end === match.index) continue;
    const shown = text.slice(match.index, end);
    html += escape(text.slice(done, match.index));
    html += `<a href="${escape(match[1] ? shown : `http://${shown}`)}" target="_blank" rel="noopener noreferrer nofollow ugc">${escape(shown)}</a>`;
    done = end;
  }
  return html + escape(text.slice(done));
}
