/**
 * 128 random bits, in the alphabet of client ids. `crypto.randomUUID` does not exist on plain http:// pages.
 */
export function newId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}
