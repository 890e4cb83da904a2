import { canNotify } from '../notifications/desktop-notification.js';
import { tryPushSubscription } from '../notifications/push.js';

/** Says on the page of settings whether this browser lets the chat notify, and lets a person allow it. */
export function showNotificationPermission(): void {
  const places = document.querySelectorAll<HTMLElement>('[data-permission]');
  const show = (): void => {
    const permission = canNotify() ? Notification.permission : 'none';
    for (const place of places) place.hidden = place.dataset['permission'] !== permission;
  };
  for (const place of places)
    if (place instanceof HTMLButtonElement)
      place.addEventListener(
        'click',
        () => void Notification.requestPermission().then(show).then(tryPushSubscription),
      );
  if (places.length > 0) show();
}
