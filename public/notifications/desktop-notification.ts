/** More of a message would not be shown. */
const MOST_CHARS = 200;

interface DesktopNotification {
  title: string;
  body: string;
  /** A later one with the same tag takes its place. */
  tag: string;
  /** Where a click leads. */
  href: string | undefined;
}

/** Shows a notification of the system, if the person has allowed that. A click opens the room. */
export function desktopNotification({ title, body, tag, href }: DesktopNotification): void {
  if (!canNotify() || Notification.permission !== 'granted') return;
  const { lang } = document.documentElement;
  const shown = tryToNotify(title, { body: body.slice(0, MOST_CHARS), tag, lang, silent: true });
  shown?.addEventListener('click', () => {
    window.focus();
    shown.close();
    if (href && href !== location.href) location.assign(href);
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
