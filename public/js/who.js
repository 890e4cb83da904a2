import { RequestError, actor, whoAmI } from './request.js';

/** After the end of a session, for the cookie of the next to arrive: somebody has signed up, or changed their password. */
const SETTLED_AFTER_MS = 1500;
const AGAIN_AFTER_MS = 5000;

/**
 * Who the page acts for. Every request says so; when the server answers that the session is somebody else's, or over, the page asks
 * for nothing more until whoever uses the browser has chosen, or is who they were again.
 */
export class Who {
  #me;
  #on;
  #isLost = false;
  /** @type {Promise<boolean> | undefined} */
  #looking;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #timer;

  /**
   * @param {{ actingAs: string, me: Person | null }} page
   * @param {WhoEvents} on
   */
  constructor({ actingAs, me }, on) {
    this.#me = me;
    this.#on = on;
    actor.id = actingAs;
    actor.onRefused = (error) => this.#refused(error);
    for (const type of ['focus', 'pageshow']) window.addEventListener(type, () => this.#lookAgain());
    document.addEventListener('visibilitychange', () => this.#lookAgain());
  }

  /** @returns {Person | null} null of a visitor who has written nothing yet */
  get me() {
    return this.#me;
  }

  get isLost() {
    return this.#isLost;
  }

  /**
   * The server told what they are called, or that a visitor is somebody now.
   *
   * @param {Person} me
   */
  meet(me) {
    const before = this.#me;
    if (before?.id === me.id && before.name === me.name) return;
    this.#me = me;
    actor.id = me.id;
    this.#on.met(me, before);
  }

  /**
   * Asks the server who the session is of.
   *
   * @returns {Promise<boolean>} whether it is who the page acts for
   */
  look() {
    clearTimeout(this.#timer);
    this.#looking ??= this.#ask().finally(() => (this.#looking = undefined));
    return this.#looking;
  }

  async #ask() {
    try {
      const { id, name } = await whoAmI();
      this.#found();
      if (id !== null) this.meet({ id, name });
      return true;
    } catch (error) {
      if (isRefusal(error)) this.#lose(error);
      else if (actor.refusal) this.#lookIn(AGAIN_AFTER_MS);
      return false;
    }
  }

  #lookAgain() {
    if (this.#isLost && !document.hidden) void this.look();
  }

  /** @param {number} ms */
  #lookIn(ms) {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.look(), ms);
  }

  /** @param {RequestError} error */
  #refused(error) {
    if (this.#isLost) return;
    if (error.code === 'IDENTITY_CHANGED') return this.#lose(error);
    // Perhaps it goes on under another id.
    actor.refusal = error;
    this.#lookIn(SETTLED_AFTER_MS);
  }

  /** @param {RequestError} error */
  #lose(error) {
    actor.refusal = error;
    this.#isLost = true;
    this.#on.lost(error.me, this.#me);
  }

  #found() {
    if (!actor.refusal) return;
    actor.refusal = undefined;
    const wasLost = this.#isLost;
    this.#isLost = false;
    this.#on.found(wasLost);
  }
}

/**
 * @param {unknown} error
 * @returns {error is RequestError}
 */
function isRefusal(error) {
  return error instanceof RequestError && error.isOfIdentity;
}
