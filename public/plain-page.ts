import { tryPushSubscription } from './notifications/push.js';
import { startPlainPage } from './plain-page/start-plain-page.js';
import { registerServiceWorker } from './page/register-service-worker.js';
import { actor } from './server/actor.js';

actor.id = startPlainPage();
registerServiceWorker();
tryPushSubscription();
