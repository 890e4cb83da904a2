import { openNotification, showPush, type PushPayload } from './push-notification.js';
import {
  dropOlderPages,
  isOfflineFile,
  keepOfflinePage,
  kept,
  type OfflinePage,
  visit,
} from './offline-page.js';

/** The server writes this line before the script, so a change of the offline page makes a new version of the worker. */
declare const OFFLINE: OfflinePage;
declare const self: ServiceWorkerGlobalScope;

self.addEventListener('install', (event) => {
  // A new version does not wait until all pages of the old one are closed.
  event.waitUntil(Promise.all([keepOfflinePage(OFFLINE), self.skipWaiting()]));
});

self.addEventListener('activate', (event) => {
  const preloading = self.registration.navigationPreload?.enable();
  event.waitUntil(Promise.all([dropOlderPages(OFFLINE), preloading, self.clients.claim()]));
});

// Polls, posts and files go past the worker: only visits to pages are answered here.
self.addEventListener('fetch', (event) => {
  const { request } = event;
  if (request.method !== 'GET') return;
  if (request.mode === 'navigate') event.respondWith(visit(event, OFFLINE));
  else if (isOfflineFile(OFFLINE, request)) event.respondWith(kept(request.url));
});

self.addEventListener('push', (event) => {
  if (event.data)
    event.waitUntil(showPush(self.registration, self.clients, event.data.json() as PushPayload));
});

self.addEventListener('notificationclick', (event) => {
  event.notification.close();
  event.waitUntil(openNotification(self.clients, event.notification));
});
