/** Android calls a screen a tablet's from here on (`sw600dp`); below it hardly anybody has a keyboard to hand. */
const TABLET_PX = 600;
/** An on-screen keyboard takes more than this; the bar of shortcuts that an iPad shows for a real one takes 55 px. */
const KEYBOARD_PX = 120;

/** The tallest view at this width: without an on-screen keyboard. */
const tallest = { width: 0, height: 0 };

/**
 * Whether a key means "done": Ctrl or ⌘ with Enter always, Enter alone where there is a Shift key to hold for a new line.
 *
 * @param touch whether a finger is the first pointer of this device
 */
export function isSendKey(event: KeyboardEvent, touch: boolean): boolean {
  if (event.key !== 'Enter' || event.shiftKey || isComposing(event)) return false;
  return event.ctrlKey || event.metaKey || !touch || isFromKeyboard(event);
}

/**
 * Whether a key belongs to an input method: `isComposing` tells so, except in Safari, which ends the composition before
 * the key event and leaves only keyCode 229 (WebKit bug 165004).
 */
export function isComposing(event: KeyboardEvent): boolean {
  return event.isComposing || event.keyCode === 229;
}

/** Remembers how tall the view is while no on-screen keyboard covers it. */
export function watchOnScreenKeyboard(): void {
  window.visualViewport?.addEventListener('resize', look);
  look();
}

function look(): void {
  const { width, height } = view();
  if (width !== tallest.width) Object.assign(tallest, { width, height });
  else tallest.height = Math.max(tallest.height, height);
}

/**
 * No browser says which keyboard a key is of. Keys of Android's on-screen keyboards have no `code`; those of an iPad's do, but
 * such a keyboard takes its place from the view. A fine pointer proves nothing: iPhones claim to have one.
 */
function isFromKeyboard({ code }: KeyboardEvent): boolean {
  const isReal = code === 'Enter' || code === 'NumpadEnter';
  return isReal && isTablet() && tallest.height - view().height < KEYBOARD_PX;
}

function isTablet(): boolean {
  return Math.min(screen.width, screen.height) >= TABLET_PX;
}

/** In CSS pixels, however far one has zoomed in. */
function view() {
  const viewport = window.visualViewport;
  if (!viewport) return { width: innerWidth, height: innerHeight };
  const { width, height, scale } = viewport;
  return { width: Math.round(width * scale), height: height * scale };
}
