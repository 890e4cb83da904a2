import type { EventJson, MessageJson } from '../../src/messages/dto/message.json.js';
import type { GapJson, UpdatesJson } from '../../src/polls/rest/dto/updates.json.js';

export type Poll = (after: Record<string, number>) => Promise<UpdatesJson>;
/** The entries of a room between two seqs, both exclusive. */
export type Fill = (gap: GapJson) => Promise<EventJson[]>;

/**
 * A client as docs/protocol.md describes one: it keeps its positions, fills gaps, and shows the messages that it has heard of.
 * It throws at whatever it was promised not to see: a hole, a repeat, a gap that its entries do not fill exactly.
 */
export class WalkingClient {
  readonly positions: Record<string, number>;
  /** The messages shown, by room and id. */
  readonly shown: Record<string, Map<string, MessageJson>>;
  /** The number of entries received, in answers and in gaps. */
  heard = 0;
  gaps = 0;

  constructor(
    rooms: readonly string[],
    private readonly ask: Poll,
    private readonly fill: Fill,
  ) {
    this.positions = Object.fromEntries(rooms.map((room) => [room, 0]));
    this.shown = Object.fromEntries(rooms.map((room) => [room, new Map<string, MessageJson>()]));
  }

  /** Asks once and takes in the answer. */
  async poll(): Promise<UpdatesJson> {
    const answer = await this.ask({ ...this.positions });
    for (const gap of answer.gaps) await this.#cross(gap);
    for (const event of answer.events) this.#step(event);
    return answer;
  }

  /** Asks until it has everything. */
  async catchUp(): Promise<void> {
    for (;;) {
      const { events, more } = await this.poll();
      if (events.length === 0 && !more) return;
      if (events.length === 0) throw new Error('more, and nothing of it');
    }
  }

  async #cross(gap: GapJson): Promise<void> {
    if (gap.after !== this.positions[gap.room]) throw new Error(`gap not at the position: ${told(gap)}`);
    const hole = await this.fill(gap);
    const seqs = hole.map(({ seq }) => seq);
    const expected = Array.from({ length: gap.before - gap.after - 1 }, (_, i) => gap.after + 1 + i);
    if (expected.length === 0 || String(seqs) !== String(expected))
      throw new Error(`hole ${told(gap)} filled with ${told(seqs)}`);
    for (const event of hole) this.#step(event);
    this.gaps++;
  }

  #step(event: EventJson): void {
    const { room, seq, type, message } = event;
    const position = this.positions[room];
    if (position === undefined || seq !== position + 1)
      throw new Error(`at ${position} of ${room}: ${told(event)}`);
    this.positions[room] = seq;
    this.heard++;
    if (!message) return;
    const messages = this.shown[room] as Map<string, MessageJson>;
    const known = messages.get(message.id);
    if (type === 'message') {
      if (known || message.seq !== seq) throw new Error(`not a new message: ${told(event)}`);
      messages.set(message.id, message);
    } else if (!known) throw new Error(`a change of what was never told: ${told(event)}`);
    else if (seq > known.changed_seq) messages.set(message.id, message);
  }
}

function told(value: unknown): string {
  return JSON.stringify(value);
}
