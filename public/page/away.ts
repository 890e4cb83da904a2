/** True if nobody looks at the page. */
export function isAway(): boolean {
  return document.hidden || !document.hasFocus();
}
