/** As the server sends it: see `src/push/push-text.ts`. */
export interface PushPayload {
  title: string;
  body: string;
  lang: string;
  /** A later notification of the same room takes the place of an earlier one. */
  room: string;
  seq: number;
  path: string;
}

/** Of no version: then the present one is answered. */
const ICON = '/assets/0/icon-192.png';

interface Page {
  url: string;
  focused: boolean;
  focus: () => Promise<unknown>;
  navigate: (path: string) => Promise<unknown>;
}

/** The open pages: the part of `Clients` that is used here. */
export interface Pages {
  matchAll: (options: { type: 'window'; includeUncontrolled?: boolean }) => Promise<readonly Page[]>;
  openWindow: (path: string) => Promise<unknown>;
}

/** Shows it, unless the person is looking at the room. If a page has shown the same or more, that stays: browsers want to see something for each push. */
export async function showPush(registration: ServiceWorkerRegistration, clients: Pages, push: PushPayload) {
  const { title, body, lang, room: tag, seq, path } = push;
  const windows = await clients.matchAll({ type: 'window', includeUncontrolled: true });
  if (windows.some(({ focused, url }) => focused && isRoomPage(url, path))) return;
  const data = { path, seq };
  const [before] = await registration.getNotifications({ tag });
  const shown = before && before.data?.seq >= seq ? before : { title, body, lang, data };
  const options = {
    body: shown.body,
    lang: shown.lang,
    data: shown.data,
    tag,
    icon: ICON,
    silent: shown === before,
  };
  await registration.showNotification(shown.title, options);
}

/** Leads to the room: in the tab that shows it, else in another that shows a room, else in a new one. */
export async function openNotification(clients: Pages, { data }: Notification): Promise<void> {
  const { path } = data as { path: string };
  const windows = await clients.matchAll({ type: 'window' });
  const there = windows.find(({ url }) => isRoomPage(url, path));
  if (there) return void (await there.focus());
  // A form elsewhere may be half filled in.
  const other = windows.find(({ url }) => ['/', '/room'].includes(new URL(url).pathname));
  if (!other) return void (await clients.openWindow(path));
  await other.focus();
  await other.navigate(path);
}

function isRoomPage(url: string, path: string): boolean {
  return roomOf(new URL(url)) === roomOf(new URL(path, url));
}

/** The room that a page shows; undefined if it shows none. */
function roomOf({ pathname, searchParams }: URL): string | undefined {
  if (pathname === '/') return 'lobby';
  return pathname === '/room' ? (searchParams.get('room') ?? 'lobby') : undefined;
}
