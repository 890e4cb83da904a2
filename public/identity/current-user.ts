import { listen, pageSignal } from '../page/page-scope.js';
import { RequestError } from '../server/request-error.js';
import { actor } from '../server/actor.js';
import { whoAmI } from '../server/request.js';
import type { Person } from '../server/person.js';

/**
 * After a session ended, the cookie of the next one takes a moment to arrive: somebody signed up or changed
 * their password.
 */
const SETTLED_AFTER_MS = 1500;
const AGAIN_AFTER_MS = 5000;

interface CurrentUserEvents {
  /** The user was renamed, or became known; then `before` is null. */
  met: (me: Person, before: Person | null) => void;
  /** Another user has the browser now, or an unknown visitor. */
  lost: (now: Person | null, was: Person | null) => void;
  /** After a refusal, the user turned out to be the same. */
  found: (wasLost: boolean) => void;
}

/**
 * Knows whom the page acts for. Every request states it. If the server answers that the session has ended or
 * belongs to somebody else, the page requests nothing more until its user has chosen how to go on, or is the
 * same again.
 */
export class CurrentUser {
  #me: Person | null;
  readonly #on: CurrentUserEvents;
  /** What was asked for a page that has ended is of no use. */
  readonly #ended = pageSignal();
  #isLost = false;
  #checking: Promise<boolean> | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor({ actingAs, me }: { actingAs: string; me: Person | null }, on: CurrentUserEvents) {
    this.#me = me;
    this.#on = on;
    actor.id = actingAs;
    actor.refusal = undefined;
    actor.onRefused = (error) => this.#refused(error);
    for (const type of ['focus', 'pageshow'] as const) listen(window, type, () => this.#checkAgain());
    listen(document, 'visibilitychange', () => this.#checkAgain());
  }

  /** @returns null for a visitor who has written nothing yet */
  get me(): Person | null {
    return this.#me;
  }

  get isLost(): boolean {
    return this.#isLost;
  }

  /** Call when the server told the user's name, or that a visitor became a user. */
  meet(me: Person): void {
    if (this.#ended.aborted) return;
    const before = this.#me;
    if (before?.id === me.id && before.name === me.name) return;
    this.#me = me;
    actor.id = me.id;
    this.#on.met(me, before);
  }

  /**
   * Asks the server for the session's user.
   *
   * @returns whether it is whom the page acts for
   */
  check(): Promise<boolean> {
    clearTimeout(this.#timer);
    this.#checking ??= this.#ask().finally(() => (this.#checking = undefined));
    return this.#checking;
  }

  async #ask(): Promise<boolean> {
    try {
      const { id, name } = await whoAmI();
      if (this.#ended.aborted) return false;
      this.#found();
      if (id !== null) this.meet({ id, name });
      return true;
    } catch (error) {
      if (this.#ended.aborted) return false;
      if (isRefusal(error)) this.#lose(error);
      else if (actor.refusal) this.#checkIn(AGAIN_AFTER_MS);
      return false;
    }
  }

  #checkAgain(): void {
    if (this.#isLost && !document.hidden) void this.check();
  }

  #checkIn(ms: number): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#ended.aborted || void this.check(), ms);
  }

  #refused(error: RequestError): void {
    if (this.#isLost) return;
    if (error.code === 'IDENTITY_CHANGED') return this.#lose(error);
    // The session may continue under another id.
    actor.refusal = error;
    this.#checkIn(SETTLED_AFTER_MS);
  }

  #lose(error: RequestError): void {
    actor.refusal = error;
    this.#isLost = true;
    this.#on.lost(error.me, this.#me);
  }

  #found(): void {
    if (!actor.refusal) return;
    actor.refusal = undefined;
    const wasLost = this.#isLost;
    this.#isLost = false;
    this.#on.found(wasLost);
  }
}

function isRefusal(error: unknown): error is RequestError {
  return error instanceof RequestError && error.isOfIdentity;
}
