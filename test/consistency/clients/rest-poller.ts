import type { Poll, Updates, Way } from '../history.js';
import { pause } from '../pause.js';
import type { Random } from '../random.js';
import { readLog } from './log-reader.js';
import { GRACE_MS, Poller, type Step } from './poller.js';
import type { Session } from './session.js';
import { updatesOf, type WireUpdates } from './wire.js';

export interface RestPollerOptions {
  way: Way;
  rooms: readonly string[];
  holdMs: number;
  rest?: { chance: number; maxMs: number };
}

/** Walks many rooms over one poll of the REST surface, with positions of its own, and fills the gaps that are declared. */
export class RestPoller extends Poller {
  protected readonly surface = 'rest';
  readonly #positions: Map<string, number>;
  #epoch: string | undefined;

  constructor(
    session: Session,
    private readonly options: RestPollerOptions,
    random: Random,
  ) {
    super(session, random, options.rest ?? { chance: 0, maxMs: 500 });
    this.#positions = new Map(options.rooms.map((room) => [room, 0]));
  }

  protected holdMs(): number {
    return this.options.holdMs;
  }

  protected positions(): Record<string, number> {
    return Object.fromEntries(this.#positions);
  }

  protected async poll(waitMs: number): Promise<Step> {
    const after = this.positions();
    const { recorder } = this.session;
    const ask = () => this.#ask(after, waitMs);
    const { outcome, ...times } = await (this.options.way === 'direct' ? recorder.polling(ask) : ask());
    const updates =
      outcome.kind === 'answer'
        ? updatesOf(outcome.json as WireUpdates, (shown) => recorder.one(shown))
        : outcome;
    const poll: Poll = { ...times, way: this.options.way, after, waitMs, outcome: updates };
    recorder.poll(poll);
    if (updates.kind !== 'events') return 'failed';
    return this.#take(updates);
  }

  async #take(updates: Updates): Promise<Step> {
    const { epoch, events, gaps, more, retryMs } = updates;
    this.#epoch = epoch;
    for (const { room, after, before } of gaps) {
      const bounds = { room, after, before, order: 'oldest' as const, limit: this.random.between(5, 200) };
      await readLog(this.session, { ...bounds, purpose: 'gap' });
      this.#moveTo(room, before - 1);
    }
    for (const { room, seq } of events) this.#moveTo(room, seq);
    if (retryMs > 0) await pause(retryMs);
    return events.length + gaps.length > 0 || more || retryMs > 0 ? 'something' : 'nothing';
  }

  #moveTo(room: string, seq: number): void {
    this.#positions.set(room, Math.max(this.#positions.get(room) ?? 0, seq));
  }

  #ask(after: Record<string, number>, waitMs: number) {
    const limit = this.random.pick([3, 20, 100, 1000]);
    const wait = waitMs / 1000;
    const timeoutMs = waitMs + GRACE_MS;
    if (this.random.chance(0.3)) {
      const body = { after, wait, limit, epoch: this.#epoch };
      return this.session.ask({ method: 'POST', path: '/api/updates', body, timeoutMs });
    }
    const places = Object.entries(after).map(([room, seq]) => `${encodeURIComponent(room)}:${seq}`);
    const rest = new URLSearchParams({ wait: String(wait), limit: String(limit) });
    if (this.#epoch !== undefined) rest.set('epoch', this.#epoch);
    const path = `/api/updates?after=${places.join(',')}&${String(rest)}`;
    return this.session.ask({ method: 'GET', path, timeoutMs });
  }
}
