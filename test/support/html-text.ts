const CHARACTERS: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"' };

/** What a reader sees of escaped text. */
export function unescapeHtml(html: string): string {
  return html.replace(
    /&(?:#x([0-9a-f]+)|#(\d+)|(\w+));/gi,
    (all, hex?: string, decimal?: string, name?: string) => {
      if (name !== undefined) return CHARACTERS[name] ?? all;
      return String.fromCodePoint(hex === undefined ? Number(decimal) : Number.parseInt(hex, 16));
    },
  );
}

/** The text of the first element that begins with this tag and holds no other; throws where there is none. */
export function textIn(html: string, openingTag: string): string {
  const start = html.indexOf(openingTag);
  if (start < 0) throw new Error(`no ${openingTag}`);
  const inner = html.slice(start + openingTag.length).split('</', 1)[0] ?? '';
  if (inner.includes('<')) throw new Error(`markup in ${openingTag}: ${inner}`);
  return unescapeHtml(inner);
}
