import type { Probe } from '../history.js';
import { pause } from '../pause.js';
import type { Random } from '../random.js';
import type { Session } from './session.js';

const TIMEOUT_MS = 3_000;
const PAUSE_MS = 700;
/** No run reaches this seq. */
const FAR_AHEAD = 1_000_000;

/** Polls from positions that do not exist. */
export class Prober {
  constructor(
    private readonly session: Session,
    private readonly rooms: readonly string[],
    private readonly random: Random,
  ) {}

  async run(stop: AbortSignal): Promise<void> {
    await this.session.meet();
    while (!stop.aborted) {
      const room = this.random.pick(this.rooms);
      if (this.random.chance(0.5)) await this.ahead(room, FAR_AHEAD);
      else await this.#updates(`${encodeURIComponent(room)}:0`, 'an epoch that is none', { epoch: 'none' });
      await pause(PAUSE_MS, stop);
    }
  }

  /** From a position beyond the room's log. */
  ahead(room: string, seq: number): Promise<void> {
    return this.#updates(`${encodeURIComponent(room)}:${seq}`, `${room}:${seq}, ahead of the log,`);
  }

  async #updates(after: string, what: string, rest: Record<string, string> = {}): Promise<void> {
    const path = `/api/updates?after=${after}&${String(new URLSearchParams({ wait: '0', ...rest }))}`;
    const { outcome, ...times } = await this.session.ask({ method: 'GET', path, timeoutMs: TIMEOUT_MS });
    const answered: Probe['outcome'] = outcome.kind === 'answer' ? { kind: 'taken' } : outcome;
    this.session.recorder.probe({ ...times, what, status: 410, code: 'EPOCH_CHANGED', outcome: answered });
  }
}
