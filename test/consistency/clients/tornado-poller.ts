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
    const ask = () => pollTornado(this.session, { way, room, cursor, waitMs });
    const told = await (way === 'direct' ? this.session.recorder.polling(ask) : ask());
    if (told.kind === 'over') return 'nothing';
    if (told.kind !== 'messages') return 'failed';
    const last = told.messages.at(-1);
    this.#cursor = last?.id ?? cursor;
    this.#position = last?.seq ?? this.#position;
    return 'something';
  }
}

/** One poll, which is recorded. */
export async function pollTornado(
  session: Session,
  asked: Pick<TornadoPoll, 'way' | 'room' | 'cursor' | 'waitMs'>,
): Promise<TornadoPoll['outcome']> {
  const { room, cursor, waitMs } = asked;
  const { outcome, ...times } = await session.ask({
    method: 'POST',
    path: '/a/message/updates',
    form: { room, cursor, wait: String(waitMs / 1000) },
    timeoutMs: waitMs + GRACE_MS,
  });
  const told = outcome.kind === 'answer' ? toldBy(outcome.json as WireTornadoUpdates, session) : outcome;
  session.recorder.tornadoPoll({ ...times, ...asked, outcome: told });
  return told;
}

function toldBy(
  { messages, cursor = '', gap = false }: WireTornadoUpdates,
  { recorder }: Session,
): TornadoPoll['outcome'] {
  if (!messages) return { kind: 'over', cursor };
  return { kind: 'messages', messages: messages.map((message) => recorder.one(shownMessage(message))), gap };
}
