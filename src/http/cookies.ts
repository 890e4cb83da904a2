/** All values of a cookie in a Cookie header, in order: a browser may send several of one name. */
export function cookieValues(header: string | undefined, name: string): string[] {
  if (header === undefined) return [];
  const values: string[] = [];
  const prefix = `${name}=`;
  for (let from = 0, to = 0; to < header.length; from = to + 1) {
    to = header.indexOf(';', from);
    if (to < 0) to = header.length;
    // Only the blanks of RFC 6265: a browser considers a name after any other blank a different name, which
    // anybody may set.
    while (header[from] === ' ' || header[from] === '\t') from++;
    if (header.startsWith(prefix, from)) values.push(header.slice(from + prefix.length, to));
  }
  return values;
}
