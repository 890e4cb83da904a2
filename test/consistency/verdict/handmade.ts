import {
  type Attempt,
  emptyHistory,
  type EntryType,
  type Gap,
  type History,
  type Poll,
  type Reading,
  type TornadoPoll,
  type Shown,
  type Timed,
  type Write,
} from '../history.js';
import { judge, type Verdict } from './verdict.js';

export const DEADLINES = { lateMs: 5_000, recoveryMs: 3_000, drainMs: 3_000 };

type Times = Partial<Pick<Timed<never>, 'client' | 'askedAt' | 'endedAt'>>;

/**
 * A history made by hand. What is not said otherwise happens in turn, ten milliseconds after what came before, and takes
 * five; everything is as it should be.
 */
export class HandmadeHistory {
  readonly history: History;
  #now = 0;

  constructor(bufferSize = 3) {
    this.history = emptyHistory(bufferSize);
  }

  /** A message that was sent, answered and stored at the end of the room. */
  message(room = 'r', times: Times = {}): Shown {
    const seq = this.log(room).length + 1;
    const id = `${room}-m${seq}`;
    const shown = this.#entry({ room, seq, type: 'message', id, messageSeq: seq, body: `text-${id}` });
    return this.#store(shown, { clientId: `c-${id}` }, times);
  }

  edit(of: Shown, times: Times = {}): Shown {
    const seq = this.log(of.room).length + 1;
    const shown = { ...of, type: 'edit' as const, seq, changedSeq: seq, body: `text-${of.id}-${seq}` };
    return this.#store(shown, { target: of.id }, times);
  }

  deletion(of: Shown, times: Times = {}): Shown {
    const seq = this.log(of.room).length + 1;
    const shown = { ...of, type: 'deletion' as const, seq, changedSeq: seq, body: '', deleted: true };
    return this.#store(shown, { target: of.id }, times);
  }

  /** A write that was sent and not answered, and is in no log. */
  unanswered(action: EntryType, room = 'r', target?: Shown): Write {
    const name = `never-${this.history.writes.length}`;
    const clientId = action === 'message' ? `c-${name}` : undefined;
    const write = this.#write(action, room, `text-${name}`, { clientId, target: target?.id });
    write.attempts.push({ ...this.#times(), surface: 'rest', outcome: { kind: 'none', why: 'cut' } });
    return write;
  }

  poll(
    after: Record<string, number>,
    events: Shown[],
    rest: Times & { gaps?: Gap[]; more?: boolean; retryMs?: number; way?: Poll['way'] } = {},
  ): Poll {
    const { gaps = [], more = false, retryMs = 0, way = 'direct', ...times } = rest;
    const answer = { kind: 'events', epoch: 'e', events, gaps, closed: [], more, retryMs } as const;
    const poll: Poll = {
      ...this.#times(times),
      way,
      after,
      waitMs: 20_000,
      outcome: { ...answer, closed: [] },
    };
    this.history.polls.push(poll);
    return poll;
  }

  tornadoPoll(
    room: string,
    cursor: string,
    messages: Shown[],
    rest: Times & { gap?: boolean } = {},
  ): TornadoPoll {
    const { gap = false, ...times } = rest;
    const poll: TornadoPoll = {
      ...this.#times(times),
      way: 'direct',
      room,
      cursor,
      waitMs: 20_000,
      outcome: messages.length > 0 ? { kind: 'messages', messages, gap } : { kind: 'over', cursor },
    };
    this.history.tornadoPolls.push(poll);
    return poll;
  }

  reading(
    entries: Shown[],
    rest: Times &
      Partial<Pick<Reading, 'after' | 'before' | 'order' | 'limit' | 'purpose'>> & { more?: boolean } = {},
  ): void {
    const {
      after = 0,
      before,
      order = 'oldest',
      limit = 1000,
      purpose = 'fresh',
      more = false,
      ...times
    } = rest;
    const outcome = { kind: 'entries', entries, more } as const;
    const bounds = { room: 'r', after, before, order, limit, purpose };
    this.history.readings.push({ ...this.#times(times), ...bounds, outcome: { ...outcome } });
  }

  /** The log of a room, to be bent. */
  log(room = 'r'): Shown[] {
    const log = this.history.logs.get(room) ?? [];
    this.history.logs.set(room, log);
    return log;
  }

  verdict(): Verdict {
    return judge(this.history, DEADLINES, {});
  }

  /** The kinds of violations, each once. */
  kinds(): string[] {
    return [...new Set(this.verdict().violations.map(({ kind }) => kind))].toSorted();
  }

  #store(shown: Shown, rest: Partial<Write>, times: Times): Shown {
    const { room, type, body, messageSeq } = shown;
    const log = this.log(room);
    log.push(shown);
    if (type !== 'message') {
      const { changedSeq, deleted } = shown;
      // The log tells messages in their present state, and a deletion takes the texts of edits away.
      for (const [i, entry] of log.entries()) {
        if (entry.id !== shown.id || entry === shown) continue;
        if (entry.type === 'message' || deleted) log[i] = { ...entry, body, deleted, changedSeq };
      }
    }
    const answer = { ...shown, type: 'message' as const, seq: messageSeq };
    const write = this.#write(type, room, body, rest);
    write.attempts.push(this.answer(answer, times));
    return shown;
  }

  /** An attempt that was answered 2xx. */
  answer(shown: Shown, times: Times = {}, replayed = false): Attempt {
    return { ...this.#times(times), surface: 'rest', outcome: { kind: 'stored', shown, replayed } };
  }

  #write(action: EntryType, room: string, body: string, rest: Partial<Write>): Write {
    const write: Write = {
      client: 'ann',
      authorId: 'u-ann',
      action,
      room,
      body,
      clientId: undefined,
      target: undefined,
      attempts: [],
      ...rest,
    };
    this.history.writes.push(write);
    return write;
  }

  #entry(rest: Pick<Shown, 'room' | 'seq' | 'type' | 'id' | 'messageSeq' | 'body'>): Shown {
    const { id, seq } = rest;
    const known = { deleted: false, htmlAgrees: true, authorId: 'u-ann', at: '2026-01-01T00:00:00.000Z' };
    return { ...rest, ...known, changedSeq: seq, clientId: `c-${id}` };
  }

  #times({ client = 'ann', askedAt, endedAt }: Times = {}): {
    client: string;
    askedAt: number;
    endedAt: number;
  } {
    this.#now += 10;
    const asked = askedAt ?? this.#now;
    return { client, askedAt: asked, endedAt: endedAt ?? asked + 5 };
  }
}
