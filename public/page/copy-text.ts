/**
 * Copies the text of a box, which gets the focus, also on plain http://, where there is no `navigator.clipboard`.
 *
 * @returns false if the browser refuses; the text stays selected, to be copied by hand
 */
export async function copyText(box: HTMLInputElement | HTMLTextAreaElement): Promise<boolean> {
  box.focus();
  box.select();
  try {
    await navigator.clipboard.writeText(box.value);
    return true;
  } catch {
    return document.execCommand('copy');
  }
}
