import { preference } from '../page/preferences.js';
import { actor } from '../server/actor.js';
import { get, post } from '../server/request.js';
import { PREFIX } from '../storage/keys.js';
import { canNotify } from './desktop-notification.js';

/** Whom the push notifications of this browser are for, and its address at the push service, as last told to the server. */
const TOLD = `${PREFIX}push`;
/** Begins what a page sends for somebody without a user. */
const VISITOR = 'none:';

interface Push {
  public_key: string | null;
}

/**
 * Gets push notifications for whoever has allowed notifications. Tells the server once, until somebody else uses the browser: the server
 * sends nothing for a session that has ended, and a device that was removed there stays removed. Does nothing for guests, and where the browser has no push service.
 */
export async function keepPushSubscription(): Promise<void> {
  if (!actor.id || !canNotify() || !('serviceWorker' in navigator) || !('PushManager' in window)) return;
  const told = localStorage.getItem(TOLD)?.split(' ');
  if (told && told[0] !== actor.id) await leave();
  if (actor.id.startsWith(VISITOR)) return;
  if (Notification.permission !== 'granted' || preference('desktop') !== 'on') return;
  const { pushManager } = await navigator.serviceWorker.ready;
  const before = await pushManager.getSubscription();
  if (told?.[0] === actor.id && told[1] === before?.endpoint) return;
  await subscribe(pushManager, before);
}

/** The same, without an error: where there is no push, the page still notifies while it is open. */
export function tryPushSubscription(): void {
  keepPushSubscription().catch(() => undefined);
}

async function subscribe(pushManager: PushManager, before: PushSubscription | null): Promise<void> {
  const { public_key: applicationServerKey } = await get<Push>('/api/push');
  if (!applicationServerKey) return;
  // It may be for another key, or somebody else's.
  await before?.unsubscribe();
  const subscription = await pushManager.subscribe({ userVisibleOnly: true, applicationServerKey });
  const { endpoint, keys } = subscription.toJSON();
  await post('/api/push', { endpoint, p256dh: keys?.['p256dh'], auth: keys?.['auth'] });
  localStorage.setItem(TOLD, `${actor.id} ${endpoint}`);
}

/** Somebody else used this browser: the server has stopped sending, and what the system still shows of theirs goes. */
async function leave(): Promise<void> {
  localStorage.removeItem(TOLD);
  const registration = await navigator.serviceWorker.getRegistration();
  for (const shown of (await registration?.getNotifications()) ?? []) shown.close();
  await (await registration?.pushManager.getSubscription())?.unsubscribe();
}
