/** In UTC: without scripts a page does not know the reader's time zone. */
export function utcTime(ms: number): { iso: string; shown: string } {
  const iso = new Date(ms).toISOString();
  return { iso, shown: `${iso.slice(0, 10)} ${iso.slice(11, 16)} UTC` };
}
