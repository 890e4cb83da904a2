/** Replaces a part of a box's text, as if it were typed: it can be undone, and the box hears of it. */
export function insertText(box: HTMLTextAreaElement, text: string, start: number, end: number): void {
  box.focus({ preventScroll: true });
  box.setSelectionRange(start, end);
  // Deprecated, but nothing else keeps the history of changes.
  if (document.execCommand('insertText', false, text)) return;
  box.setRangeText(text, start, end, 'end');
  box.dispatchEvent(new Event('input', { bubbles: true }));
}
