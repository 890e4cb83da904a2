import { NEVER, type Observable } from 'rxjs';

/**
 * What a node tells the others at once, so that they need not find it by themselves later: a room has entries up to this
 * seq; signals have been recorded up to this number; the read marks of a user have moved, `by` this session (its hash).
 */
export type Hint =
  { room: string; seq: number } | { signals: number } | { marks: string; by?: string | undefined };

/**
 * Port: carries hints between the nodes that share a database. Hints may be lost, repeated and reordered: what they are
 * about is in the database, and each node also looks there by itself.
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
