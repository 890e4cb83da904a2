import { enterBeginsLine } from '../page/preferences.js';

/**
 * Android calls a screen a tablet from this width on (`sw600dp`); smaller devices hardly ever have a real
 * keyboard.
 */
const TABLET_PX = 600;
/**
 * An on-screen keyboard is taller than this; the shortcut bar that an iPad shows with a real keyboard is 55
 * px.
 */
const KEYBOARD_PX = 120;

/** The tallest view at this width, which is the one without an on-screen keyboard. */
const tallest = { width: 0, height: 0 };

/**
 * True if a key sends the message: Ctrl or ⌘ with Enter always, Enter alone if the writer does not prefer a new line, on
 * devices whose keyboard has a Shift key for one.
 *
 * @param touch true if touch is the device's primary pointer
 */
export function isSendKey(event: KeyboardEvent, touch: boolean): boolean {
  if (event.key !== 'Enter' || event.shiftKey || isComposing(event)) return false;
  return event.ctrlKey || event.metaKey || (!enterBeginsLine() && (!touch || isFromKeyboard(event)));
}

/**
 * True if a key belongs to an input method. `isComposing` says so, except in Safari, which ends the
 * composition before the key event and leaves only keyCode 229 (WebKit bug 165004).
 */
export function isComposing(event: KeyboardEvent): boolean {
  return event.isComposing || event.keyCode === 229;
}

/** Records the height of the view while no on-screen keyboard covers it. */
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
 * Browsers do not tell which keyboard a key comes from. Keys of Android's on-screen keyboards have no `code`;
 * those of an iPad's do, but that keyboard shrinks the view. A fine pointer proves nothing: iPhones claim to
 * have one.
 */
function isFromKeyboard({ code }: KeyboardEvent): boolean {
  const isReal = code === 'Enter' || code === 'NumpadEnter';
  return isReal && isTablet() && tallest.height - view().height < KEYBOARD_PX;
}

function isTablet(): boolean {
  return Math.min(screen.width, screen.height) >= TABLET_PX;
}

/** In CSS pixels, independent of zoom. */
function view() {
  const viewport = window.visualViewport;
  if (!viewport) return { width: innerWidth, height: innerHeight };
  const { width, height, scale } = viewport;
  return { width: Math.round(width * scale), height: height * scale };
}
