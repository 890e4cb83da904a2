import { tryPushSubscription } from './notifications/push.js';
import { startPlainPage } from './plain-page/start-plain-page.js';
import { registerServiceWorker } from './page/register-service-worker.js';
import { showCopyButtons } from './plain-page/copy-fields.js';
import { completeNames } from './plain-page/name-completion.js';
import { showNotificationPermission } from './plain-page/notification-permission.js';
import { actor } from './server/actor.js';

actor.id = startPlainPage();
showCopyButtons();
completeNames();
showNotificationPermission();
registerServiceWorker();
tryPushSubscription();
