import { watchForWake } from './page.js';
import { actor, csrfToken } from './request.js';

/**
 * Sees to it that a page that is put away, woken, or left does so in good order.
 *
 * @param {PageLifeParts} parts
 */
export function watchLife({ who, poll, sendAll, showLetters, isSafe }) {
  watchForWake(() => {
    poll.wake();
    sendAll();
  });
  window.addEventListener('offline', () => poll.doubt());
  window.addEventListener('pagehide', () => poll.stop());
  window.addEventListener('pageshow', ({ persisted }) => {
    if (!persisted || who.isLost) return;
    void who.look();
    poll.start();
    // Nobody told a page that was put away.
    showLetters();
  });
  window.addEventListener('beforeunload', (event) => {
    if (!isSafe()) event.preventDefault();
  });
  document.addEventListener('submit', ({ target }) => target instanceof HTMLFormElement && renew(target));
}

/**
 * A form that leaves the page carries the token as it is now, and acts for whom the page acts for by now.
 *
 * @param {HTMLFormElement} form
 */
function renew(form) {
  for (const [name, value] of Object.entries({ _xsrf: csrfToken(), acting_as: actor.id })) {
    const hidden = form.elements.namedItem(name);
    if (hidden instanceof HTMLInputElement) hidden.value = value;
  }
}
