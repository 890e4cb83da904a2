/** All values of a cookie in a Cookie header, in its order: a browser may send several of one name. */
export function cookieValues(header: string | undefined, name: string): string[] {
  if (header === undefined) return [];
  const values: string[] = [];
  const prefix = `${name}=`;
  for (const pair of header.split(';')) {
    const trimmed = pair.trim();
    if (trimmed.startsWith(prefix)) values.push(trimmed.slice(prefix.length));
  }
  return values;
}
