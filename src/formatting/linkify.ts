import { webAddresses } from './web-addresses.js';

const ESCAPES: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

export function escape(text: string): string {
  return text.replace(/[&<>"']/g, (character) => ESCAPES[character] as string);
}

/** The start tag of a link that somebody typed. */
export function linkTo(href: string): string {
  return `<a href="${escape(href)}" target="_blank" rel="noopener noreferrer nofollow ugc">`;
}

/** Escapes a text as HTML and makes its web addresses (http, https, `www.`) links, nothing else. */
export function linkify(text: string): string {
  let html = '';
  let done = 0;
  for (const { start, end, href } of webAddresses(text)) {
    html += escape(text.slice(done, start));
    html += `${linkTo(href)}${escape(text.slice(start, end))}</a>`;
    done = end;
  }
  return html + escape(text.slice(done));
}
