import { openLink } from '../page/elements.js';

/** More of a message would not be shown. */
const MOST_CHARS = 200;

interface DesktopNotification {
  title: string;
  body: string;
  /** A later one with the same tag takes its place. */
  tag: string;
  /** Where a click leads. */
  href: string | undefined;
  seq: number;
}

/**
 * Shows a notification of the system, if the person has allowed that. A click opens the room. Where there is a service worker, it is shown
 * through that: then a push notification takes its place, and Chrome on Android shows it at all.
 */
export async function desktopNotification(shows: DesktopNotification): Promise<void> {
  const { title, body, tag, href, seq } = shows;
  if (!canNotify() || Notification.permission !== 'granted') return;
  const { lang } = document.documentElement;
  const options = { body: body.slice(0, MOST_CHARS), tag, lang, silent: true };
  const registration = await navigator.serviceWorker?.getRegistration();
  if (registration?.active && href) {
    const { pathname, search } = new URL(href);
    return registration.showNotification(title, { ...options, data: { path: pathname + search, seq } });
  }
  const shown = tryToNotify(title, options);
  shown?.addEventListener('click', () => {
    window.focus();
    shown.close();
    if (href && href !== location.href) openLink(href);
  });
}

/** False on plain http://, and in browsers without notifications. */
export function canNotify(): boolean {
  return 'Notification' in window && isSecureContext;
}

function tryToNotify(title: string, options: NotificationOptions): Notification | undefined {
  try {
    return new Notification(title, options);
  } catch {
    // Chrome on Android only lets service workers notify.
    return undefined;
  }
}
