import { button, element } from './page.js';
import { RequestError } from './request.js';

const PATIENCE_MS = 5000;

/** Says that the connection is lost, but only once it really is: short trouble is nobody's business. */
export class Banner {
  #place;
  #strings;
  #onRetry;
  /** Read out once; seconds that pass are not for a screen reader. */
  #countdown = element('span');
  #retryAt = 0;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #patience;
  /** @type {ReturnType<typeof setInterval> | undefined} */
  #clock;

  /**
   * @param {HTMLElement} place
   * @param {Strings} strings
   * @param {() => void} onRetry
   */
  constructor(place, strings, onRetry) {
    this.#place = place;
    this.#strings = strings;
    this.#onRetry = onRetry;
    this.#countdown.setAttribute('aria-hidden', 'true');
  }

  /** @param {(string | Node)[]} what */
  show(...what) {
    this.#place.hidden = false;
    this.#place.replaceChildren(...what);
  }

  /** @param {number} retryAt when the server is asked again, by `Date.now()`; 0 while it is asked */
  trouble(retryAt) {
    this.#retryAt = retryAt;
    this.#patience ??= setTimeout(() => this.#showTrouble(), PATIENCE_MS);
    this.#count();
  }

  well() {
    clearTimeout(this.#patience);
    clearInterval(this.#clock);
    this.#patience = this.#clock = undefined;
    this.#place.hidden = true;
    this.#place.replaceChildren();
  }

  #showTrouble() {
    const retry = button(this.#strings.t('browser.retryNow'), this.#onRetry);
    this.show(this.#strings.t('browser.trouble'), this.#countdown, retry);
    this.#clock = setInterval(() => this.#count(), 1000);
    this.#count();
  }

  #count() {
    const count = Math.ceil((this.#retryAt - Date.now()) / 1000);
    this.#countdown.textContent = count > 0 ? this.#strings.t('browser.retryIn', { count }) : '';
  }
}

/** Counts what arrived out of sight, and leads there. */
export class Pill {
  #button;
  #strings;
  #count = 0;

  /**
   * @param {HTMLButtonElement} place
   * @param {Strings} strings
   * @param {() => void} onClick
   */
  constructor(place, strings, onClick) {
    this.#button = place;
    this.#strings = strings;
    place.addEventListener('click', onClick);
  }

  /** @param {number} count */
  add(count) {
    this.#set(this.#count + count);
  }

  clear() {
    if (this.#count > 0) this.#set(0);
  }

  /** @param {number} count */
  #set(count) {
    this.#count = count;
    this.#button.hidden = count === 0;
    this.#button.textContent = this.#strings.t('browser.newMessages', { count });
  }
}

/**
 * What a page says that acts for nobody any more, and how to go on. What stands in its box stays.
 *
 * @param {{ now: Person | null, was: Person | null, guestsEnter: boolean }} change
 * @param {Strings} strings
 * @returns {(string | Node)[]}
 */
export function partingWords({ now, was, guestsEnter }, strings) {
  if (now) {
    const { name } = now;
    return [strings.t('browser.nowOther', { name }), button(strings.t('browser.goOnAs', { name }), loadAnew)];
  }
  const here = encodeURIComponent(location.pathname + location.search);
  const signIn = button(strings.t('browser.signIn'), () => location.assign(`/sign-in?next=${here}`));
  const goOn = guestsEnter ? [button(strings.t('browser.goOn'), loadAnew)] : [];
  return [strings.t(was ? 'browser.signedOut' : 'browser.visitOver'), ...(was ? [signIn] : []), ...goOn];
}

function loadAnew() {
  location.reload();
}

/**
 * Why something failed, in the reader's words.
 *
 * @param {Strings} strings
 */
export function reasonIn(strings) {
  /** @param {unknown} error */
  return (error) => {
    if (!(error instanceof RequestError) || error.status === 0) return strings.t('browser.offline');
    if (error.code === 'NOT_FOUND') return strings.t('browser.gone');
    if (error.detail) return error.detail;
    return strings.t(error.status < 429 ? 'browser.refused' : 'browser.busy');
  };
}
