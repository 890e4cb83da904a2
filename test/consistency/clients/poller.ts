import type { Surface } from '../history.js';
import { pause } from '../pause.js';
import type { Random } from '../random.js';
import type { Session } from './session.js';

/** How much longer than the requested hold a client waits before it gives up, in milliseconds. */
export const GRACE_MS = 15_000;
/** How long a client may take at the end to learn everything, in milliseconds. */
const FINISH_MS = 20_000;

/** The outcome of a poll: nothing new, something new, or no answer. */
export type Step = 'nothing' | 'something' | 'failed';

/** Keeps polling from where it stands, whatever happens to the server and to the connection. */
export abstract class Poller {
  protected abstract readonly surface: Surface;
  #finishing = false;

  constructor(
    protected readonly session: Session,
    protected readonly random: Random,
    /** How often it stays away for a while, and for how long at the most. */
    private readonly rest: { chance: number; maxMs: number },
  ) {}

  /** Polls until `stop`, then until there is nothing new, and records its final position. */
  async run(stop: AbortSignal): Promise<void> {
    stop.addEventListener('abort', () => this.session.giveUp(), { once: true });
    await this.session.meet();
    while (!stop.aborted) {
      if (this.random.chance(this.rest.chance)) await pause(this.random.between(500, this.rest.maxMs), stop);
      await this.#step(stop);
    }
    await this.#finish();
  }

  /** One poll with this hold. */
  protected abstract poll(waitMs: number): Promise<Step>;

  /** How long the next poll is to be held. */
  protected abstract holdMs(): number;

  protected abstract positions(): Record<string, number>;

  async #step(stop: AbortSignal): Promise<Step> {
    const step = await this.poll(this.#finishing ? 0 : this.holdMs());
    if (step === 'failed') await pause(this.random.between(20, 200), stop);
    return step;
  }

  async #finish(): Promise<void> {
    this.#finishing = true;
    const { recorder } = this.session;
    const deadline = recorder.now() + FINISH_MS;
    const never = new AbortController().signal;
    while ((await this.#step(never)) !== 'nothing' && recorder.now() < deadline);
    recorder.finish({ client: this.session.name, surface: this.surface, positions: this.positions() });
  }
}
