import { RequestError } from '../server/request-error.js';
import { actor } from '../server/actor.js';
import { whoAmI } from '../server/request.js';
import type { Person } from '../server/person.js';

/** After the end of a session, for the cookie of the next to arrive: somebody has signed up, or changed their password. */
const SETTLED_AFTER_MS = 1500;
const AGAIN_AFTER_MS = 5000;

interface WhoEvents {
  /** They have another name, or are known at last: then there was nobody before. */
  met: (me: Person, before: Person | null) => void;
  /** Somebody else uses the browser now, or nobody who is known. */
  lost: (now: Person | null, was: Person | null) => void;
  /** After a refusal they are who they were, after all. */
  found: (wasLost: boolean) => void;
}

/**
 * Who the page acts for. Every request says so; when the server answers that the session is somebody else's, or over, the page asks
 * for nothing more until whoever uses the browser has chosen, or is who they were again.
 */
export class Who {
  #me: Person | null;
  readonly #on: WhoEvents;
  #isLost = false;
  #looking: Promise<boolean> | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor({ actingAs, me }: { actingAs: string; me: Person | null }, on: WhoEvents) {
    this.#me = me;
    this.#on = on;
    actor.id = actingAs;
    actor.onRefused = (error) => this.#refused(error);
    for (const type of ['focus', 'pageshow']) window.addEventListener(type, () => this.#lookAgain());
    document.addEventListener('visibilitychange', () => this.#lookAgain());
  }

  /** @returns null of a visitor who has written nothing yet */
  get me(): Person | null {
    return this.#me;
  }

  get isLost(): boolean {
    return this.#isLost;
  }

  /** The server told what they are called, or that a visitor is somebody now. */
  meet(me: Person): void {
    const before = this.#me;
    if (before?.id === me.id && before.name === me.name) return;
    this.#me = me;
    actor.id = me.id;
    this.#on.met(me, before);
  }

  /**
   * Asks the server who the session is of.
   *
   * @returns whether it is who the page acts for
   */
  look(): Promise<boolean> {
    clearTimeout(this.#timer);
    this.#looking ??= this.#ask().finally(() => (this.#looking = undefined));
    return this.#looking;
  }

  async #ask(): Promise<boolean> {
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

  #lookAgain(): void {
    if (this.#isLost && !document.hidden) void this.look();
  }

  #lookIn(ms: number): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.look(), ms);
  }

  #refused(error: RequestError): void {
    if (this.#isLost) return;
    if (error.code === 'IDENTITY_CHANGED') return this.#lose(error);
    // Perhaps it goes on under another id.
    actor.refusal = error;
    this.#lookIn(SETTLED_AFTER_MS);
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
