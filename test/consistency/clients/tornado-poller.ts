import { FROM_BEGINNING, type TornadoPoll, type Way } from '../history.js';
import type { Random } from '../random.js';
import { GRACE_MS, Poller, type Step } from './poller.js';
import type { Session } from './session.js';
import { shownMessage, type WireTornadoUpdates } from './wire.js';

export interface TornadoPollerOptions {
  way: Way;
  room: string;
  holdMs: number;
  rest?: { chance: number; maxMs: number };
}

/** Walks one room over the Tornado surface, from the beginning, by the id of the last message that it was shown. */
export class TornadoPoller extends Poller {
  protected readonly surface = 'tornado';
  #cursor = FROM_BEGINNING;
  #position = 0;

  constructor(
    session: Session,
    private readonly options: TornadoPollerOptions,
    random: Random,
  ) {
    super(session, random, options.rest ?? { chance: 0, maxMs: 500 });
  }

  protected holdMs(): number {
    return this.options.holdMs;
  }

  protected positions(): Record<string, number> {
    return { [this.options.room]: this.#position };
  }

  protected async poll(waitMs: number): Promise<Step> {
    const { room, way } = this.options;
    const cursor = this.#cursor;
    const { outcome, ...times } = await this.session.ask({
      method: 'POST',
      path: '/a/message/updates',
      form: { room, cursor, wait: String(waitMs / 1000) },
      timeoutMs: waitMs + GRACE_MS,
    });
    const told = outcome.kind === 'answer' ? this.#told(outcome.json as WireTornadoUpdates) : outcome;
    this.session.recorder.tornadoPoll({ ...times, way, room, cursor, waitMs, outcome: told });
    if (told.kind === 'over') return 'nothing';
    if (told.kind !== 'messages') return 'failed';
    const last = told.messages.at(-1);
    this.#cursor = last?.id ?? cursor;
    this.#position = last?.seq ?? this.#position;
    return 'something';
  }

  #told({ messages, cursor = '', gap = false }: WireTornadoUpdates): TornadoPoll['outcome'] {
    if (!messages) return { kind: 'over', cursor };
    const { recorder } = this.session;
    return {
      kind: 'messages',
      messages: messages.map((message) => recorder.one(shownMessage(message))),
      gap,
    };
  }
}
