import type { Entry } from '../../src/log/entry.js';
import type { Message } from '../../src/log/message.js';
import { MESSAGE } from '../../src/log/entry-type.js';
import { DELETION, EDIT } from '../../src/messages/message-changes.js';
import { message, notice } from './entries.js';

const TYPES = { message: MESSAGE, edit: EDIT, deletion: DELETION };

interface Written {
  seq: number;
  type: keyof typeof TYPES | 'notice';
  /** Seq of the message that it is or changes. */
  of: number;
  body: string;
}

/** What a room log of the room `r` promises, written as plainly as can be: nothing is changed, each state is worked out. */
export class ModelledLog {
  readonly #written: Written[] = [];

  get newestSeq(): number {
    return this.#written.length;
  }

  /** Seqs of messages that have not been deleted. */
  get living(): number[] {
    const messages = this.#written.filter(({ type }) => type === 'message').map(({ seq }) => seq);
    return messages.filter((seq) => !this.#isDeleted(seq, this.newestSeq));
  }

  say(body: string): void {
    this.#write('message', this.newestSeq + 1, body);
  }

  /** Without a body: deletes. */
  change(of: number, body?: string): void {
    this.#write(body === undefined ? 'deletion' : 'edit', of, body ?? '');
  }

  notify(): void {
    this.#write('notice', 0, '');
  }

  /** The entry with a seq, as it was read when the log was so long. */
  entryAt(seq: number, length: number): Entry {
    const { type, of } = this.#written[seq - 1] as Written;
    if (type === 'notice') return notice(seq);
    // An edit stays as it left its message, but for what a deletion takes from it.
    const until = type === 'edit' && !this.#isDeleted(of, length) ? seq : length;
    return { room: 'r', seq, type: TYPES[type], message: this.#messageAt(of, until) };
  }

  /** The newest entries of a log that was so long, oldest first. */
  newestAt(length: number, count: number): Entry[] {
    const from = Math.max(1, length - count + 1);
    return Array.from({ length: Math.max(length - from + 1, 0) }, (_, i) => this.entryAt(from + i, length));
  }

  #write(type: Written['type'], of: number, body: string): void {
    this.#written.push({ seq: this.newestSeq + 1, type, of, body });
  }

  #changesOf(of: number, length: number): Written[] {
    return this.#written.slice(0, length).filter((each) => each.of === of && each.type !== 'message');
  }

  #isDeleted(of: number, length: number): boolean {
    return this.#changesOf(of, length).some(({ type }) => type === 'deletion');
  }

  #messageAt(of: number, length: number): Message {
    const { body } = this.#written[of - 1] as Written;
    const last = this.#changesOf(of, length).at(-1);
    const sent = message(of, body);
    if (!last) return sent;
    const deleted = last.type === 'deletion';
    return {
      ...sent,
      body: last.body,
      editedAt: deleted ? null : last.seq,
      changedSeq: last.seq,
      deleted,
    };
  }
}
