import {
  type Appended,
  type ChangeDraft,
  type Draft,
  type MessageDraft,
  type MessageEntry,
  type Place,
  messageEntry,
} from './entry.js';
import type { Message } from './message.js';
import { trimmed } from '../text.js';

/** A stored message, and the text it was sent with. */
export interface Earlier {
  message: Message;
  sentBody: string;
}

/**
 * What a transaction must have read from the log before `Batch` can decide, by `repeatKey` and by
 * `targetKey`.
 */
export interface Known {
  earlier: ReadonlyMap<string, Earlier>;
  /** In their present state. */
  targets: ReadonlyMap<string, Message>;
  /** The authors' places in the rooms, by `placeKey`; only where a draft asks for one. */
  places: ReadonlyMap<string, Place>;
  /** Ids of authors whose account has been deleted. */
  deletedAuthors: ReadonlySet<string>;
  /** Rooms that others hold, so that nothing can be stored there. */
  lockedRooms: ReadonlySet<string>;
}

export interface Placed {
  draft: Draft;
  entry: MessageEntry;
}

interface Decision {
  draft: Draft;
  outcome: Appended['outcome'];
  /** If nothing is stored: the existing message, or the index in the batch of the draft that stores it. */
  of?: Message | number;
}

/** The key under which repeats of a message are found. */
export function repeatKey(draft: MessageDraft): string | undefined {
  return draft.clientId === null ? undefined : `${draft.author.id} ${draft.clientId}`;
}

/** The key under which an author's place in a room is found. */
export function placeKey({ room, author }: Pick<Draft, 'room' | 'author'>): string {
  return `${author.id} ${room}`;
}

export function targetKey({ room, seq }: Pick<Message, 'room' | 'seq'>): string {
  return `${seq} ${room}`;
}

/**
 * The drafts of one transaction. The constructor decides which are new, so that the caller can reserve seqs;
 * `place` then assigns them. The rules of repeats and refusals are here, for every adapter.
 */
export class Batch {
  /** How many new entries each room gets. */
  readonly counts = new Map<string, number>();
  readonly #decisions: Decision[] = [];
  readonly #sent = new Map<string, { body: string; room: string; index: number }>();
  /** Messages after the changes decided so far, by `targetKey`. */
  readonly #states = new Map<string, Message>();

  constructor(
    drafts: readonly Draft[],
    private readonly known: Known,
  ) {
    for (const draft of drafts) {
      const decision = this.#decide(draft);
      this.#decisions.push(decision);
      if (decision.outcome === 'stored') this.counts.set(draft.room, (this.counts.get(draft.room) ?? 0) + 1);
    }
  }

  /** Gives each new entry the next seq of its room, and each repeat the message it repeats. */
  place(lastSeqs: ReadonlyMap<string, number>): { results: Appended[]; placed: Placed[] } {
    const seqs = new Map(lastSeqs);
    const present = new Map(this.known.targets);
    const results: Appended[] = [];
    const placed: Placed[] = [];
    for (const { draft, outcome, of } of this.#decisions) {
      if (outcome === 'forbidden' || outcome === 'locked') {
        results.push({ outcome, entry: messageEntry(messageAfter(draft, 0, present)) });
        continue;
      }
      if (outcome !== 'stored') {
        const message = typeof of === 'number' ? (results[of] as Appended).entry.message : (of as Message);
        results.push({ outcome, entry: messageEntry(present.get(targetKey(message)) ?? message) });
        continue;
      }
      const seq = (seqs.get(draft.room) ?? 0) + 1;
      seqs.set(draft.room, seq);
      const message = messageAfter(draft, seq, present);
      if (draft.target) present.set(targetKey(message), message);
      const entry: MessageEntry = { room: draft.room, seq, type: draft.type, message };
      placed.push({ draft, entry });
      results.push({ outcome, entry });
    }
    return { results, placed };
  }

  #decide(draft: Draft): Decision {
    if (this.known.lockedRooms.has(draft.room)) return { draft, outcome: 'locked' };
    if (!this.#isAllowed(draft)) return { draft, outcome: 'forbidden' };
    return draft.target ? this.#decideChange(draft) : this.#decideMessage(draft);
  }

  #isAllowed(draft: Draft): boolean {
    if (this.known.deletedAuthors.has(draft.author.id)) return false;
    return !draft.allowed || draft.allowed(this.known.places.get(placeKey(draft)));
  }

  #decideMessage(draft: MessageDraft): Decision {
    const key = repeatKey(draft);
    if (key === undefined) return { draft, outcome: 'stored' };
    const stored = this.known.earlier.get(key);
    if (stored) {
      const { message, sentBody } = stored;
      const state = this.#states.get(targetKey(message)) ?? message;
      // The text of a deleted message is gone, so it cannot be compared.
      const same = message.room === draft.room && (state.deleted || isSameText(sentBody, draft.body));
      return { draft, outcome: same ? 'repeated' : 'refused', of: message };
    }
    const sent = this.#sent.get(key);
    if (!sent) {
      this.#sent.set(key, { body: draft.body, room: draft.room, index: this.#decisions.length });
      return { draft, outcome: 'stored' };
    }
    const same = sent.room === draft.room && isSameText(sent.body, draft.body);
    return { draft, outcome: same ? 'repeated' : 'refused', of: sent.index };
  }

  #decideChange(draft: ChangeDraft): Decision {
    const key = targetKey(draft.target);
    const of = this.known.targets.get(key) ?? draft.target;
    const state = this.#states.get(key) ?? of;
    const outcome = draft.type.decide(state, draft.body);
    if (outcome !== 'stored') return { draft, outcome, of };
    const provisional = draft.type.apply(state, { ...draft, seq: state.changedSeq });
    this.#states.set(key, provisional);
    return { draft, outcome };
  }
}

/** Ignores indentation, which earlier versions and some clients remove. */
function isSameText(sent: string, again: string): boolean {
  return sent === again || trimmed(sent) === trimmed(again);
}

function messageAfter(draft: Draft, seq: number, present: ReadonlyMap<string, Message>): Message {
  const { room, id, at, author, body, mentions } = draft;
  if (draft.target) {
    const target = present.get(targetKey(draft.target)) ?? draft.target;
    return draft.type.apply(target, { seq, at, body, mentions });
  }
  return {
    room,
    seq,
    id,
    at,
    author,
    clientId: draft.clientId,
    body,
    mentions: mentions?.length ? mentions : undefined,
    editedAt: null,
    changedSeq: seq,
    deleted: false,
  };
}
