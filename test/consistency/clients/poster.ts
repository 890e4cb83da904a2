import type { EntryType, Surface, Write } from '../history.js';
import { pause } from '../pause.js';
import type { Random } from '../random.js';
import type { Session } from './session.js';
import { attempt } from './writer.js';

/** How many of its newest messages a poster edits, deletes or repeats. */
const MAX_OWN = 100;
/** Makes an answer long enough to be cut in its middle, and the slow readers slow. */
const LONG_TEXT = ' and so on'.repeat(300);

export interface PosterOptions {
  surface: Surface;
  rooms: readonly string[];
  /** Between two writes, in milliseconds: at least and at most. */
  pauseMs: readonly [number, number];
}

interface Own {
  write: Write;
  id: string;
  deleted: boolean;
}

/**
 * Sends messages, edits and deletes its own, and repeats what it got no answer to, or 503, until it gets one; some it
 * gives up instead. Everything it does follows from its random numbers and from what it is answered.
 */
export class Poster {
  readonly #own: Own[] = [];
  #count = 0;

  constructor(
    private readonly session: Session,
    private readonly options: PosterOptions,
    private readonly random: Random,
  ) {}

  /** Writes until `stop`, then ends what it has begun; after `giveUp` it repeats nothing any more. */
  async run(stop: AbortSignal, giveUp: AbortSignal): Promise<void> {
    await this.meet();
    while (!stop.aborted) {
      await this.act(giveUp);
      await pause(this.random.between(...this.options.pauseMs), stop);
    }
  }

  meet(): Promise<void> {
    return this.session.meet();
  }

  /** One random action. */
  async act(giveUp: AbortSignal): Promise<void> {
    const draw = this.random.next();
    const own = this.#own.length > 0 ? this.random.pick(this.#own) : undefined;
    const edits = this.options.surface === 'rest' && own && !own.deleted;
    if (own && draw < 0.04) await this.#repeat(own.write);
    else if (edits && draw < 0.14) await this.#change(own, 'edit', giveUp);
    else if (edits && draw < 0.2) await this.#change(own, 'deletion', giveUp);
    else if (draw < 0.25) await this.#burst(giveUp);
    else if (draw < 0.27 && this.options.surface === 'rest') await this.#regret(giveUp);
    else await this.say(giveUp);
  }

  /** One message. */
  async say(giveUp: AbortSignal): Promise<void> {
    await this.#message(this.random.pick(this.options.rooms), giveUp);
  }

  /** Several messages at once, which share commits. */
  async #burst(giveUp: AbortSignal): Promise<void> {
    const room = this.random.pick(this.options.rooms);
    const size = this.random.between(2, 6);
    await Promise.all(Array.from({ length: size }, () => this.#message(room, giveUp)));
  }

  /** A message that is edited and deleted at once: clients that lag behind get all of it together. */
  async #regret(giveUp: AbortSignal): Promise<void> {
    const own = await this.#message(this.random.pick(this.options.rooms), giveUp);
    if (own) await this.#change(own, 'edit', giveUp);
    if (own && !own.deleted) await this.#change(own, 'deletion', giveUp);
  }

  async #message(room: string, giveUp: AbortSignal): Promise<Own | undefined> {
    const clientId = `${this.session.name}-${++this.#count}`;
    const body = `text-${clientId}${this.random.chance(0.05) ? LONG_TEXT : ' hello'}`;
    const write = this.#begin({ action: 'message', room, body, clientId, target: undefined });
    const id = await this.#settle(write, giveUp);
    if (id === undefined) return undefined;
    const own = { write, id, deleted: false };
    this.#own.push(own);
    if (this.#own.length > MAX_OWN) this.#own.shift();
    return own;
  }

  async #change(own: Own, action: Exclude<EntryType, 'message'>, giveUp: AbortSignal): Promise<void> {
    const { room } = own.write;
    const body = action === 'edit' ? `text-${this.session.name}-${++this.#count} edited` : '';
    const write = this.#begin({ action, room, body, clientId: undefined, target: own.id });
    const id = await this.#settle(write, giveUp);
    // Its outcome is unknown, so leave it alone from now on.
    if (id === undefined || action === 'deletion') own.deleted = true;
  }

  /** Repeats an acknowledged write, perhaps one that an earlier process acknowledged. */
  async #repeat(write: Write): Promise<void> {
    write.attempts.push(await attempt(this.session, this.options.surface, write));
  }

  #begin(rest: Pick<Write, 'action' | 'room' | 'body' | 'clientId' | 'target'>): Write {
    const write = { ...rest, client: this.session.name, authorId: this.session.userId, attempts: [] };
    this.session.recorder.write(write);
    return write;
  }

  /** The id of the message once the write is answered; undefined if it is given up. */
  async #settle(write: Write, giveUp: AbortSignal): Promise<string | undefined> {
    const patient = !this.random.chance(0.1);
    for (;;) {
      const { outcome } = await this.#attempt(write);
      if (outcome.kind === 'stored') return outcome.shown.id;
      const forGood = outcome.kind === 'refused' && outcome.status !== 503;
      if (forGood || giveUp.aborted || (outcome.kind === 'none' && !patient)) return undefined;
      await pause(this.random.between(20, 150), giveUp);
    }
  }

  async #attempt(write: Write) {
    const made = await attempt(this.session, this.options.surface, write);
    write.attempts.push(made);
    if (made.outcome.kind !== 'stored') return made;
    // The first answer names the author; later ones must name the same.
    this.session.userId ??= made.outcome.shown.authorId;
    write.authorId ??= this.session.userId;
    return made;
  }
}
