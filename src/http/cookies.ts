/** All values of a cookie in a Cookie header, in its order: a browser may send several of one name. */
export function cookieValues(header: string | undefined, name: string): string[] {
  if (header === undefined) return [];
  const values: string[] = [];
  const prefix = `${name}=`;
  for (const pair of header.split(';')) {
    // Only the blanks of RFC 6265: to a browser a name behind any other is another name, which anybody may set.
    const trimmed = pair.replace(/^[ \t]+/, '');
    if (trimmed.startsWith(prefix)) values.push(trimmed.slice(prefix.length));
  }
  return values;
}
