import { listen, pageSignal } from './page/page-scope.js';
import type { CurrentUser } from './identity/current-user.js';
import type { SharedPoll } from './poll/shared-poll.js';

const LONG_AWAY_MS = 10_000;

interface PageLifecycleParts {
  who: CurrentUser;
  poll: SharedPoll;
  sendAll: () => void;
  showPending: () => void;
  /** True if leaving the page loses nothing. */
  isSafe: () => boolean;
}

/**
 * Calls back when this page may have missed something: the network returned, or the page became visible after
 * a while (a sleeping machine drops its connections silently).
 */
export function watchForWake(onWake: () => void): void {
  let hiddenAt = Date.now();
  listen(window, 'online', onWake);
  listen(window, 'pageshow', (event) => event.persisted && onWake());
  listen(document, 'visibilitychange', () => {
    if (document.hidden) hiddenAt = Date.now();
    else if (Date.now() - hiddenAt > LONG_AWAY_MS) onWake();
  });
}

/** Handles the page being frozen, woken and left. */
export function watchPageLifecycle({ who, poll, sendAll, showPending, isSafe }: PageLifecycleParts): void {
  watchForWake(() => {
    poll.wake();
    sendAll();
  });
  listen(window, 'offline', () => poll.doubt());
  listen(window, 'pagehide', () => poll.stop());
  pageSignal().addEventListener('abort', () => poll.stop());
  listen(window, 'pageshow', ({ persisted }) => {
    if (!persisted || who.isLost) return;
    void who.check();
    poll.start();
    // A frozen page was told of no changes.
    showPending();
  });
  listen(window, 'beforeunload', (event) => {
    if (!isSafe()) event.preventDefault();
  });
}
