import { watchOnScreenKeyboard } from './composer/send-key.js';
import { Frame } from './frame.js';
import { InPlace } from './navigation/in-place.js';
import { tryPushSubscription } from './notifications/push.js';
import { showLocalTimes } from './page/local-times.js';
import { followKeyboard } from './page/on-screen-keyboard.js';
import { isRoomPage, readPage } from './page/page-data.js';
import { registerServiceWorker } from './page/register-service-worker.js';
import { showCopyButtons } from './plain-page/copy-fields.js';
import { completeNames } from './plain-page/name-completion.js';
import { showNotificationPermission } from './plain-page/notification-permission.js';
import { closeDrawer, closeDrawerWhenLeft } from './rooms/drawer.js';
import { startRoomPage } from './room-page.js';
import { RoomSwitcher } from './rooms/room-switcher.js';

let frame = startPage();
followKeyboard();
watchOnScreenKeyboard();
registerServiceWorker();
new InPlace({
  start: () => (frame = startPage()),
  isSafe: () => frame.isSafe && !frame.who.isLost,
  onFailure: (retry) => {
    closeDrawer();
    frame.banner.notOpened(retry);
  },
  onRefusal: (reason) => frame.banner.show(reason),
}).watch();

/** Starts the page that is in the document: a room, or a page of another kind beside the list of rooms. */
function startPage(): Frame {
  const page = readPage(document);
  const started = new Frame(page);
  new RoomSwitcher(started.strings).watch();
  closeDrawerWhenLeft();
  if (isRoomPage(page)) startRoomPage(started, page);
  else {
    showCopyButtons();
    completeNames();
    showNotificationPermission();
    showLocalTimes();
    started.start();
  }
  tryPushSubscription();
  return started;
}
