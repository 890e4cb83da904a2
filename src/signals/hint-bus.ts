import { NEVER, type Observable } from 'rxjs';

interface HintedPerson {
  id: string;
  name: string;
  guest?: true | undefined;
}

/** Who is in the room `here` by what one node knows, as `Present` in `presence/`. */
export interface PresenceHint {
  here: string;
  /** Any name, as long as it is the node's alone. */
  node: string;
  count: number;
  ids: readonly string[];
  faces: readonly HintedPerson[];
  writing: readonly HintedPerson[];
}

/**
 * What a node tells the others at once, so that they need not find it by themselves later: a room has entries up to this
 * seq; signals have been recorded up to this number; the read marks of a user have moved, `by` this session (its hash). Or what is
 * nowhere else: somebody at this node wants to know who is in the room `watched`, and who is.
 */
export type Hint =
  | { room: string; seq: number }
  | { signals: number }
  | { marks: string; by?: string | undefined }
  | { watched: string }
  | PresenceHint;

/**
 * Port: carries hints between the nodes that share a database. Hints may be lost, repeated and reordered: what they are
 * about is in the database, and each node also looks there by itself. Who is present is told again and again.
 */
export abstract class HintBus {
  /** True if there may be other nodes. */
  abstract readonly isShared: boolean;
  /** Hints of other nodes. */
  abstract readonly heard: Observable<readonly Hint[]>;
  /** Emits when hints may have been lost, because the bus was disconnected. */
  abstract readonly reconnected: Observable<void>;

  /** Never throws, and does not wait. Call it after the commit. */
  abstract publish(hints: readonly Hint[]): void;
}

/** For a process that has its database to itself. */
export class NoHintBus extends HintBus {
  readonly isShared = false;
  readonly heard = NEVER;
  readonly reconnected = NEVER;

  publish(): void {
    // Nobody listens.
  }
}
